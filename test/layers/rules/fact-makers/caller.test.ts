import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type CallerInput, callerFacts, SCOPES, signInFacts } from '../../../../layers/rules/index.ts';
import type { Facility, Session, Staff, System } from '../../../../schemas/directory.ts';
import type { FacilityId, StaffId } from '../../../../schemas/primitives.ts';

const CLINIC = 'test-clinic' as FacilityId;
const facility: Facility = {
  facilityId: CLINIC,
  name: 'テストクリニック',
  nameEn: 'Test Clinic',
  kind: 'clinic',
  municipality: '金沢市',
  discloses: false,
  views: true,
  localIds: { digits: 7, padding: 'zero' },
  publication: { ownStaff: [], linked: [] },
  excludedLocalIds: [],
  state: 'active',
  joinedOn: '2020-04-01',
  version: 1,
};
const staff: Staff = {
  staffId: 'test-clinic.doctor' as StaffId,
  sub: 'sub-1',
  facilityId: CLINIC,
  name: '医師 花子',
  nameKana: 'イシ ハナコ',
  role: 'doctor',
  privileges: [],
  state: 'active',
  version: 1,
};
const session: Session = {
  sessionId: 's-1',
  originJti: 'jti-1',
  deviceId: 'none',
  signedInAt: '2024-01-01T00:00:00.000Z',
  openedAt: '2024-01-01T00:00:01.000Z',
  state: 'current',
};
const system: System = { clientId: 'client-1', facilityId: CLINIC, name: '連携サーバー', state: 'active', version: 1 };

const person = (change: Partial<CallerInput> = {}): CallerInput => ({
  claims: {
    sub: 'sub-1',
    username: 'test-clinic.doctor',
    clientId: 'web',
    originJti: 'jti-1',
    scopes: ['openid', SCOPES.staff],
  },
  staff,
  session,
  system: undefined,
  facility,
  ...change,
});
const programme = (change: Partial<CallerInput> = {}): CallerInput => ({
  claims: { sub: 'client-1', clientId: 'client-1', scopes: [SCOPES.system] },
  staff: undefined,
  session: undefined,
  system,
  facility,
  ...change,
});
const withClaims = (input: CallerInput, change: Partial<CallerInput['claims']>): CallerInput => ({
  ...input,
  claims: { ...input.claims, ...change },
});

describe('the facts of a person', () => {
  it('hold for an active doctor of a viewing clinic in the current session', () => {
    expect(callerFacts(person())).toEqual({
      scopeIsStaff: true,
      isSystem: false,
      staffActive: true,
      subMatches: true,
      sessionCurrent: true,
      systemActive: false,
      facilityActive: true,
      facilityViews: true,
      facilityTakesPart: true,
      roleIsCare: true,
      worksWithPatients: true,
      handlesRegistration: true,
      isFacilityAdmin: false,
      isNetworkOffice: false,
      hasEmsPrivilege: false,
      isMedicalInstitution: true,
    });
  });

  it.each<[Facility['kind'], boolean]>([
    ['hospital', true],
    ['clinic', true],
    ['pharmacy', false],
    ['careFacility', false],
    ['networkOffice', false],
  ])('say whether a %s is a medical institution', (kind, expected) => {
    expect(callerFacts(person({ facility: { ...facility, kind } })).isMedicalInstitution).toBe(expected);
  });

  it("take no other facility's kind for the person's own", () => {
    const hospital: Facility = { ...facility, facilityId: 'ty-hospital' as FacilityId, kind: 'hospital' };
    expect(callerFacts(person({ facility: hospital })).isMedicalInstitution).toBe(false);
  });

  it('know the EMS privilege from the staff record alone', () => {
    expect(callerFacts(person({ staff: { ...staff, privileges: ['ems'] } })).hasEmsPrivilege).toBe(true);
    expect(callerFacts(person({ staff: { ...staff, privileges: ['facilityAdmin'] } })).hasEmsPrivilege).toBe(false);
    expect(callerFacts(person({ staff: undefined })).hasEmsPrivilege).toBe(false);
    expect(callerFacts(programme()).hasEmsPrivilege).toBe(false);
  });

  it.each(['suspended', 'left'] as const)('say that somebody who is %s is not active', (state) => {
    expect(callerFacts(person({ staff: { ...staff, state } })).staffActive).toBe(false);
  });

  it.each<[string, CallerInput]>([
    ['another sub under the same user name', withClaims(person(), { sub: 'sub-2' })],
    ['another user name under the same sub', withClaims(person(), { username: 'test-clinic.clerk' })],
    ['no staff record', person({ staff: undefined })],
  ])('do not match with %s', (_why, input) => {
    expect(callerFacts(input).subMatches).toBe(false);
  });

  it.each<[string, CallerInput]>([
    ['a newer sign-in', person({ session: { ...session, originJti: 'jti-2' } })],
    ['an ended session', person({ session: { ...session, state: 'ended' } })],
    ['no session', person({ session: undefined })],
    [
      'a token without origin_jti',
      {
        ...person(),
        claims: { sub: 'sub-1', username: 'test-clinic.doctor', clientId: 'web', scopes: [SCOPES.staff] },
      },
    ],
  ])('have no current session with %s', (_why, input) => {
    expect(callerFacts(input).sessionCurrent).toBe(false);
  });

  it.each<[Staff['role'], object]>([
    ['nurse', { roleIsCare: true, worksWithPatients: true, handlesRegistration: true, isFacilityAdmin: false }],
    ['pharmacist', { roleIsCare: true, worksWithPatients: true }],
    ['technologist', { roleIsCare: true, worksWithPatients: true }],
    ['careStaff', { roleIsCare: true, worksWithPatients: true }],
    ['clerk', { roleIsCare: false, worksWithPatients: true, handlesRegistration: true, isFacilityAdmin: false }],
    [
      'facilityAdmin',
      { roleIsCare: false, worksWithPatients: false, handlesRegistration: true, isFacilityAdmin: true },
    ],
    [
      'networkOffice',
      { roleIsCare: false, worksWithPatients: false, handlesRegistration: false, isFacilityAdmin: false },
    ],
  ])('of the role %s are %j', (role, facts) => {
    expect(callerFacts(person({ staff: { ...staff, role } }))).toMatchObject(facts);
  });

  it('give an administrator beside a profession both', () => {
    expect(callerFacts(person({ staff: { ...staff, privileges: ['facilityAdmin'] } }))).toMatchObject({
      worksWithPatients: true,
      isFacilityAdmin: true,
    });
  });

  it('make somebody of the network office only at the network office', () => {
    const officer: Staff = { ...staff, role: 'networkOffice', privileges: ['facilityAdmin'] };
    expect(callerFacts(person({ staff: officer }))).toMatchObject({ isNetworkOffice: false, isFacilityAdmin: false });
    expect(
      callerFacts(person({ staff: officer, facility: { ...facility, kind: 'networkOffice' } })).isNetworkOffice,
    ).toBe(true);
  });

  it.each<[string, Facility | undefined]>([
    ['has left', { ...facility, state: 'left' }],
    ["is not the person's own", { ...facility, facilityId: 'ty-hospital' as FacilityId }],
    ['could not be read', undefined],
  ])('say that a facility which %s is not active', (_why, other) => {
    expect(callerFacts(person({ facility: other })).facilityActive).toBe(false);
  });
});

