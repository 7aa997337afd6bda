import { confirmEms } from '../../functions/ems/confirm-ems.ts';
import { lookUpEms } from '../../functions/ems/look-up-ems.ts';
import { FACILITY } from '../../local/demo/facilities.ts';
import type { EmsGrantView } from '../../schemas/ems.ts';
import type { ObligationView } from '../../schemas/obligation.ts';
import type { Demographics } from '../../schemas/person.ts';
import type { LocalId } from '../../schemas/primitives.ts';
import type { Asked } from '../in-process.ts';
import { forgetAttempts } from './attempts.ts';
import { facilityPatientWrites } from './facility-patients.ts';
import { localIdAt, type World } from './world.ts';

/** A hospital's own patient, linked to nobody, in whom somebody else is interested in an emergency. */
export type Stranger = { index: number; localId: LocalId; demographics: Demographics };
export type Opened = { stranger: Stranger; grant: EmsGrantView; obligations: ObligationView[] };

/** The patient signs: the duties are to keep the form and to tell the hospital beforehand. */
export const SIGNED = {
  person: 'confirmed',
  occasion: 'ambulance',
  consent: { by: 'patient', form: 'written' },
} as const;

/** `documented`: with documents of the last two weeks. */
export async function addStranger(world: World, { documented = false } = {}): Promise<Stranger> {
  const { index, demographics } = world.person();
  const name = { facilityId: FACILITY.tyHospital, localId: localIdAt(FACILITY.tyHospital, index) };
  await world.put(facilityPatientWrites(name, demographics));
  if (documented) await world.addDocuments(name);
  return { index, localId: name.localId, demographics };
}

export const askedLookUp = ({ localId }: Stranger): Asked => ({
  body: { facilityId: FACILITY.tyHospital, patientId: `${localId}@EMS`, occasion: 'ambulance' },
});

/** The clinic's nurse looks a stranger up. */
export async function lookedUp(world: World, stranger: Stranger): Promise<{ lookupId: string }> {
  const { clinic } = world.as;
  if (clinic.kind === 'staff') await forgetAttempts(world.store, clinic.staffId, 'ems');
  return world.perform(lookUpEms, 'clinic', askedLookUp(stranger));
}

/** An EMS access of the clinic to a stranger's record, with its obligations. */
export async function opened(world: World, stranger: Stranger): Promise<Opened> {
  const params = await lookedUp(world, stranger);
  const made = await world.perform<Omit<Opened, 'stranger'>>(confirmEms, 'clinic', {
    params: { lookupId: params.lookupId },
    body: SIGNED,
  });
  return { stranger, ...made };
}
