import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pdq } from './ems-candidates.ts';
import { ALL_THE_SAME, accountOf, print } from './ems-log.ts';
import { choose, setHours } from './ems-policies.ts';
import { emsRefused } from './ems-refused.ts';
import { Journey } from './journey.ts';

describe('EMS: whom one finds, and whom not', () => {
  let journey: Journey;
  beforeAll(async () => {
    journey = await Journey.begin();
    await setHours(journey);
    await choose(journey.as('network-office.office'), { n5: 'allowWithExplanation' });
  });
  afterAll(() => journey.end());

  const refusals = emsRefused(() => journey);
  const searches = pdq(() => journey);

  it('all but what its form alone refuses left an event, the log is decided the same again, and nobody is named', async () => {
    const people = [...refusals.people, ...searches.people];
    const { says, ...account } = await accountOf(journey, { people, written: refusals.written });
    const byForm = [
      'confirmEms INVALID_REQUEST',
      'lookUpEms EMS_SUFFIX_REQUIRED',
      'lookUpEms INVALID_LOCAL_ID',
      'putLink EMS_ID',
      'registerPatient EMS_ID',
      'searchEmsCandidates IMPOSSIBLE_DATE',
      'searchPatients EMS_ID',
    ];
    expect(account).toEqual({ unaudited: byForm, replay: 0, named: [] });
    expect(says).toMatch(ALL_THE_SAME);
    print(`EMS, refused and found: ${says}`);
  });
});
