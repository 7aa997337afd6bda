import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { putLink as PutLink } from '../../../functions/registration/put-link.ts';
import type { registerPatient as RegisterPatient } from '../../../functions/registration/register-patient.ts';
import {
  accessOfPatient,
  emsGrantIdOf,
  emsGrantNameOf,
  emsGrantRecord,
  emsGrantWrites,
  facilityPatientRecord,
  obligationIdOf,
  obligationWrites,
} from '../../../layers/store/index.ts';
import type { EmsGrant } from '../../../schemas/ems.ts';
import type { Obligation } from '../../../schemas/obligation.ts';
import type { FacilityPatient } from '../../../schemas/patient.ts';
import { demographics, facility, localId, person, staff } from '../../layers/store/people.ts';
import { DeedWorld } from '../deed-world.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

const TY = facility('ty-hospital');
const CLINIC = facility('test-clinic');
let world: DeedWorld;
let registerPatient: typeof RegisterPatient;
let putLink: typeof PutLink;
beforeAll(async () => {
  ({ registerPatient } = await import('../../../functions/registration/register-patient.ts'));
  ({ putLink } = await import('../../../functions/registration/put-link.ts'));
  world = await DeedWorld.open();
  await world.addFacility({ facilityId: TY });
  await world.addFacility({ facilityId: CLINIC, kind: 'clinic', localIds: { digits: 6, padding: 'none' } });
  await world.addStaff('test-clinic.doctor');
  await world.addStaff('ty-hospital.doctor');
});
afterAll(() => world.close());

let people = 0;
/** Somebody whom the hospital knows and the clinic has looked up by EMS, with a later consent and a chart record owed. */
const lookedUp = async (change: Partial<EmsGrant> = {}) => {
  people += 1;
  const who = demographics({
    birthDate: `1950-01-${String(people).padStart(2, '0')}`,
    phone: `076-000-00${people + 10}`,
  });
  const id = localId(String(people).padStart(7, '0'));
  await world.addFacilityPatient({ facilityId: TY, localId: id, demographics: who, emsOpen: 1 });
  const name = { facilityId: TY, localId: id, grant: world.store.newId() };
  const grantId = emsGrantIdOf(world.store.seal, name);
  const at = new Date(world.clock.now()).toISOString();
  const grant: EmsGrant = {
    grantId,
    facilityId: TY,
    localId: id,
    viewerFacilityId: CLINIC,
    person: { ...person, birthDate: who.birthDate },
    remote: false,
    statement: { occasion: 'evacuee' },
    because: [],
    owes: [],
    openedBy: staff('test-clinic.doctor'),
    openedAt: at,
    until: new Date(world.clock.now() + 96 * 3_600_000).toISOString(),
    windowFrom: '2026-10-23',
    state: 'live',
    extensions: [],
    openObligations: 2,
    messages: 0,
    version: 1,
    ...change,
  };
  const owed = (duty: Obligation['duty']): Obligation => ({
    obligationId: obligationIdOf(world.store.seal, { ...name, duty }),
    grantId,
    duty,
    facilityId: CLINIC,
    staffId: staff('test-clinic.doctor'),
    discloserFacilityId: TY,
    localId: id,
    person: grant.person,
    createdAt: at,
    dueAt: grant.until,
    state: 'open',
    reminded: {},
    version: 1,
  });
  const obligations = [owed('obtainLaterConsent'), owed('recordInChart')];
  await world.write([
    ...emsGrantWrites(world.store, grant),
    ...obligations.flatMap((obligation) => obligationWrites(world.store, obligation, undefined)),
  ]);
  return { grantId, who, id, name };
};

const consent = {
  scope: { kind: 'comprehensive' as const, excludedFacilities: [], excludedContents: [] },
  consentedBy: { who: 'patient' as const },
  method: 'written' as const,
  replaces: [],
};
const register = (body: object) =>
  world.ask('test-clinic.doctor', registerPatient, { body: { notDuplicateOf: [], ...body } as never });
const afterwards = async ({ name }: Awaited<ReturnType<typeof lookedUp>>) => ({
  record: await emsGrantRecord(world.store, name),
  profile: (await facilityPatientRecord(world.store, name)).profile as FacilityPatient,
});

