import { newObligations } from '../../../layers/deed/ems-obligations.ts';
import {
  type EmsGrantRecord,
  emsGrantIdOf,
  emsGrantNameOf,
  emsGrantRecord,
  emsGrantWrites,
  emsMarkWrite,
  facilityPatientRecord,
  facilityPatientWrite,
  obligationWrites,
} from '../../../layers/store/index.ts';
import { DEFAULT_SETTINGS } from '../../../schemas/disaster.ts';
import { EmsGrant } from '../../../schemas/ems.ts';
import type { Obligation, ObligationDuty } from '../../../schemas/obligation.ts';
import type { FacilityPatient } from '../../../schemas/patient.ts';
import type { FacilityId } from '../../../schemas/primitives.ts';
import { demographics, facility, localId, person, staff } from '../../layers/store/people.ts';
import type { DeedWorld } from '../deed-world.ts';

export const VIEWER = facility('test-clinic');
export const DISCLOSER = facility('ty-hospital');

type Wanted = { owes: ObligationDuty[]; viewer?: FacilityId; id?: string; grant?: Partial<EmsGrant> };

/** An EMS access that somebody has opened at this moment, as its confirmation writes it: the grant, what it owes, the patient's mark. */
export const openGrant = async (world: DeedWorld, wanted: Wanted): Promise<EmsGrant> => {
  const { owes, viewer = VIEWER, id = '0001234' } = wanted;
  const { store } = world;
  const name = { facilityId: DISCLOSER, localId: localId(id) };
  const at = new Date(store.now()).toISOString();
  const grant = EmsGrant.parse({
    grantId: emsGrantIdOf(store.seal, { ...name, grant: store.newId() }),
    ...name,
    viewerFacilityId: viewer,
    person,
    remote: false,
    statement: { occasion: 'ambulance' },
    because: ['EMS-N2'],
    owes,
    openedBy: staff(`${viewer}.doctor`),
    openedAt: at,
    until: new Date(store.now() + 96 * 3_600_000).toISOString(),
    windowFrom: '2026-10-23',
    state: 'live',
    extensions: [],
    openObligations: owes.length,
    messages: 0,
    version: 1,
    ...wanted.grant,
  });
  const obligations = newObligations(store, grant, DEFAULT_SETTINGS);
  await world.write([
    ...emsGrantWrites(store, grant),
    ...obligations.flatMap((one) => obligationWrites(store, one, undefined)),
    ...(owes.length > 0 ? [emsMarkWrite(await profileOf(world, id), { by: 1 })] : []),
  ]);
  return grant;
};

/** The disclosing facility's record of the patient; made where it is not there yet. */
export const profileOf = async (world: DeedWorld, id: string): Promise<FacilityPatient> => {
  const name = { facilityId: DISCLOSER, localId: localId(id) };
  const { profile } = await facilityPatientRecord(world.store, name);
  if (profile) return profile;
  const made = { ...name, demographics: demographics(), version: 1 };
  await world.write([facilityPatientWrite(made)]);
  return made;
};

export const recordOf = async ({ store }: DeedWorld, { grantId }: EmsGrant): Promise<EmsGrantRecord> => {
  const name = emsGrantNameOf(store.seal, grantId);
  const record = name && (await emsGrantRecord(store, name));
  if (!record) throw new Error('there is no such grant');
  return record;
};

export const obligationOf = async (world: DeedWorld, grant: EmsGrant, duty: ObligationDuty): Promise<Obligation> => {
  const { obligations } = await recordOf(world, grant);
  const found = obligations.find((one) => one.duty === duty);
  if (!found) throw new Error('the grant owes no such thing');
  return found;
};
