import { type FacilityId, LocalId } from '../../../schemas/primitives.ts';
import { FACILITY, facilityOf } from '../facilities.ts';
import type { Chance } from '../random.ts';

/** Where each facility's numbering stands: the story's people come first, everybody else from `others` on. */
const STARTS: Record<FacilityId, { story: number; others: number }> = {
  [FACILITY.tyHospital]: { story: 100, others: 12_000 },
  [FACILITY.testHospital]: { story: 200, others: 340_000 },
  [FACILITY.testClinic]: { story: 100, others: 2_000 },
  [FACILITY.testPharmacy]: { story: 500, others: 7_000 },
  [FACILITY.testCareHome]: { story: 0, others: 100 },
};

const startOf = (facilityId: FacilityId) => {
  const start = STARTS[facilityId];
  if (start === undefined) throw new Error(`${facilityId} gives no patient IDs`);
  return start;
};

/** A number as the facility keeps it in its storage. */
const asKept = (facilityId: FacilityId, number: number): LocalId => {
  const { digits, padding } = facilityOf(facilityId).localIds;
  return LocalId.parse(padding === 'zero' ? String(number).padStart(digits, '0') : String(number));
};

export const storyLocalId = (facilityId: FacilityId, number: number): LocalId =>
  asKept(facilityId, startOf(facilityId).story + number);

/** Gives out numbers in rising order with gaps, as a facility does whose other patients are not in the demo. */
export const createNumbering = (chance: Chance): ((facilityId: FacilityId) => LocalId) => {
  const last = new Map<FacilityId, number>();
  return (facilityId) => {
    const step = facilityId === FACILITY.testCareHome ? 1 : chance.between(1, 40);
    const number = (last.get(facilityId) ?? startOf(facilityId).others) + step;
    last.set(facilityId, number);
    return asKept(facilityId, number);
  };
};
