import type { Write } from '../../layers/store/index.ts';
import type { Seal } from '../../layers/store/seal.ts';
import { FACILITY } from '../../local/demo/facilities.ts';
import { documentsFor, documentWrites } from './documents.ts';
import type { MessageWithDocuments } from './messages.ts';
import { patientWrites } from './patients.ts';
import { patientIdAt, personAt } from './people.ts';
import { LINES_EACH, LOOKED_AT, localIdAt, type Made } from './world.ts';

/** This many patients are looked at, evenly among the others: they have documents at three facilities. */
const LOOKED_AT_IN_ALL = 100;

export type NetworkPlan = { patients: number; seal: Seal; pool: readonly MessageWithDocuments[]; today: string };

/** Those of a network whose records are looked at. */
export function lookedAtIn({ patients }: Pick<NetworkPlan, 'patients'>): Made[] {
  const every = Math.floor(patients / LOOKED_AT_IN_ALL);
  return Array.from({ length: LOOKED_AT_IN_ALL }, (_, n) => {
    const index = n * every;
    return { index, patientId: patientIdAt(index), demographics: personAt(index) };
  });
}

/** All records of a network; whoever is not looked at is linked at the hospital alone and has consented. */
export function* network(plan: NetworkPlan): Generator<Write> {
  const { patients, seal, pool, today } = plan;
  const lookedAt = new Set(lookedAtIn(plan).map(({ index }) => index));
  for (let index = 0; index < patients; index += 1) {
    const demographics = personAt(index);
    const facilities = lookedAt.has(index) ? LOOKED_AT : [FACILITY.tyHospital];
    const links = facilities.map((facilityId) => ({ facilityId, localId: localIdAt(facilityId, index) }));
    const patientId = patientIdAt(index);
    yield* patientWrites({ patientId, demographics, registeredBy: FACILITY.testClinic, links, consented: true });
    if (!lookedAt.has(index)) continue;
    for (const name of links)
      yield* documentWrites(documentsFor({ seal, pool }, { name, dated: LINES_EACH, lastDay: today }));
  }
}
