import type { confirmEms } from '../../../functions/ems/confirm-ems.ts';
import type { lookUpEms } from '../../../functions/ems/look-up-ems.ts';
import { disasterRuleHash } from '../../../layers/rules/index.ts';
import {
  disasterRuleWrite,
  type EmsGrantRecord,
  emsGrantNameOf,
  emsGrantRecord,
  emsGrantsOf,
  facilityPatientRecord,
  networkSettingsWrite,
} from '../../../layers/store/index.ts';
import { DEFAULT_SETTINGS, type DisasterRule, type NetworkSettings } from '../../../schemas/disaster.ts';
import type { EmsGrant, EmsStatement } from '../../../schemas/ems.ts';
import type { OutputOf, RequestOf } from '../../../schemas/operation.ts';
import type { FacilityPatient } from '../../../schemas/patient.ts';
import type { DisasterRuleId, EmsLookupId, FacilityId } from '../../../schemas/primitives.ts';
import { facility, localId, staff } from '../../layers/store/people.ts';
import { DeedWorld } from '../deed-world.ts';

type LookUp = typeof lookUpEms;
type Confirm = typeof confirmEms;
type LookUpBody = RequestOf<LookUp['operation']>['body'];
type ConfirmBody = RequestOf<Confirm['operation']>['body'];
type Headers = { key?: string };

export const VIEWER = facility('view-hospital');
export const DISCLOSER = facility('disc-hospital');
export const DOCTOR = 'view-hospital.doctor';
/** A Tuesday, 12:00 in Japan: within the hours of the disclosing facility. */
export const TUESDAY_NOON = '2026-11-24T03:00:00.000Z';

export const LIFE = { kind: 'lifeThreat' } as const;
export const WRITTEN: EmsStatement = { occasion: 'ambulance', consent: { by: 'patient', form: 'written' } };
export const NOBODY_REACHED: EmsStatement = {
  occasion: 'ambulance',
  consent: { by: 'unobtainable' },
  family: 'not',
  unavoidable: LIFE,
};

/** Two hospitals, a doctor with the EMS privilege at one, a patient 0001234 at the other; a look at the patient in two asks. */
export class LookUpWorld {
  readonly world: DeedWorld;
  readonly #deeds: { lookUpEms: LookUp; confirmEms: Confirm };
  #rules = 0;
  #settings = 0;

  private constructor(world: DeedWorld, deeds: { lookUpEms: LookUp; confirmEms: Confirm }) {
    this.world = world;
    this.#deeds = deeds;
  }

  static async open(): Promise<LookUpWorld> {
    const { lookUpEms } = await import('../../../functions/ems/look-up-ems.ts');
    const { confirmEms } = await import('../../../functions/ems/confirm-ems.ts');
    const world = await DeedWorld.open();
    world.clock.at(TUESDAY_NOON);
    await world.addFacility({ facilityId: VIEWER });
    await world.addFacility({ facilityId: DISCLOSER });
    await world.addStaff(DOCTOR);
    await world.addFacilityPatient({ facilityId: DISCLOSER });
    return new LookUpWorld(world, { lookUpEms, confirmEms });
  }

