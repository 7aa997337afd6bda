import {
  type EmsGrantName,
  type EmsGrantRecord,
  emsGrantRecord,
  facilityPatientRecord,
  obligationNameOf,
  type Store,
} from '../../layers/store/index.ts';
import type { Obligation } from '../../schemas/obligation.ts';
import type { FacilityPatient } from '../../schemas/patient.ts';
import type { ObligationId } from '../../schemas/primitives.ts';

/** Obligations, the grants that they follow from, and the records that those open. */
export type Owed = {
  /** In the order that was asked for; what is not there is left out. */
  obligations: Obligation[];
  grants: EmsGrantRecord[];
  /** By `patientPlace`. */
  profiles: Map<string, FacilityPatient>;
};

type Place = Pick<EmsGrantName, 'facilityId' | 'localId'>;
export const patientPlace = ({ facilityId, localId }: Place): string => `${facilityId} ${localId}`;
const grantPlace = (name: EmsGrantName): string => `${patientPlace(name)} ${name.grant}`;

/** Each grant and each patient read once, all in parallel. */
export const owedUnder = async (store: Store, ids: readonly ObligationId[]): Promise<Owed> => {
  const names = ids.flatMap((id) => obligationNameOf(store.seal, id) ?? []);
  const grantNames = new Map(names.map((name) => [grantPlace(name), name])).values();
  const patientNames = new Map(names.map((name) => [patientPlace(name), name])).values();
  const [records, patients] = await Promise.all([
    Promise.all([...grantNames].map((name) => emsGrantRecord(store, name))),
    Promise.all([...patientNames].map((name) => facilityPatientRecord(store, name))),
  ]);
  const grants = records.filter((record) => record !== undefined);
  const owed = new Map(grants.flatMap((grant) => grant.obligations.map((one) => [one.obligationId, one] as const)));
  return {
    obligations: ids.flatMap((id) => owed.get(id) ?? []),
    grants,
    profiles: new Map(patients.flatMap(({ profile }) => (profile ? [[patientPlace(profile), profile] as const] : []))),
  };
};