describe('the facts of a system', () => {
  it('hold for a registered one', () => {
    expect(callerFacts(programme())).toMatchObject({
      isSystem: true,
      systemActive: true,
      scopeIsStaff: false,
      staffActive: false,
      facilityActive: true,
      worksWithPatients: false,
    });
  });

  it.each<[string, CallerInput]>([
    ['suspended', programme({ system: { ...system, state: 'suspended' } })],
    ['unknown', programme({ system: undefined })],
    ["another client's", withClaims(programme(), { clientId: 'client-2' })],
  ])('are not active when it is %s', (_why, input) => {
    expect(callerFacts(input).systemActive).toBe(false);
  });
});

describe('a token', () => {
  it.each<[string, CallerInput]>([
    ['both scopes', withClaims(person(), { scopes: [SCOPES.staff, SCOPES.system] })],
    ['no scope of ours', withClaims(person(), { scopes: ['openid'] })],
    ["the system's scope and a person's name", withClaims(person(), { scopes: [SCOPES.system] })],
    ["the staff's scope and no name", withClaims(programme(), { scopes: [SCOPES.staff] })],
  ])('with %s is neither a person nor a system', (_why, input) => {
    expect(callerFacts(input)).toMatchObject({ scopeIsStaff: false, isSystem: false });
  });

  it('has the scopes that the user pool gives', () => {
    const declared = readFileSync('infra/identity-stack.ts', 'utf8');
    const scopeNames = [...declared.matchAll(/scopeName: '([a-z]+)'/g)].map(([, name]) => `ism-link/${name}`);
    expect(declared).toContain("RESOURCE_SERVER = 'ism-link'");
    expect(scopeNames.sort()).toEqual([SCOPES.system, SCOPES.staff]);
  });
});

describe('a sign-in', () => {
  const { claims } = person();

  it('is alive when it was never seen, and while its session is the current one', () => {
    expect(signInFacts({ claims, signIn: undefined, session: undefined })).toEqual({ signInAlive: true });
    expect(signInFacts({ claims, signIn: undefined, session: { ...session, originJti: 'jti-0' } })).toEqual({
      signInAlive: true,
    });
    expect(signInFacts({ claims, signIn: session, session })).toEqual({ signInAlive: true });
  });

  it('never reopens once it has ended, by sign-out or by a newer sign-in', () => {
    const ended: Session = { ...session, state: 'ended' };
    expect(signInFacts({ claims, signIn: ended, session: ended })).toEqual({ signInAlive: false });
    expect(signInFacts({ claims, signIn: session, session: { ...session, originJti: 'jti-2' } })).toEqual({
      signInAlive: false,
    });
  });

  it('without origin_jti is none', () => {
    const { originJti: _none, ...anonymous } = claims;
    expect(signInFacts({ claims: anonymous, signIn: undefined, session: undefined })).toEqual({ signInAlive: false });
  });
});
