import type { FacilityId, PatientId } from '../../schemas/primitives.ts';
import { type Facts, patientFacts } from '../rules/index.ts';
import { accessOfPatient, type PatientAccess, type Store } from '../store/index.ts';
import type { Desk, Verdict } from './desk.ts';

/** A registration as it was asked for and, where it was merged, the one under which the person's record goes on. */
export type AskedPatient = { access: PatientAccess | undefined; survivor: PatientAccess | undefined };

/** A merged registration may be merged on; more steps than this nobody has ever taken. */
const MERGES = 10;

/** One query; for a merged registration one more a merge. */
export const askedPatient = async (store: Store, patientId: PatientId): Promise<AskedPatient> => {
  const access = await accessOfPatient(store, patientId);
  let survivor: PatientAccess | undefined;
  let next = access?.patient.mergedInto;
  for (let merge = 0; next !== undefined && merge < MERGES; merge += 1) {
    survivor = await accessOfPatient(store, next);
    next = survivor?.patient.mergedInto;
  }
  return { access, survivor };
};

/** A merge takes the links along, and with them the right to know where they went: those of both registrations count. */
export const askedPatientFacts = ({ access, survivor }: AskedPatient, viewer: FacilityId): Facts =>
  patientFacts({
    patient: access?.patient,
    links: access && [...access.links, ...(survivor?.links ?? [])],
    viewer,
  });

/**
 * Nothing is changed at a registration that was merged: it would look done and mean nothing for the person (PATIENT_MERGED, with the ID where
 * it would). For callers only whom the rules have given a right to the patient.
 */
export const refuseMerged = async (desk: Desk, verdict: Verdict, { access, survivor }: AskedPatient): Promise<void> => {
  if (access?.patient.state !== 'merged') return;
  const mergedInto = survivor?.patient.patientId ?? access.patient.mergedInto;
  await desk.fail(verdict, 'PATIENT_MERGED', { extra: { mergedInto } });
};