describe('a patient registered after an EMS look', () => {
  it('takes the access along: the hospital’s ID is linked, the access ends as a link, and the later consent is fulfilled', async () => {
    const looked = await lookedUp();
    const { body } = await register({ demographics: looked.who, localId: '1', consent, emsGrantId: looked.grantId });
    expect(body.patient.links.map(({ facilityId, state }) => `${facilityId} ${state}`).sort()).toEqual([
      'test-clinic verified',
      'ty-hospital verified',
    ]);
    const { record, profile } = await afterwards(looked);
    expect(record?.grant).toMatchObject({ state: 'linked', patientId: body.patient.patientId, openObligations: 1 });
    const duties = Object.fromEntries(record?.obligations.map(({ duty, state }) => [duty, state]) ?? []);
    expect(duties).toEqual({ obtainLaterConsent: 'fulfilled', recordInChart: 'open' });
    // Something is still owed, so the mark stays.
    expect(profile).toMatchObject({ linkedPatientId: body.patient.patientId, emsOpen: 1 });
  });

  it('keeps the access as long as there is no consent or no own ID', async () => {
    for (const missing of [{ localId: '21' }, { consent }]) {
      const looked = await lookedUp();
      await register({ demographics: looked.who, emsGrantId: looked.grantId, ...missing });
      const { record, profile } = await afterwards(looked);
      expect(record?.grant).toMatchObject({ state: 'live', openObligations: 2 });
      expect(profile.linkedPatientId).toBeDefined();
    }
  });

  it('whose demographics differ from the hospital’s waits there as by hand', async () => {
    const looked = await lookedUp();
    const other = demographics({ ...looked.who, birthDate: '1950-12-31', phone: '076-000-0099' });
    const { body } = await register({ demographics: other, localId: '31', consent, emsGrantId: looked.grantId });
    expect(body.patient.links.find(({ facilityId }) => facilityId === TY)?.state).toBe('pending');
    expect((await afterwards(looked)).record?.grant.state).toBe('live');
  });

  it('is not made from another facility’s access, nor from one that was a wrong patient', async () => {
    const looked = await lookedUp();
    const foreign = await world.refused('ty-hospital.doctor', registerPatient, {
      body: {
        demographics: demographics({ birthDate: '1961-01-01', phone: '076-000-0088' }),
        notDuplicateOf: [],
        emsGrantId: looked.grantId,
      },
    });
    expect(foreign.code).toBe('NOT_FOUND');
    const wrong = await lookedUp({ state: 'wrongPatient' });
    const over = await world.refused('test-clinic.doctor', registerPatient, {
      body: { demographics: wrong.who, notDuplicateOf: [], emsGrantId: wrong.grantId },
    });
    expect(over.code).toBe('EMS_GRANT_OVER');
    expect(emsGrantNameOf(world.store.seal, wrong.grantId)).toEqual(wrong.name);
  });
});

describe('the own ID linked after an EMS look', () => {
  it('ends the access of a patient who is registered and consented already', async () => {
    const looked = await lookedUp();
    const { body } = await register({ demographics: looked.who, consent });
    const patientId = body.patient.patientId;
    await world.ask('test-clinic.doctor', putLink, {
      params: { patientId, facilityId: CLINIC },
      body: { localId: '41', confirmDifference: false, emsGrantId: looked.grantId },
    });
    const access = await accessOfPatient(world.store, patientId);
    expect(access?.links.filter(({ state }) => state === 'verified')).toHaveLength(2);
    expect((await afterwards(looked)).record?.grant.state).toBe('linked');
  });

  it('does so too where the own ID was linked before the look', async () => {
    const looked = await lookedUp();
    const { body } = await register({ demographics: looked.who, consent, localId: '51' });
    const request = {
      params: { patientId: body.patient.patientId, facilityId: CLINIC },
      body: { localId: '51', confirmDifference: false, emsGrantId: looked.grantId },
    };
    await world.ask('test-clinic.doctor', putLink, request);
    expect((await afterwards(looked)).record?.grant.state).toBe('linked');
    // The second click finds it done.
    expect((await world.refused('test-clinic.doctor', putLink, request)).code).toBe('EMS_GRANT_OVER');
  });

  it('sends a patient ID with @EMS to the look-up, in any width', async () => {
    const { body } = await register({ demographics: demographics({ birthDate: '1962-02-02', phone: '076-000-0077' }) });
    for (const typed of ['0000001@EMS', '１２３＠ｅｍｓ', '123 @ Ems ']) {
      const problem = await world.refused('test-clinic.doctor', putLink, {
        params: { patientId: body.patient.patientId, facilityId: TY },
        body: { localId: typed, confirmDifference: false },
      });
      expect(problem.code).toBe('EMS_ID');
    }
  });
});
