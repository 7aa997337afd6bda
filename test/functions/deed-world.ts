import type { AuditEvent } from '../../events/audit-event.ts';
import type { AnyDeed } from '../../layers/deed/deed.ts';
import { Desk } from '../../layers/deed/desk.ts';
import { searchTermsOf } from '../../layers/deed/search-terms.ts';
import type { Claims, DisasterFlag } from '../../layers/edge/index.ts';
import { ProblemError } from '../../layers/edge/index.ts';
import {
  accessOfPatient,
  auditEventOf,
  ConflictError,
  commit,
  emsMarkWrite,
  facilityPatientRecord,
  facilityPatientSearchWrites,
  facilityPatientWrite,
  facilityWrites,
  openSessionWrites,
  staffWrite,
  type Write,
} from '../../layers/store/index.ts';
import type { Facility, OpeningHours, Staff } from '../../schemas/directory.ts';
import { Facility as FacilitySchema } from '../../schemas/directory.ts';
import type { Operation, OutputOf, RequestOf } from '../../schemas/operation.ts';
import type { FacilityPatient } from '../../schemas/patient.ts';
import type { ConsentId, FacilityId, LocalId, PatientId, StaffId } from '../../schemas/primitives.ts';
import { demographics, draft, facility, localId } from '../layers/store/people.ts';
import { openTables, type Tables } from '../layers/store/tables.ts';

/**
 * Deeds on real tables with a clock and a flag that tests turn: for what lies on a border of time (96 hours, 7 days, the end of a rule, midnight in
 * Japan), where a region would have to be waited for. A test file that uses it says first:
 * `jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });`
 */
export class DeedWorld {
  readonly tables: Tables;
  flag: DisasterFlag = { state: 'off' };
  readonly #staff = new Map<string, Staff>();
  #requests = 0;

  private constructor(tables: Tables) {
    this.tables = tables;
  }

  static async open(): Promise<DeedWorld> {
    return new DeedWorld(await openTables());
  }

  close(): Promise<void> {
    return this.tables.close();
  }

  get clock() {
    return this.tables.clock;
  }

  get store() {
    return this.tables.store;
  }

  write(writes: Write[]): Promise<AuditEvent> {
    return commit(this.store, { writes, audit: draft() });
  }

  async addFacility(change: Partial<Facility> & { facilityId: FacilityId }): Promise<Facility> {
    const made = hospital(change);
    await this.write(facilityWrites(made));
    return made;
  }

  /** Somebody with a personal ID and an open session. */
  async addStaff(staffId: string, change: Partial<Staff> = {}): Promise<void> {
    const id = staffId as StaffId;
    const made: Staff = {
      staffId: id,
      sub: `sub ${staffId}`,
      facilityId: facility(staffId.split('.')[0] ?? ''),
      name: '試験 職員',
      nameKana: 'シケン ショクイン',
      role: 'doctor',
      privileges: ['ems'],
      state: 'active',
      version: 1,
      ...change,
    };
    const at = new Date(this.clock.now()).toISOString();
    const session = {
      sessionId: `ses ${staffId}`,
      originJti: `jti ${staffId}`,
      deviceId: 'none',
      signedInAt: at,
      openedAt: at,
      state: 'current' as const,
    };
    await this.write([staffWrite(made), ...openSessionWrites(id, session, undefined)]);
    this.#staff.set(staffId, made);
  }

  /** A facility's own patient with demographics, findable by name. */
  async addFacilityPatient(change: Partial<FacilityPatient> & { facilityId: FacilityId }): Promise<FacilityPatient> {
    const made: FacilityPatient = {
      localId: localId('0001234'),
      demographics: demographics(),
      version: 1,
      ...change,
    };
    const found = made.demographics && {
      facilityId: made.facilityId,
      localId: made.localId,
      demographics: made.demographics,
    };
    await this.write([
      facilityPatientWrite(made),
      ...(found ? facilityPatientSearchWrites(found, searchTermsOf(found.demographics), []) : []),
    ]);
    return made;
  }

  /** The patient's one consent in force. */
  async consentInForce(patientId: PatientId): Promise<ConsentId> {
    const access = await accessOfPatient(this.store, patientId);
    const [consent] = access?.consents.filter(({ state }) => state === 'inForce') ?? [];
    if (!consent) throw new Error('no consent in force');
    return consent.consentId;
  }

  /** 不同意, as it is recorded when an EMS look is followed up. */
  async refuseEms(facilityId: FacilityId, localId: LocalId): Promise<void> {
    const { profile } = await facilityPatientRecord(this.store, { facilityId, localId });
    if (!profile) throw new Error('no such facility patient');
    const refusedAt = new Date(this.clock.now()).toISOString();
    await this.write([emsMarkWrite(profile, { by: 0, refusedAt })]);
  }

