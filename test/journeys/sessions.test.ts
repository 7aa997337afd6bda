import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listAuditEvents } from '../../schemas/operations/audit.ts';
import { grantConsent, listConsents } from '../../schemas/operations/consent.ts';
import { endSession, openSession, readFacility, readMe } from '../../schemas/operations/directory.ts';
import { OPERATIONS } from '../../schemas/operations/index.ts';
import { listFacilityPatients } from '../../schemas/operations/ingest.ts';
import { readPatient, searchPatients } from '../../schemas/operations/registration.ts';
import { readTimeline } from '../../schemas/operations/timeline.ts';
import type { FacilityId, PatientId, StaffId } from '../../schemas/primitives.ts';
import type { Problem } from '../../schemas/problems.ts';
import { changeFacility, changeStaff, changeSystem } from './directory-changes.ts';
import { type Caller, done, eventually, Journey, refused } from './journey.ts';
import { SAMPLES, samplePath } from './path-samples.ts';
import { person } from './people.ts';
import { comprehensive, registered } from './registration-steps.ts';
import { signedIn, signedInWithSession, withToken } from './sign-in.ts';
import { claimsOf, forgeriesOf, issuedWith } from './tokens.ts';

const CLINIC_DOCTOR = 'test-clinic.doctor';
describe('sessions: who asks, and since when', () => {
  let journey: Journey;

  const call = (token: string | undefined, method: string, path: string, body?: object) =>
    journey.region.api<Problem>(method, path, { ...(token && { token }), ...(body && { body }) });

  beforeAll(async () => {
    journey = await Journey.begin();
  });
  afterAll(() => journey.end());

  it('a sign-in alone opens nothing: the session must be opened first', async () => {
    const { accessToken } = await signedIn(journey.region, CLINIC_DOCTOR);
    const caller = withToken(journey.region, accessToken);
    expect(refused(await caller(readMe, {}))).toMatchObject({ status: 401, code: 'SESSION_REQUIRED' });
    expect(refused(await caller(endSession, {}))).toMatchObject({ status: 401, code: 'SESSION_REQUIRED' });

    const opened = await caller(openSession, { body: {} });
    expect(opened.status).toBe(201);
    const again = await caller(openSession, { body: {} });
    expect(again.status).toBe(200);
    expect(done(again)).toEqual(done(opened));
    expect(done(await caller(readMe, {}))).toMatchObject({
      staff: { staffId: CLINIC_DOCTOR, role: 'doctor' },
      facility: { facilityId: 'test-clinic' },
      session: { sessionId: done(opened).sessionId },
    });
    const { items } = done(await caller(listAuditEvents, { query: { staffId: CLINIC_DOCTOR } }));
    expect(items.map(({ eventName, outcome }) => [eventName, outcome.result, outcome.code])).toEqual(
      expect.arrayContaining([
        ['ReadMe', 'refused', 'SESSION_REQUIRED'],
        ['OpenSession', 'allowed', undefined],
        ['ReadMe', 'allowed', undefined],
      ]),
    );
  });

  it('opened twice at once, it is one session', async () => {
    const { accessToken } = await signedIn(journey.region, 'test-clinic.nurse');
    const caller = withToken(journey.region, accessToken);
    const [one, other] = await Promise.all([caller(openSession, { body: {} }), caller(openSession, { body: {} })]);
    expect(done(one).sessionId).toBe(done(other).sessionId);
    expect(done(await caller(readMe, {})).session.sessionId).toBe(done(one).sessionId);
  });

  it('SESSION-01: a newer sign-in ends the older, and the older never reopens', async () => {
    const older = await signedInWithSession(journey.region, CLINIC_DOCTOR);
    expect(done(await older(readMe, {})).staff.staffId).toBe(CLINIC_DOCTOR);
    const newer = await signedInWithSession(journey.region, CLINIC_DOCTOR);
    expect(refused(await older(readMe, {}))).toMatchObject({ status: 401, code: 'SESSION_REQUIRED' });
    expect(refused(await older(openSession, { body: {} }))).toMatchObject({ status: 401, code: 'SESSION_REQUIRED' });
    expect(done(await newer(readMe, {})).staff.staffId).toBe(CLINIC_DOCTOR);
  });

  it('whoever has no session learns nothing of what was wrong with the request, and the try is audited', async () => {
    const older = await signedInWithSession(journey.region, CLINIC_DOCTOR);
    const newer = await signedInWithSession(journey.region, CLINIC_DOCTOR);
    const ask = (caller: Caller) => caller(searchPatients, { query: { localId: '1234567890123' } });
    expect(refused(await ask(newer))).toMatchObject({ status: 400, code: 'INVALID_LOCAL_ID' });
    expect(refused(await ask(older))).toMatchObject({ status: 401, code: 'SESSION_REQUIRED' });
    const query = { staffId: CLINIC_DOCTOR as StaffId, limit: 50 };
    const log = async () => done(await newer(listAuditEvents, { query })).items;
    await eventually(log, (items) =>
      items.some(({ eventName, outcome }) => eventName === 'SearchPatients' && outcome.code === 'SESSION_REQUIRED'),
    );
  });

  it('an older sign-in that never opened a session does not push out the newer one', async () => {
    const { accessToken } = await signedIn(journey.region, CLINIC_DOCTOR);
    await wait(1100);
    const newer = await signedInWithSession(journey.region, CLINIC_DOCTOR);
    const late = withToken(journey.region, accessToken);
    expect(refused(await late(openSession, { body: {} }))).toMatchObject({ status: 401, code: 'SESSION_REQUIRED' });
    expect(done(await newer(readMe, {})).staff.staffId).toBe(CLINIC_DOCTOR);
  });

  it('a session that was ended is over for good; the next sign-in opens another', async () => {
    const { accessToken, refreshToken } = await signedIn(journey.region, CLINIC_DOCTOR);
    const caller = withToken(journey.region, accessToken);
    done(await caller(openSession, { body: {} }));
    done(await caller(endSession, {}));
    expect(refused(await caller(readMe, {}))).toMatchObject({ code: 'SESSION_REQUIRED' });
    expect(refused(await caller(openSession, { body: {} }))).toMatchObject({ code: 'SESSION_REQUIRED' });
    // A token that is renewed belongs to the same sign-in.
    const renewed = withToken(journey.region, await renew(refreshToken));
    expect(refused(await renewed(openSession, { body: {} }))).toMatchObject({ code: 'SESSION_REQUIRED' });
    const next = await signedInWithSession(journey.region, CLINIC_DOCTOR);
    expect(done(await next(readMe, {})).staff.staffId).toBe(CLINIC_DOCTOR);
  });

  it('a renewed token goes on with the session', async () => {
    const { accessToken, refreshToken } = await signedIn(journey.region, CLINIC_DOCTOR);
    const { sessionId } = done(await withToken(journey.region, accessToken)(openSession, { body: {} }));
    const token = await renew(refreshToken);
    expect(token).not.toBe(accessToken);
    expect(claimsOf(token)['origin_jti']).toBe(claimsOf(accessToken)['origin_jti']);
    expect(done(await withToken(journey.region, token)(readMe, {})).session.sessionId).toBe(sessionId);
  });

  const renew = async (refreshToken: string | undefined): Promise<string> => {
    const { issuer, webClientId } = journey.region.region;
    const discovery = await fetch(`${issuer}/.well-known/openid-configuration`);
    const { token_endpoint: endpoint } = (await discovery.json()) as { token_endpoint: string };
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: webClientId,
      refresh_token: refreshToken ?? '',
    });
    const answer = await fetch(endpoint, { method: 'POST', body });
    return ((await answer.json()) as { access_token: string }).access_token;
  };

  it('BASE-02: suspended staff are refused at the next request, and may go on when that ends', async () => {
    const caller = await signedInWithSession(journey.region, CLINIC_DOCTOR);
    await changeStaff(journey.region, CLINIC_DOCTOR, { state: 'suspended' });
    expect(refused(await caller(readMe, {}))).toMatchObject({ status: 403, code: 'FORBIDDEN', because: ['BASE-02'] });
    expect(refused(await caller(openSession, { body: {} }))).toMatchObject({ status: 403 });
    await changeStaff(journey.region, CLINIC_DOCTOR, { state: 'left' });
    expect(refused(await caller(readMe, {}))).toMatchObject({ status: 403 });
    await changeStaff(journey.region, CLINIC_DOCTOR, { state: 'active' });
    expect(done(await caller(readMe, {})).staff.state).toBe('active');
  });

  it('BASE-03: another user made under the same ID is nobody', async () => {
    const caller = await signedInWithSession(journey.region, 'test-clinic.clerk');
    const { sub } = claimsOf(await journey.region.tokenOf('test-clinic.admin'));
    await changeStaff(journey.region, 'test-clinic.clerk', { sub: String(sub) });
    expect(refused(await caller(readMe, {}))).toMatchObject({ status: 403, because: ['BASE-03'] });
  });

  it('BASE-04, BASE-05: nobody acts for a facility that left, nor does a suspended system', async () => {
    const caller = await signedInWithSession(journey.region, 'test-hospital.doctor');
    const system = journey.systemOf('test-hospital');
    expect(done(await system(listFacilityPatients, {})).items).toEqual([]);
    await changeSystem(journey.region, 'test-hospital', { state: 'suspended' });
    expect(refused(await system(listFacilityPatients, {}))).toMatchObject({ status: 403, because: ['BASE-05'] });
    await changeSystem(journey.region, 'test-hospital', { state: 'active' });
    await changeFacility(journey.region, 'test-hospital', { state: 'left' });
    expect(refused(await caller(readMe, {}))).toMatchObject({ status: 403, because: ['BASE-04'] });
    expect(refused(await system(listFacilityPatients, {}))).toMatchObject({ status: 403, because: ['BASE-04'] });
    await changeFacility(journey.region, 'test-hospital', { state: 'active' });
    expect(done(await caller(readMe, {})).facility.facilityId).toBe('test-hospital');
  });

  it('another facility’s patient is not there, exactly as one that does not exist', async () => {
    const clinic = await signedInWithSession(journey.region, CLINIC_DOCTOR);
    const patientId = await registered(clinic, person(1), { localId: '1', consent: comprehensive() });
    const pharmacist = journey.as('test-pharmacy.pharmacist');
    const nobody = SAMPLES['patientId'] as PatientId;
    const asks = [
      (of: PatientId) => pharmacist(readPatient, { params: { patientId: of } }),
      (of: PatientId) => pharmacist(readTimeline, { params: { patientId: of } }),
      (of: PatientId) => pharmacist(listConsents, { params: { patientId: of } }),
      (of: PatientId) => pharmacist(grantConsent, { params: { patientId: of }, body: comprehensive() }),
      (of: PatientId) => pharmacist(listAuditEvents, { query: { patientId: of } }),
    ];
    for (const ask of asks) {
      const [there, absent] = [refused(await ask(patientId)), refused(await ask(nobody))].map(
        ({ requestId: _id, ...problem }) => problem,
      );
      expect(there).toEqual(absent);
      expect(there).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    }
  });

  it('entrustment and exclusions are a facility’s own affair', async () => {
    const params = { facilityId: 'ty-hospital' as FacilityId };
    const own = done(await journey.as('ty-hospital.clerk')(readFacility, { params }));
    expect(own).toMatchObject({ excludedLocalIds: ['0000190'], entrustment: { recordedOn: '2024-04-01' } });
    const other = done(await journey.as('test-pharmacy.clerk')(readFacility, { params }));
    expect(other.publication).toEqual(own.publication);
    expect(other.excludedLocalIds).toBeUndefined();
    expect(other.entrustment).toBeUndefined();
  });

  describe('tokens', () => {
    let token: string;
    let caller: Awaited<ReturnType<typeof signedInWithSession>>;

    beforeAll(async () => {
      const { accessToken } = await signedIn(journey.region, 'test-pharmacy.admin');
      token = accessToken;
      caller = withToken(journey.region, token);
      done(await caller(openSession, { body: {} }));
    });

    it('forged tokens are refused before anything is looked at', async () => {
      expect((await call(token, 'GET', '/v1/me')).status).toBe(200);
      for (const [what, forged] of Object.entries(forgeriesOf(journey.region, token)))
        expect([what, (await call(forged, 'GET', '/v1/me')).status]).toEqual([what, 401]);
      expect((await call(undefined, 'GET', '/v1/me')).status).toBe(401);
      expect((await call(undefined, 'GET', `/v1/me?access_token=${token}`)).status).toBe(401);
    });

    it.each([
      ['expired', { exp: Math.floor(Date.now() / 1000) - 10 }, 401],
      ['not valid yet', { nbf: Math.floor(Date.now() / 1000) + 600 }, 401],
      ['without an end', { exp: undefined }, 401],
      ['of another issuer', { iss: 'https://elsewhere.example/pool' }, 401],
      ['for another client', { client_id: 'another-client' }, 401],
      ['without the staff scope', { scope: 'openid' }, 403],
      ['with no scope', { scope: undefined }, 403],
      ['that is no access token', { token_use: 'id' }, 401],
      ['without its sign-in', { origin_jti: undefined }, 401],
      ['without the time of its sign-in', { auth_time: undefined }, 401],
      ['of a user name that is none', { username: '../admin' }, 401],
      ['of a user that is a system too', { scope: 'ism-link/staff ism-link/ingest' }, 403],
      ['of another sign-in', { origin_jti: 'another-sign-in' }, 401],
      ['of another person’s sub', { sub: '00000000-0000-4000-8000-000000000000' }, 403],
    ])('a token %s is refused, though the pool signed it', async (_what, change, status) => {
      expect((await call(issuedWith(journey.region, token, {}), 'GET', '/v1/me')).status).toBe(200);
      expect((await call(issuedWith(journey.region, token, change), 'GET', '/v1/me')).status).toBe(status);
    });

    it('an ID token is no access token', async () => {
      const { idToken, accessToken } = await signedIn(journey.region, 'test-pharmacy.clerk');
      const [status] = [(await call(idToken, 'GET', '/v1/me')).status];
      expect([401, 403]).toContain(status);
      expect((await call(idToken, 'POST', '/v1/sessions', {})).status).toBe(status);
      const scoped = issuedWith(journey.region, idToken, { scope: claimsOf(accessToken)['scope'] });
      expect((await call(scoped, 'POST', '/v1/sessions', {})).status).toBe(401);
    });

    it('every operation asks for a token; a system’s does for no staff operation, nor the other way about', async () => {
      const system = await journey.region.systemTokenOf('ty-hospital');
      for (const { method, path: template, caller: who, body } of OPERATIONS) {
        const path = samplePath(template);
        const status = async (held: string | undefined) => (await call(held, method, path, body && {})).status;
        const asked = { operation: `${method} ${template}`, none: await status(undefined) };
        expect(asked).toEqual({ ...asked, none: 401 });
        const wrong = who === 'staff' ? system : who === 'system' ? token : undefined;
        if (wrong) expect([asked.operation, await status(wrong)]).toEqual([asked.operation, 403]);
      }
    });
  });

  it('no log names anybody, and none holds a secret', () => {
    expect(journey.leaked([person(1)])).toEqual([]);
  });
});
