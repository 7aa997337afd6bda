import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { grantConsent as GrantConsent } from '../../../functions/consent/grant-consent.ts';
import type { withdrawConsent as WithdrawConsent } from '../../../functions/consent/withdraw-consent.ts';
import type { registerPatient as RegisterPatient } from '../../../functions/registration/register-patient.ts';
import { facilityPatientRecord } from '../../../layers/store/index.ts';
import type { PatientId } from '../../../schemas/primitives.ts';
import { demographics, facility, localId } from '../../layers/store/people.ts';
import { DeedWorld } from '../deed-world.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

const TY = facility('ty-hospital');
let world: DeedWorld;
let registerPatient: typeof RegisterPatient;
let grantConsent: typeof GrantConsent;
let withdrawConsent: typeof WithdrawConsent;
beforeAll(async () => {
  ({ registerPatient } = await import('../../../functions/registration/register-patient.ts'));
  ({ grantConsent } = await import('../../../functions/consent/grant-consent.ts'));
  ({ withdrawConsent } = await import('../../../functions/consent/withdraw-consent.ts'));
  world = await DeedWorld.open();
  await world.addFacility({ facilityId: TY });
  await world.addStaff('ty-hospital.doctor');
});
afterAll(() => world.close());

type Left = { facilities?: string[]; contents?: string[] };
const consent = ({ facilities = [], contents = [] }: Left, replaces: string[] = []) => ({
  scope: { kind: 'comprehensive', excludedFacilities: facilities, excludedContents: contents },
  consentedBy: { who: 'patient' },
  method: 'written',
  replaces,
});
let people = 0;
const registered = async (left: Left) => {
  people += 1;
  const id = localId(String(people).padStart(7, '0'));
  const who = demographics({
    birthDate: `1940-03-${String(people).padStart(2, '0')}`,
    phone: `000-000-10${people + 10}`,
  });
  await world.addFacilityPatient({ facilityId: TY, localId: id, demographics: who });
  const { body } = await world.ask('ty-hospital.doctor', registerPatient, {
    body: { demographics: who, localId: id, consent: consent(left), notDuplicateOf: [] } as never,
  });
  return { patientId: body.patient.patientId, id };
};
const profileAt = async (id: string) =>
  (await facilityPatientRecord(world.store, { facilityId: TY, localId: localId(id) })).profile;
const newConsent = (patientId: PatientId, left: Left, replaces: string[]) =>
  world.ask('ty-hospital.doctor', grantConsent, { params: { patientId }, body: consent(left, replaces) as never });
const withdrawn = (patientId: PatientId, consentId: string) =>
  world.ask('ty-hospital.doctor', withdrawConsent, {
    params: { patientId, consentId } as never,
    body: { reason: '本人の申し出', withdrawnBy: { who: 'patient' } },
  });

describe('what a patient leaves closed', () => {
  it('stands at each linked facility’s record from the registration on', async () => {
    const { id } = await registered({ facilities: ['test-pharmacy'], contents: ['physicianNote'] });
    expect((await profileAt(id))?.emsBar).toMatchObject({
      everyone: false,
      viewers: ['test-pharmacy'],
      contents: ['physicianNote'],
    });
    expect((await profileAt((await registered({})).id))?.emsBar).toBeUndefined();
  });

  it('becomes everything at the moment of a withdrawal, and nothing again with a new consent', async () => {
    const { patientId, id } = await registered({});
    const { body } = await newConsent(patientId, { contents: ['infection'] }, [await world.consentInForce(patientId)]);
    expect((await profileAt(id))?.emsBar).toMatchObject({ everyone: false, contents: ['infection'] });

    world.clock.forward(60_000);
    await withdrawn(patientId, body.consent.consentId);
    const at = new Date(world.clock.now()).toISOString();
    expect((await profileAt(id))?.emsBar).toMatchObject({ everyone: true, at });

    await newConsent(patientId, {}, []);
    expect((await profileAt(id))?.emsBar).toBeUndefined();
  });

  it('a refusal recorded after an EMS look is taken back by a new consent, not by a withdrawal', async () => {
    const { patientId, id } = await registered({});
    const consentId = await world.consentInForce(patientId);
    await world.refuseEms(TY, localId(id));
    await withdrawn(patientId, consentId);
    expect(await profileAt(id)).toMatchObject({ emsRefusedAt: expect.any(String), emsBar: { everyone: true } });
    await newConsent(patientId, {}, []);
    const profile = await profileAt(id);
    expect([profile?.emsRefusedAt, profile?.emsBar]).toEqual([undefined, undefined]);
  });
});
