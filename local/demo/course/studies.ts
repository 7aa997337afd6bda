import type { FacilityId } from '../../../schemas/primitives.ts';
import { uidOf } from '../dicom/uids.ts';
import type { DemoPerson, StudyKind } from '../people/person.ts';
import type { Chances } from '../random.ts';
import { SEED, STUDIES } from '../settings.ts';

/** Which patients of a hospital have which pictures: those of the story, and a few more by lot. */
export const pictureLots = (
  chances: Chances,
  ask: { people: readonly DemoPerson[]; facilityId: FacilityId },
): ReadonlyMap<string, readonly StudyKind[]> => {
  const lots = new Map<string, StudyKind[]>();
  const give = (key: string, kind: StudyKind) => lots.set(key, [...(lots.get(key) ?? []), kind]);
  const patients = ask.people.filter(({ records }) => records.some((record) => record.facilityId === ask.facilityId));
  for (const person of patients) {
    for (const kind of person.studies.find(({ facilityId }) => facilityId === ask.facilityId)?.kinds ?? [])
      give(person.key, kind);
  }
  const others = patients.filter(({ story }) => story === undefined);
  for (const [kind, count] of Object.entries(STUDIES) as [StudyKind, number][]) {
    for (const { key } of chances(`pictures/${ask.facilityId}/${kind}`).shuffled(others).slice(0, count))
      give(key, kind);
  }
  return lots;
};

/** The study that an order and its pictures share. */
export const studyUidOf = (study: { person: DemoPerson; facilityId: FacilityId; kind: string }): string =>
  uidOf(`${SEED}/study/${study.facilityId}/${study.person.key}/${study.kind}`);
