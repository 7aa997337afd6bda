import type { CallerInput } from '../../layers/rules/index.ts';
import { Consent, type ConsentScope } from '../../schemas/consent.ts';
import { CONTENT_TYPES, type ContentType } from '../../schemas/content-types.ts';
import { Facility, type Opening, ROLES, type Role, Session, Staff, System } from '../../schemas/directory.ts';
import { Link } from '../../schemas/patient.ts';
import type { ConsentId, FacilityId, LocalId, PatientId, StaffId } from '../../schemas/primitives.ts';
import { Random } from './random.ts';
import type { Situation } from './situation.ts';

const TODAY = '2024-02-10';
const PATIENT = 'pat_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ' as PatientId;
/** Every kind of content. */
export const TYPES = Object.keys(CONTENT_TYPES) as ContentType[];
const ROLE_NAMES = Object.keys(ROLES) as Role[];
export const DEPARTMENTS = ['内科', '外科', '精神科'];
const DAYS = ['2023-12-31', '2024-01-31', '2024-02-07', '2024-02-08', '2024-02-10', '2024-02-11'];
export const MEMBERS = [
  { id: 'ty-hospital', name: 'TYテスト病院', kind: 'hospital', discloses: true, views: true },
  { id: 'test-hospital', name: 'テスト病院', kind: 'hospital', discloses: true, views: true },
  { id: 'test-clinic', name: 'テストクリニック', kind: 'clinic', discloses: false, views: true },
  { id: 'test-pharmacy', name: 'テスト薬局', kind: 'pharmacy', discloses: false, views: true },
  { id: 'network-office', name: '運営事務局', kind: 'networkOffice', discloses: false, views: false },
] as const;
export const localIdAt = (facility: number): LocalId => `000123${facility}` as LocalId;

/** One situation per seed. Most gates are open most of the time, so that each of them decides in many situations. */
export function situationOf(seed: number): Situation {
  const random = new Random(seed);
  const facilities = MEMBERS.map((member, index) => facilityOf(random, member, index));
  const caller = callerOf(random, facilities);
  const home =
    facilities.find((facility) => facility.facilityId === (caller.staff ?? caller.system)?.facilityId) ??
    random.pick(facilities);
  // Half of what happens concerns the caller's own facility.
  const somewhere = () => (random.chance(0.5) ? home : random.pick(facilities));
  const issuer = somewhere();
  return {
    today: TODAY,
    facilities,
    caller,
    patient: { patientId: PATIENT, registeredBy: somewhere().facilityId },
    links: linksOf(random, facilities),
    consents: consentsOf(
      random,
      facilities.map((facility) => facility.facilityId),
    ),
    document: {
      facilityId: somewhere().facilityId,
      contentType: random.pick(TYPES),
      day: random.pick(DAYS),
      ...(random.chance(0.8) && { department: random.pick(DEPARTMENTS) }),
    },
    issuer: issuer.facilityId,
    localId: localIdAt(facilities.indexOf(issuer)),
    auditedStaff:
      random.chance(0.4) && caller.staff
        ? caller.staff
        : { staffId: 'ty-hospital.other' as StaffId, facilityId: somewhere().facilityId },
  };
}

function facilityOf(random: Random, member: (typeof MEMBERS)[number], index: number): Facility {
  const publication = { ownStaff: openingsOf(random, 0.9), linked: openingsOf(random, 0.7) };
  return { ...memberOf(random, member, index), publication };
}

/** A facility but for what it publishes. */
export function memberOf(
  random: Random,
  member: (typeof MEMBERS)[number],
  index: number,
): Omit<Facility, 'publication'> {
  const office = member.kind === 'networkOffice';
  return {
    facilityId: member.id as FacilityId,
    name: member.name,
    nameEn: member.id,
    kind: member.kind,
    municipality: '金沢市',
    discloses: office ? false : random.chance(0.9) ? member.discloses : !member.discloses,
    views: office ? false : random.chance(0.9) ? member.views : !member.views,
    localIds: { digits: 7, padding: 'zero' },
    ...(random.chance(0.3) && { entrustment: { recordedOn: '2023-04-01', reference: '委託契約 第1号' } }),
    excludedLocalIds: random.chance(0.15) ? [localIdAt(index)] : ['0009999' as LocalId],
    state: random.chance(0.96) ? 'active' : 'left',
    joinedOn: '2020-04-01',
    version: 1,
  };
}

/** Mostly plain openings; some for certain occupations, departments or days, some twice. */
export const openingsOf = (random: Random, share: number): Opening[] =>
  [...random.some(TYPES, share), ...random.some(TYPES, 0.05)].map((contentType) => ({
    contentType,
    ...(random.chance(0.2) && { onlyRoles: [random.pick(ROLE_NAMES), random.pick(ROLE_NAMES)] }),
    ...(random.chance(0.2) && { exceptDepartments: random.some(DEPARTMENTS, 0.4) }),
    ...(random.chance(0.2) && { delayDays: random.pick([0, 2, 3, 10]) }),
  }));

function callerOf(random: Random, facilities: Facility[]): CallerInput {
  const isSystem = random.chance(0.15);
  const role = random.pick(ROLE_NAMES);
  const office = facilities[4] as Facility;
  const member = facilities[random.below(4)] as Facility;
  const facility = role === 'networkOffice' && !isSystem && random.chance(0.9) ? office : member;
  const read = random.chance(0.98) ? facility : random.pick([undefined, random.pick(facilities)]);
  return isSystem ? systemCaller(random, facility, read) : staffCaller(random, { role, facility, read });
}

