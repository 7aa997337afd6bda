import type { readContents } from '../../../functions/timeline/read-contents.ts';
import { consentWrite, patientWrite, verifiedLinkWrites } from '../../../layers/store/index.ts';
import type { Consent } from '../../../schemas/consent.ts';
import { DAILY_TYPES } from '../../../schemas/content-types.ts';
import type { Opening } from '../../../schemas/directory.ts';
import type { RequestOf } from '../../../schemas/operation.ts';
import type * as operations from '../../../schemas/operations/timeline.ts';
import type { Link, Patient } from '../../../schemas/patient.ts';
import type { FacilityId, LocalId, PatientId } from '../../../schemas/primitives.ts';
import { consent, facility, link, localId, patient, person } from '../../layers/store/people.ts';
import type { DeedWorld } from '../deed-world.ts';

export const TY = facility('ty-hospital');
export const OTHER = facility('test-hospital');
export const CLINIC = facility('test-clinic');
export const DOCTOR = 'test-clinic.doctor';
/** The clock of these tests stands at noon of this day in Japan. */
export const TODAY = '2026-11-22';

/** What is read many at a time, some types under conditions or (undefined) not at all. */
export const opens = (
  changes: Partial<Record<Opening['contentType'], Omit<Opening, 'contentType'> | 'closed'>> = {},
): Opening[] =>
  DAILY_TYPES.flatMap((contentType): Opening[] => {
    const change = changes[contentType];
    return change === 'closed' ? [] : [{ contentType, ...change }];
  });

export type LinkedWorld = DeedWorld & { readContents: typeof readContents };

/** Two hospitals that disclose everything that is read many at a time, and a clinic that looks, each with a doctor; the clinic a nurse and a clerk too. */
export const openLinkedWorld = async (): Promise<LinkedWorld> => {
  const { DeedWorld: World } = await import('../deed-world.ts');
  const { readContents } = await import('../../../functions/timeline/read-contents.ts');
  const world = Object.assign(await World.open(), { readContents });
  for (const facilityId of [TY, OTHER, CLINIC]) await addDiscloser(world, facilityId, opens());
  for (const name of [DOCTOR, 'ty-hospital.doctor', 'test-hospital.doctor']) await world.addStaff(name);
  await world.addStaff('test-clinic.nurse', { role: 'nurse' });
  await world.addStaff('test-clinic.clerk', { role: 'clerk' });
  await world.addStaff('test-clinic.admin', { role: 'facilityAdmin' });
  return world;
};

/** A hospital that opens these to linked facilities and to its own staff. */
export const addDiscloser = (world: DeedWorld, facilityId: FacilityId, linked: Opening[], ownStaff = linked) =>
  world.addFacility({ facilityId, publication: { ownStaff, ownStaffOutside: [], linked, ems: [] } });

export type Linked = { patientId: PatientId; at: Record<string, { facilityId: FacilityId; localId: LocalId }> };
type Wish = {
  links?: FacilityId[];
  consent?: Partial<Consent> | 'none';
  patient?: Partial<Patient>;
  states?: Partial<Record<string, Link['state']>>;
};

let people = 0;
/** Somebody linked at these facilities (all three) who agreed to everything, unless it is said otherwise. */
export const addLinked = async (world: DeedWorld, wish: Wish = {}): Promise<Linked> => {
  people += 1;
  const id = localId(String(people).padStart(7, '0'));
  const somebody = patient(people, wish.patient);
  const { patientId } = somebody;
  const links = (wish.links ?? [CLINIC, TY, OTHER]).map((facilityId) =>
    link(people, { patientId, facilityId, localId: id, state: wish.states?.[facilityId] ?? 'verified' }),
  );
  await world.write([
    patientWrite(somebody),
    ...(wish.consent === 'none' ? [] : [consentWrite(consent(people, { patientId, ...wish.consent }))]),
    ...links.flatMap((one) => verifiedLinkWrites(one, undefined, { profile: undefined, person, emsBar: undefined })),
  ]);
  return {
    patientId,
    at: Object.fromEntries(links.map(({ facilityId }) => [facilityId, { facilityId, localId: id }])),
  };
};

type Query = Partial<RequestOf<typeof operations.readContents>['query']> & { as?: string };
const asked = ({ patientId }: Pick<Linked, 'patientId'>, { as: _as, ...query }: Query) => ({
  params: { patientId },
  query: { types: [...DAILY_TYPES], limit: 100, ...query },
});
export const contents = async (world: LinkedWorld, of: Pick<Linked, 'patientId'>, query: Query = {}) =>
  (await world.ask(query.as ?? DOCTOR, world.readContents, asked(of, query))).body;
export const contentsRefused = (world: LinkedWorld, of: Pick<Linked, 'patientId'>, query: Query = {}) =>
  world.refused(query.as ?? DOCTOR, world.readContents, asked(of, query));
