import { Consent } from '../../schemas/consent.ts';
import { Link, Patient } from '../../schemas/patient.ts';
import type { FacilityId, PatientId } from '../../schemas/primitives.ts';
import { fromItem } from './items.ts';
import { patientAccessRange } from './keys.ts';
import type { Store } from './store.ts';

/** All that decides about a patient: who it is, where they are linked, what they consented to. */
export type PatientAccess = { patient: Patient; links: Link[]; consents: Consent[] };

/** One strongly consistent query; undefined where the network knows no such patient. */
export const accessOfPatient = async (store: Store, patientId: PatientId): Promise<PatientAccess | undefined> => {
  const { items } = await store.db.query('records', patientAccessRange(patientId));
  const of = (entity: string) => items.filter((item) => item['entity'] === entity);
  const [patient] = of('Patient');
  if (!patient) return undefined;
  return {
    patient: fromItem(Patient, patient),
    links: of('Link').map((item) => fromItem(Link, item)),
    consents: of('Consent').map((item) => fromItem(Consent, item)),
  };
};

/** The facility's link in any state but ended. */
export const linkAt = (access: PatientAccess, facilityId: FacilityId): Link | undefined =>
  access.links.find((link) => link.facilityId === facilityId && link.state !== 'ended');

export const verifiedLinkAt = (access: PatientAccess, facilityId: FacilityId): Link | undefined =>
  access.links.find((link) => link.facilityId === facilityId && link.state === 'verified');