  /** One request of one person; answers what the deed answers, throws its ProblemError. Retried after a conflict, as the Lambda entry does. */
  async ask<O extends Operation>(
    staffId: string,
    deed: AnyDeed & { operation: O },
    request: Partial<RequestOf<O>>,
    headers: { key?: string; ifMatch?: number } = {},
  ): Promise<{ body: OutputOf<O>; status?: number; version?: number }> {
    this.#requests += 1;
    const { operation } = deed;
    const staff = this.#staff.get(staffId);
    const claims: Claims = {
      kind: 'staff',
      staffId: staffId as StaffId,
      facilityId: facility(staffId.split('.')[0] ?? ''),
      sub: staff?.sub ?? '',
      originJti: `jti ${staffId}`,
      signedInAt: '2026-11-22T00:00:00.000Z',
      scopes: ['ism-link/staff'],
    };
    const whole = { params: {}, query: {}, body: {}, ...request };
    const idempotencyKey = headers.key ?? (operation.idempotency === 'required' ? `key ${this.#requests}` : undefined);
    const incoming = {
      requestId: `request ${this.#requests}`,
      // As the edge has it: path and body; a query is in neither.
      text: JSON.stringify({ params: whole.params, body: whole.body }),
      ...(idempotencyKey !== undefined && { idempotencyKey }),
      ...(headers.ifMatch !== undefined && { ifMatch: headers.ifMatch }),
    };
    let repeats = false;
    for (let attempt = 1; ; attempt += 1) {
      const desk = new Desk({ store: this.store, flag: async () => this.flag, claims, operation, incoming, repeats });
      try {
        const reply = await deed.perform(whole as never, desk);
        return { ...reply, body: operation.response.schema.parse(reply.body) as OutputOf<O> };
      } catch (error) {
        if (error instanceof ProblemError) await desk.admit();
        if (!(error instanceof ConflictError) || attempt === 4) throw error;
        repeats ||= ['idempotency', 'facts-before-prior'].includes(error.condition);
      }
    }
  }

  /** The problem of a request that must be refused. */
  async refused<O extends Operation>(...asked: Parameters<typeof this.ask<O>>): Promise<ProblemError> {
    const [answer] = await Promise.allSettled([this.ask<O>(...asked)]);
    if (answer.status === 'rejected' && answer.reason instanceof ProblemError) return answer.reason;
    throw answer.status === 'rejected' ? answer.reason : new Error('answered where a refusal was expected');
  }

  /** Everything in the audit log, oldest first. */
  async audited(): Promise<AuditEvent[]> {
    const items = await this.tables.itemsIn('audit');
    // While the clock stands still, ids come in any order; the writer's numbers do not.
    return items
      .map((item) => auditEventOf({ event: Buffer.from(item['event']?.B ?? '', 'base64') }))
      .sort((a, b) => Date.parse(a.eventTime) - Date.parse(b.eventTime) || a.writer.n - b.writer.n);
  }
}

/** Open on weekdays from 08:30 to 17:15, closed on national holidays. 2026-11-22 is a Sunday. */
export const weekdayHours: OpeningHours = {
  weekly: {
    mon: [{ from: '08:30', to: '17:15' }],
    tue: [{ from: '08:30', to: '17:15' }],
    wed: [{ from: '08:30', to: '17:15' }],
    thu: [{ from: '08:30', to: '17:15' }],
    fri: [{ from: '08:30', to: '17:15' }],
    sat: [],
    sun: [],
  },
  holidays: 'closed',
  closedDays: [],
  specialDays: [],
};

const toAll = [
  { contentType: 'prescription' },
  { contentType: 'laboratory' },
  { contentType: 'allergy' },
  { contentType: 'diagnosis' },
  { contentType: 'dischargeSummary' },
  { contentType: 'physicianNote', onlyRoles: ['doctor', 'nurse'] },
] satisfies Facility['publication']['ownStaff'];

/** A hospital that discloses to everybody, EMS and its own people outside among them. */
export const hospital = (change: Partial<Facility> & { facilityId: FacilityId }): Facility =>
  FacilitySchema.parse({
    name: '試験病院',
    nameEn: 'Test Hospital',
    kind: 'hospital',
    municipality: '試験市',
    discloses: true,
    views: true,
    localIds: { digits: 7, padding: 'zero' },
    publication: { ownStaff: toAll, ownStaffOutside: toAll, linked: toAll, ems: toAll },
    openingHours: weekdayHours,
    emsContact: { department: '地域連携室', phone: '000-000-0000' },
    excludedLocalIds: [],
    state: 'active',
    joinedOn: '2024-04-01',
    version: 1,
    ...change,
  });
