import { searchTermsOf } from '../../layers/deed/index.ts';
import { type FacilityPatientName, facilityPatientSearchWrites, type Write } from '../../layers/store/index.ts';
import { FACILITY } from '../../local/demo/facilities.ts';
import type { Demographics } from '../../schemas/person.ts';
import type { FacilityId } from '../../schemas/primitives.ts';
import { pdqPersonAt } from '../pdq-people.ts';
import { unlinkedProfileWrite } from './patients.ts';
import { mixed, personAt } from './people.ts';
import { localIdAt } from './world.ts';

/** Many more than share a day or a name among a million people, and still not so many that a search gives up (1,000). */
const CROWD = 900;
/** New Year's Day: of those who did not know theirs, many were given it. */
export const CROWDED_DAY = '1947-01-01';
export const CROWDED_NAME = { family: '佐藤', given: '和子', familyKana: 'サトウ', givenKana: 'カズコ' } as const;
/** Far from the indexes of everybody else. */
const BORN_ON_THAT_DAY = 10_000_000;
const CALLED_BY_THAT_NAME = 20_000_000;
const FACILITIES = [FACILITY.tyHospital, FACILITY.testHospital] as const;

/** The n-th of those who share a birth date. */
export const bornOnCrowdedDay = (n: number): Demographics => ({
  ...personAt(BORN_ON_THAT_DAY + (n % CROWD)),
  birthDate: CROWDED_DAY,
});
const withCrowdedName = (n: number): Demographics => ({ ...personAt(CALLED_BY_THAT_NAME + n), name: CROWDED_NAME });

/** A hospital's own patient, linked to nobody, with the search items by which a name search finds them. */
export function facilityPatientWrites(name: FacilityPatientName, demographics: Demographics): Write[] {
  return [
    unlinkedProfileWrite(name, demographics),
    ...facilityPatientSearchWrites({ ...name, demographics }, searchTermsOf(demographics), []),
  ];
}

/** Two hospitals' own patients by index, and at any size the same crowds beside them. */
export function* facilityPatients(count: number): Generator<Write> {
  for (let index = 0; index < count; index += 1) yield* facilityPatientWrites(placeOf(index), pdqPersonAt(index));
  for (let n = 0; n < CROWD; n += 1) {
    yield* facilityPatientWrites(placeOf(count + n), bornOnCrowdedDay(n));
    yield* facilityPatientWrites(placeOf(count + CROWD + n), withCrowdedName(n));
  }
}

/** Twins and families are looked for at one hospital as at two: not in pairs. */
function placeOf(index: number): FacilityPatientName {
  const facilityId = FACILITIES[mixed(index, 61, FACILITIES.length)] ?? FACILITY.tyHospital;
  return { facilityId, localId: localIdAt(facilityId, index) };
}

/** Whose local ID an answer names. */
export function indexOf({ facilityId, localId }: { facilityId: FacilityId; localId: string }): number {
  return Number(localId) - Number(localIdAt(facilityId, 0));
}