export function systemCaller(random: Random, facility: Facility, read: Facility | undefined): CallerInput {
  const system = {
    clientId: random.chance(0.95) ? 'client-1' : 'client-2',
    facilityId: facility.facilityId,
    name: '連携サーバー',
    state: random.chance(0.93) ? ('active' as const) : ('suspended' as const),
    version: 1,
  };
  const scopes = random.chance(0.95)
    ? ['ism-link/ingest']
    : random.pick([[], ['ism-link/staff'], ['ism-link/ingest', 'ism-link/staff']]);
  const claims = {
    sub: 'client-1',
    clientId: 'client-1',
    scopes,
    ...(random.chance(0.02) && { username: 'ty-hospital.doctor' }),
  };
  return {
    claims,
    staff: undefined,
    session: undefined,
    system: random.chance(0.97) ? system : undefined,
    facility: read,
  };
}

export function staffCaller(
  random: Random,
  at: { role: Role; facility: Facility; read: Facility | undefined },
): CallerInput {
  const { role, facility, read } = at;
  const staffId = `${facility.facilityId}.${role.toLowerCase()}` as StaffId;
  const staff: Staff = {
    staffId,
    sub: random.chance(0.97) ? 'sub-1' : 'sub-2',
    facilityId: facility.facilityId,
    name: '試験 花子',
    nameKana: 'シケン ハナコ',
    role,
    privileges: random.some(['ems', 'facilityAdmin'] as const, 0.15),
    state: random.chance(0.95) ? 'active' : random.pick(['suspended', 'left'] as const),
    version: 1,
  };
  const session: Session = {
    sessionId: 'session-1',
    originJti: random.chance(0.96) ? 'jti-1' : 'jti-2',
    deviceId: 'none',
    signedInAt: '2024-02-09T23:00:00.000Z',
    openedAt: '2024-02-09T23:00:01.000Z',
    state: random.chance(0.97) ? 'current' : 'ended',
  };
  const scopes = random.chance(0.97)
    ? ['openid', 'ism-link/staff']
    : random.pick([['openid'], ['ism-link/ingest'], ['ism-link/ingest', 'ism-link/staff']]);
  const claims = { sub: 'sub-1', username: staffId, clientId: 'web', originJti: 'jti-1', scopes };
  return {
    claims: random.chance(0.98) ? claims : { ...claims, username: 'somebody.else' },
    staff: random.chance(0.98) ? staff : undefined,
    session: random.chance(0.98) ? session : undefined,
    system: undefined,
    facility: read,
  };
}

function linksOf(random: Random, facilities: Facility[]): Link[] {
  const linked = facilities.slice(0, 4).filter(() => random.chance(0.85));
  return linked.map((facility) => ({
    patientId: PATIENT,
    facilityId: facility.facilityId,
    localId: localIdAt(facilities.indexOf(facility)),
    state: random.chance(0.8) ? 'verified' : random.pick(['pending', 'ended'] as const),
    linkedByFacility: facility.facilityId,
    linkedAt: '2024-01-05T00:00:00.000Z',
    version: 1,
  }));
}

function consentsOf(random: Random, facilities: FacilityId[]): Consent[] {
  const count = random.pick([0, 1, 1, 1, 2, 2, 3]);
  return Array.from({ length: count }, () => ({
    consentId: 'con_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ' as ConsentId,
    patientId: PATIENT,
    scope: scopeOf(random, facilities),
    effectiveOn: random.chance(0.9) ? random.pick(['2024-01-05', TODAY]) : '2024-02-11',
    consentedBy: { who: 'patient' },
    method: random.pick(['written', 'oral', 'app'] as const),
    recordedBy: 'test-clinic.clerk' as StaffId,
    recordedAtFacility: 'test-clinic' as FacilityId,
    recordedAt: random.pick(['2024-01-05T00:00:00.000Z', '2024-01-20T00:00:00.000Z', '2024-02-10T00:00:00.000Z']),
    state: random.chance(0.85) ? 'inForce' : random.pick(['replaced', 'withdrawn'] as const),
    replaces: [],
    version: 1,
  }));
}

function scopeOf(random: Random, facilities: FacilityId[]): ConsentScope {
  const excludedContents = random.chance(0.4) ? random.some(TYPES, 0.15) : [];
  if (random.chance(0.6)) {
    return {
      kind: 'comprehensive',
      excludedFacilities: random.chance(0.3) ? random.some(facilities, 0.3) : [],
      excludedContents,
    };
  }
  const named = facilities.filter((_facility, index) => index < 2 || random.chance(0.5));
  return { kind: 'individual', facilities: named, excludedContents };
}

/** That what is generated could stand in the tables: throws where it is not what the schemas say. */
export function checkSituation({ facilities, caller, links, consents }: Situation): void {
  for (const facility of facilities) Facility.parse(facility);
  for (const link of links) Link.parse(link);
  for (const consent of consents) Consent.parse(consent);
  if (caller.staff) Staff.parse({ ...caller.staff });
  if (caller.session) Session.parse(caller.session);
  if (caller.system) System.parse(caller.system);
}