  lookUp(body: Partial<LookUpBody> = {}, who = DOCTOR, headers: Headers = {}) {
    return this.world.ask(who, this.#deeds.lookUpEms, this.#lookUpOf(body), headers);
  }

  lookUpRefused(body: Partial<LookUpBody> = {}, who = DOCTOR, headers: Headers = {}) {
    return this.world.refused(who, this.#deeds.lookUpEms, this.#lookUpOf(body), headers);
  }

  #lookUpOf(body: Partial<LookUpBody>): { body: LookUpBody } {
    return { body: { facilityId: DISCLOSER, patientId: '0001234@EMS', ...body } };
  }

  confirm(lookupId: string, body: ConfirmBody, asked: { who?: string } & Headers = {}) {
    const { who = DOCTOR, ...headers } = asked;
    return this.world.ask(who, this.#deeds.confirmEms, this.#confirmOf(lookupId, body), headers);
  }

  confirmRefused(lookupId: string, body: ConfirmBody, asked: { who?: string } & Headers = {}) {
    const { who = DOCTOR, ...headers } = asked;
    return this.world.refused(who, this.#deeds.confirmEms, this.#confirmOf(lookupId, body), headers);
  }

  #confirmOf(lookupId: string, body: ConfirmBody) {
    return { params: { lookupId }, body } as RequestOf<Confirm['operation']>;
  }

  /** Looked up and confirmed with one statement. */
  async opened(statement: EmsStatement, body: Partial<LookUpBody> = {}): Promise<OutputOf<Confirm['operation']>> {
    const { body: found } = await this.lookUp(body);
    return (await this.confirm(found.lookupId, { person: 'confirmed', ...statement })).body;
  }

  /** The problem of a confirmation right after its look-up. */
  async notOpened(statement: EmsStatement, body: Partial<LookUpBody> = {}) {
    const { body: found } = await this.lookUp(body);
    return this.confirmRefused(found.lookupId, { person: 'confirmed', ...statement });
  }

  async settings(change: Partial<NetworkSettings>): Promise<void> {
    this.#settings += 1;
    await this.world.write([networkSettingsWrite({ ...DEFAULT_SETTINGS, ...change, version: this.#settings })]);
  }

  /** A disaster rule between the two facilities, approved, and listed by the flag. */
  async declare(change: Partial<DisasterRule> = {}): Promise<DisasterRule> {
    this.#rules += 1;
    const now = new Date(this.world.clock.now()).toISOString();
    const rule: DisasterRule = {
      ruleId: `dis_${String(this.#rules).padStart(26, '0')}` as DisasterRuleId,
      mode: 'real',
      basis: '試験の通知',
      viewingArea: { facilities: [VIEWER], municipalities: [] },
      disclosingArea: { facilities: [DISCLOSER], municipalities: [] },
      patients: 'evacuees',
      relaxations: [
        'emsForEvacuees',
        'oralConsent',
        'confirmationSheet',
        'consentAfterTheFact',
        'consentOmitted',
        'noticeOmitted',
      ],
      from: now,
      until: new Date(this.world.clock.now() + 30 * 86_400_000).toISOString(),
      continues: [],
      declaredBy: staff('office.one'),
      declaredAt: now,
      approvedBy: staff('office.two'),
      approvedAt: now,
      version: 1,
      ...change,
    };
    await this.world.write([disasterRuleWrite(rule)]);
    this.list(rule);
    return rule;
  }

  /** The flag with these rules and the hashes of their records. */
  list(...rules: DisasterRule[]): void {
    this.world.flag = {
      state: 'on',
      entries: rules.map((rule) => ({ ruleId: rule.ruleId, hash: disasterRuleHash(rule) })),
    };
  }

  async record(facilityId: FacilityId = DISCLOSER, id = '0001234'): Promise<FacilityPatient> {
    const { profile } = await facilityPatientRecord(this.world.store, { facilityId, localId: localId(id) });
    if (!profile) throw new Error('no such record');
    return profile;
  }

  async kept(grantId: string): Promise<EmsGrantRecord> {
    const name = emsGrantNameOf(this.world.store.seal, grantId);
    const found = name && (await emsGrantRecord(this.world.store, name));
    if (!found) throw new Error('no such grant');
    return found;
  }

  /** The last audit event of a kind, by the writer's own count: tests turn the clock back. */
  async lastAudited(eventName: string) {
    const events = (await this.world.audited()).filter((one) => one.eventName === eventName);
    const event = events.toSorted((a, b) => a.writer.n - b.writer.n).at(-1);
    if (!event) throw new Error(`nothing audited as ${eventName}`);
    return event;
  }
}

const FIVE_MINUTES = 5 * 60_000;

/** A record of its own for each test, so that marks and refusals stay apart: at noon, each some minutes after the one before. */
export class Strangers {
  readonly #ems: LookUpWorld;
  #people = 0;

  constructor(ems: LookUpWorld) {
    this.#ems = ems;
  }

  async next(): Promise<void> {
    this.#people += 1;
    const { clock } = this.#ems.world;
    clock.at(TUESDAY_NOON);
    clock.forward(this.#people * FIVE_MINUTES);
    await this.#ems.world.addFacilityPatient({ facilityId: DISCLOSER, localId: localId(this.id) });
  }

  get id(): string {
    return String(this.#people).padStart(7, '0');
  }

  get typedId(): string {
    return `${this.#people}@EMS`;
  }

  async lookedUp(): Promise<EmsLookupId> {
    const { body } = await this.#ems.lookUp({ patientId: this.typedId });
    return body.lookupId;
  }

  async grants(): Promise<EmsGrant[]> {
    const { items } = await emsGrantsOf(this.#ems.world.store, { side: 'viewer', facilityId: VIEWER });
    return items.filter((grant) => grant.localId === this.id);
  }
}
