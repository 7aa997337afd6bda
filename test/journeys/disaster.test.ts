import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { disasterFlagAndRecord } from './ems-disaster-flag.ts';
import { disasterRule } from './ems-disaster-rule.ts';
import { ALL_THE_SAME, accountOf, print } from './ems-log.ts';
import { setHours } from './ems-policies.ts';
import { Journey } from './journey.ts';

describe('disaster rules', () => {
  let journey: Journey;
  beforeAll(async () => {
    journey = await Journey.begin({ faults: true });
    await setHours(journey);
  });
  afterAll(() => journey.end());

  const rule = disasterRule(() => journey);
  const flag = disasterFlagAndRecord(() => journey);

  it('every request left an event, the log is decided the same again, and nobody is named', async () => {
    const people = [...rule.people, ...flag.people];
    const { says, ...account } = await accountOf(journey, { people, written: rule.written });
    expect(account).toEqual({ unaudited: ['declareDisasterRule INVALID_REQUEST'], replay: 0, named: [] });
    expect(says).toMatch(ALL_THE_SAME);
    print(`Disaster rules: ${says}`);
  });
});
