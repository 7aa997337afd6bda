import { disasterRuleHash } from '../../../layers/rules/index.ts';
import {
  disasterRuleWrite,
  emsGrantIdOf,
  emsGrantNameOf,
  emsGrantRecord,
  emsGrantWrites,
  facilityPatientRecord,
  obligationIdOf,
  obligationWrites,
} from '../../../layers/store/index.ts';
import type { DisasterRule } from '../../../schemas/disaster.ts';
import type { EmsGrant } from '../../../schemas/ems.ts';
import type { Obligation } from '../../../schemas/obligation.ts';
import type { FacilityPatient } from '../../../schemas/patient.ts';
import type { DisasterRuleId, EmsGrantId } from '../../../schemas/primitives.ts';
import { facility, localId, person, staff } from '../../layers/store/people.ts';
import type { DeedWorld } from '../deed-world.ts';

/** Grants as the confirmation of a look-up leaves them, for deeds that come after it. */
export const TY = facility('ty-hospital');
export const CLINIC = facility('test-clinic');
export const OTHER = facility('other-clinic');
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** A hospital that discloses, a clinic that looks, and a clinic that has nothing to do with it, each with a doctor. */
export const openWorld = async (): Promise<DeedWorld> => {
  const { DeedWorld: World } = await import('../deed-world.ts');
  const world = await World.open();
  await world.addFacility({ facilityId: TY, name: 'TYテスト病院' });
  await world.addFacility({ facilityId: CLINIC, kind: 'clinic', name: 'テストクリニック' });
  await world.addFacility({ facilityId: OTHER, kind: 'clinic', name: '別のクリニック' });
  for (const name of ['ty-hospital.doctor', 'test-clinic.doctor', 'other-clinic.doctor']) await world.addStaff(name);
  await world.addStaff('test-clinic.nurse', { role: 'nurse', privileges: [] });
  return world;
};

const instant = (world: DeedWorld, plus = 0): string => new Date(world.clock.now() + plus).toISOString();

let people = 0;
/** The hospital's patient whom the clinic looked up just now, with these duties open. */
export const openGrant = async (
  world: DeedWorld,
  change: Partial<EmsGrant> = {},
  duties: Obligation['duty'][] = [],
  patient: Partial<FacilityPatient> = {},
): Promise<EmsGrant> => {
  people += 1;
  const id = localId(String(people).padStart(7, '0'));
  const { facilityId = TY } = change;
  await world.addFacilityPatient({
    facilityId,
    localId: id,
    ...(duties.length > 0 && { emsOpen: 1 }),
    ...patient,
  });
  const name = { facilityId, localId: id, grant: world.store.newId() };
  const grant: EmsGrant = {
    grantId: emsGrantIdOf(world.store.seal, name),
    facilityId,
    localId: id,
    viewerFacilityId: CLINIC,
    person,
    remote: false,
    statement: { occasion: 'ambulance', consent: { by: 'patient', form: 'written' } },
    because: ['EMS-N1'],
    owes: duties,
    openedBy: staff('test-clinic.doctor'),
    openedAt: instant(world),
    until: instant(world, 96 * HOUR_MS),
    windowFrom: '2026-10-23',
    state: 'live',
    extensions: [],
    openObligations: duties.length,
    messages: 0,
    version: 1,
    ...change,
  };
  const obligations = duties.map(
    (duty): Obligation => ({
      obligationId: obligationIdOf(world.store.seal, { ...name, duty }),
      grantId: grant.grantId,
      duty,
      facilityId: CLINIC,
      staffId: staff('test-clinic.doctor'),
      discloserFacilityId: facilityId,
      localId: id,
      person,
      createdAt: grant.openedAt,
      dueAt: instant(world, 7 * DAY_MS),
      state: 'open',
      reminded: {},
      version: 1,
    }),
  );
  await world.write([
    ...emsGrantWrites(world.store, grant),
    ...obligations.flatMap((one) => obligationWrites(world.store, one, undefined)),
  ]);
  return grant;
};

/** What is kept of a grant now, with the patient's profile. */
export const keptOf = async (world: DeedWorld, grantId: EmsGrantId) => {
  const name = emsGrantNameOf(world.store.seal, grantId);
  if (!name) throw new Error('no grant id of this network');
  const [record, { profile }] = await Promise.all([
    emsGrantRecord(world.store, name),
    facilityPatientRecord(world.store, name),
  ]);
  if (!record) throw new Error('no such grant');
  return { ...record, profile };
};

/** A disaster rule between the hospital and the clinic that record and flag agree on; `until` from now. */
export const declareRule = async (
  world: DeedWorld,
  change: Partial<DisasterRule> & { untilMs: number },
): Promise<DisasterRule> => {
  const { untilMs, ...rest } = change;
  const rule: DisasterRule = {
    ruleId: `dis_${world.store.newId()}` as DisasterRuleId,
    mode: 'real',
    basis: '試験の通知',
    viewingArea: { facilities: [CLINIC], municipalities: [] },
    disclosingArea: { facilities: [TY], municipalities: [] },
    patients: 'evacuees',
    relaxations: ['emsForEvacuees', 'consentOmitted'],
    from: instant(world),
    until: instant(world, untilMs),
    continues: [],
    declaredBy: staff('network-office.one'),
    declaredAt: instant(world),
    approvedBy: staff('network-office.two'),
    approvedAt: instant(world),
    version: 1,
    ...rest,
  };
  await world.write([disasterRuleWrite(rule)]);
  const before = world.flag.state === 'on' ? world.flag.entries : [];
  const listed = before.filter(({ ruleId }) => !rule.continues.some((continued) => continued === ruleId));
  world.flag = { state: 'on', entries: [...listed, { ruleId: rule.ruleId, hash: disasterRuleHash(rule) }] };
  return rule;
};
