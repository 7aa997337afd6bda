import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emsEndings } from './ems-endings.ts';
import { emsFollowUp } from './ems-follow-up.ts';
import { ALL_THE_SAME, accountOf, print } from './ems-log.ts';
import { choose, setHours } from './ems-policies.ts';
import { Journey } from './journey.ts';

describe('EMS: what comes after a look', () => {
  let journey: Journey;
  beforeAll(async () => {
    journey = await Journey.begin();
    await setHours(journey);
    await choose(journey.as('network-office.office'), { n5: 'allowWithExplanation' });
  });
  afterAll(() => journey.end());

  const followUp = emsFollowUp(() => journey);
  const endings = emsEndings(() => journey);

  it('every request left an event, the log is decided the same again, and nobody is named', async () => {
    const people = [...followUp.people, ...endings.people];
    const written = [...followUp.written, ...endings.written];
    const { says, ...account } = await accountOf(journey, { people, written });
    expect(account).toEqual({ unaudited: [], replay: 0, named: [] });
    expect(says).toMatch(ALL_THE_SAME);
    print(`EMS, followed up and ended: ${says}`);
  });
});
