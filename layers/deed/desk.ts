import type { AuditEvent } from '../../events/audit-event.ts';
import type { Operation } from '../../schemas/operation.ts';
import type { FacilityId, LocalId, PatientId } from '../../schemas/primitives.ts';
import type { ProblemCode } from '../../schemas/problems.ts';
import { type Claims, type DisasterFlag, type ProblemDetail, ProblemError } from '../edge/index.ts';
import { jstDayOf } from '../names/index.ts';
import type { Objects } from '../objects/index.ts';
import {
  DEFAULT_DENY,
  type Decision,
  decide,
  decideLook,
  type Facts,
  type LookAct,
  type LookDecision,
  type LookQuestion,
  type Receipt,
  receiptOf,
} from '../rules/index.ts';
import {
  type AuditDraft,
  ConflictError,
  commit,
  type IdempotentRequest,
  idempotencyWrite,
  type PriorResult,
  priorResultOf,
  record,
  type Store,
  type Write,
} from '../store/index.ts';
import { actorOf, type Caller, ownFacilityOf, readCaller } from './caller.ts';
import { saidRules } from './said.ts';
import { typedLocalId } from './typed-local-id.ts';

/** What the request brought beside its parsed parts. */
export type Incoming = {
  requestId: string;
  sourceIp?: string;
  /** Unverified, see `Actor`. */
  forwardedFor?: string;
  idempotencyKey?: string;
  ifMatch?: number;
  text: string;
};

/** What the audit event says about the thing: ids only. */
export type Subject = {
  patientId?: PatientId | undefined;
  resource?: Record<string, string>;
  request?: NonNullable<AuditEvent['request']>;
};

/** A permission, with all that its audit event will say. */
export type Verdict = { because: string[]; owes: string[]; draft: AuditDraft };

/** The problem where no rule permitted, and what a screen needs with it. */
type Otherwise = { code?: ProblemCode | undefined; detail?: ProblemDetail | undefined };

/** The condition of a deed that has to be done again because its key turned out to have been used. */
export const FACTS_BEFORE_PRIOR = 'facts-before-prior';

export type DeskOptions = {
  store: Store;
  objects?: Objects;
  flag: () => Promise<DisasterFlag>;
  claims: Claims;
  operation: Operation;
  incoming: Incoming;
  /** The Idempotency-Key is known to have been used: whatever is read now is later than what it did. */
  repeats?: boolean;
};

/** One request's own desk: who asks, what was decided, what is written. Made anew when a deed is done again after a conflict. */
export class Desk {
  readonly store: Store;
  readonly claims: Claims;
  readonly operation: Operation;
  /** Instant of the request, ISO 8601; one clock for all of it. */
  readonly at: string;
  /** Today in Japan. */
  readonly today: string;
  /** The disaster flag, as the instance's extension has it. */
  readonly flag: () => Promise<DisasterFlag>;
  readonly ifMatch: number | undefined;
  readonly #incoming: Incoming;
  readonly #repeats: boolean;
  readonly #objects: Objects | undefined;
  #caller: Caller | undefined;
  /** Whether the rules were asked about this caller: what fails before that must not speak first. */
  #asked = false;
  #prior: PriorResult | undefined;

  constructor(options: DeskOptions) {
    this.store = options.store;
    this.#objects = options.objects;
    this.flag = options.flag;
    this.claims = options.claims;
    this.operation = options.operation;
    this.#incoming = options.incoming;
    this.#repeats = options.repeats ?? false;
    this.ifMatch = options.incoming.ifMatch;
    this.at = new Date(options.store.now()).toISOString();
    this.today = jstDayOf(this.at);
  }

  get objects(): Objects {
    if (!this.#objects) throw new Error('this function has no document bucket');
    return this.#objects;
  }

  get caller(): Caller {
    if (!this.#caller) throw new Error('load() comes first');
    return this.#caller;
  }

  /** What this Idempotency-Key did before, ids only; authorization is still asked anew. */
  get prior(): Record<string, string> | undefined {
    return this.#prior?.result;
  }

  /** The caller's own facility (one more read on an instance's first call of a system). A system that nobody registered is refused. */
  async ownFacilityId(): Promise<FacilityId> {
    const facilityId = await ownFacilityOf(this.store, this.claims);
    if (facilityId) return facilityId;
    const denied: Decision = { decision: 'refuse', because: [DEFAULT_DENY], owes: [] };
    throw await this.#refusal(denied, { subject: {}, receipt: undefined }, {});
  }

  /** A patient ID as its facility writes it (one more read on an instance's first call). Throws INVALID_LOCAL_ID, NOT_FOUND. */
  localId(facilityId: FacilityId, typed: { text: string; pointer: string }): Promise<LocalId> {
    return typedLocalId(this.store, facilityId, typed);
  }

  /** All facts in parallel: the caller, what the key did before, and the deed's own reads. `facilities`: more of the directory in the same call. */
  async load<T extends Record<string, unknown>>(
    reads: { [K in keyof T]: Promise<T[K]> },
    facilities: FacilityId[] = [],
  ): Promise<T> {
    const names = Object.keys(reads) as (keyof T & string)[];
    const idempotent = this.#idempotent();
    const [caller, prior, ...values] = await Promise.all([
      this.#readCaller(facilities),
      idempotent ? priorResultOf(this.store, idempotent) : undefined,
      ...names.map((name) => reads[name]),
    ]);
    this.#caller = caller;
    if (prior && !prior.sameBody) throw new ProblemError('IDEMPOTENCY_CONFLICT');
    // Read side by side, the facts may be older than what the key did; they are read once more, now that it is known to be done.
    if (prior && !this.#repeats) throw new ConflictError(FACTS_BEFORE_PRIOR);
    this.#prior = prior;
    return Object.fromEntries(names.map((name, index) => [name, values[index]])) as T;
  }

  /**
   * For what failed before the rules were asked (a patient ID, a cursor, a used Idempotency-Key): whoever may do nothing at all (no session, suspended) is told that, audited, and nothing of
   * what was wrong with the request.
   */
  async admit(): Promise<void> {
    if (this.#asked || this.operation.act === 'session.open') return;
    this.#caller ??= await this.#readCaller([]);
    // Acts that every active caller has: only the bars on every act can refuse them.
    const act = this.claims.kind === 'staff' ? 'profile.read' : 'directory.read';
    const decision = decide({ act, facts: this.#caller.facts });
    if (decision.decision === 'allow') return;
    const receipt = receiptOf({ act, facts: this.#caller.facts });
    throw await this.#refusal(decision, { subject: {}, receipt }, {});
  }

  /**
   * Asks the rules; a refusal is audited and thrown. `otherwise`: the problem where no rule permitted (404 where existence is a secret), with
   * `detail` for the screen.
   */
  async require(
    question: { facts?: Facts; otherwise?: ProblemCode; detail?: ProblemDetail; from?: string[] } & Subject,
  ): Promise<Verdict> {
    const { act } = this.operation;
    const facts = { ...this.caller.facts, ...question.facts };
    const decision = decide({ act, facts });
    const receipt = receiptOf({ act, facts, ...(question.from && { from: question.from }) });
    return this.#verdict(
      decision,
      { subject: question, receipt },
      { code: question.otherwise, detail: question.detail },
    );
  }

  /** Asks the rules about a look; gives what opens, per facility. */
  async requireLook(
    question: Omit<LookQuestion, 'act'> & { otherwise?: ProblemCode; detail?: ProblemDetail } & Subject,
  ): Promise<{ verdict: Verdict; opened: LookDecision['opened'] }> {
    const facts = { ...this.caller.facts, ...question.facts };
    const look = decideLook({ ...question, facts, act: this.operation.act as LookAct });
    const verdict = await this.#verdict(
      look,
      { subject: question, receipt: look.receipt },
      { code: question.otherwise, detail: question.detail },
    );
    return { verdict, opened: look.opened };
  }

  /**
   * Permitted, but it cannot be done: audited, then thrown. `writes`: what is kept although it failed (a counted attempt), in one transaction
   * with the audit event; `conflicts`: the problem answered instead where a named condition fails.
   */
  async fail(
    verdict: Verdict,
    code: ProblemCode,
    detail: ProblemDetail & { subject?: Subject; writes?: Write[]; conflicts?: Record<string, ProblemCode> } = {},
  ): Promise<never> {
    const { subject, writes = [], conflicts, ...rest } = detail;
    const audit: AuditDraft = {
      ...this.#about(verdict.draft, subject),
      outcome: { result: 'failed', because: verdict.because, code },
    };
    try {
      await (writes.length > 0 ? commit(this.store, { writes, audit }) : record(this.store, audit));
    } catch (error) {
      const other = error instanceof ConflictError ? conflicts?.[error.condition] : undefined;
      if (other) await this.fail(verdict, other);
      throw error;
    }
    throw new ProblemError(code, rest);
  }

  /**
   * State, audit event and idempotency item in one transaction. `conflicts`: the problem where a named condition fails for good. Of what then was
   * not done the audit says nothing (`subject`): callers read their own log, and beyond a limit it must tell no more than the answer does.
   * `result`: what a repeat under the same key finds, ids only; a function where it names the audit event itself, which is given back.
   */
  async commit(
    verdict: Verdict,
    change: {
      writes: Write[];
      result?: Record<string, string> | ((event: AuditEvent) => Record<string, string>);
      subject?: Subject;
      conflicts?: Record<string, ProblemCode>;
    },
  ): Promise<AuditEvent> {
    const idempotent = this.#idempotent();
    const { result = {} } = change;
    const writes = (event: AuditEvent): Write[] => {
      if (!idempotent) return change.writes;
      const kept = typeof result === 'function' ? result(event) : result;
      return [...change.writes, idempotencyWrite(this.store, idempotent, kept)];
    };
    try {
      return await commit(this.store, { writes, audit: this.#about(verdict.draft, change.subject) });
    } catch (error) {
      const code = error instanceof ConflictError ? change.conflicts?.[error.condition] : undefined;
      if (code) await this.fail(verdict, code);
      throw error;
    }
  }

  /** The audit event of a read, or of a repeat that changes nothing: written before the answer leaves. */
  async record(verdict: Verdict, subject?: Subject): Promise<void> {
    await record(this.store, this.#about(verdict.draft, subject));
  }

  /** A place in a list, for this caller and this query alone, good for an hour. */
  cursor(place: unknown, query: unknown): string {
    return this.store.seal.closeCursor(place, this.#bound(query), this.store.now() + 3_600_000);
  }

  openCursor<T>(cursor: string | undefined, query: unknown): T | undefined {
    if (cursor === undefined) return undefined;
    const place = this.store.seal.openCursor(cursor, this.#bound(query), this.store.now());
    if (place === undefined) throw new ProblemError('INVALID_CURSOR');
    return place as T;
  }

  #bound(query: unknown): string {
    const { cursor: _cursor, ...rest } = query as Record<string, unknown>;
    return JSON.stringify([
      this.#callerName(),
      this.operation.id,
      // The path: a place in one patient's calendar is none in another's.
      this.#incoming.text,
      Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)),
    ]);
  }

  #callerName(): string {
    return this.claims.kind === 'staff' ? `staff ${this.claims.staffId}` : `system ${this.claims.clientId}`;
  }

  #idempotent(): IdempotentRequest | undefined {
    const { idempotencyKey, text } = this.#incoming;
    if (idempotencyKey === undefined) return undefined;
    return {
      caller: this.#callerName(),
      operation: this.operation.id,
      key: idempotencyKey,
      digest: this.store.seal.digest(text),
    };
  }

  async #readCaller(more: FacilityId[]): Promise<Caller> {
    return readCaller(this.store, this.claims, { facilityId: await this.ownFacilityId(), more });
  }

  #draft(decision: Decision, basis: { subject: Subject; receipt: Receipt | undefined }): AuditDraft {
    const { patientId, resource, request } = basis.subject;
    return {
      eventSource: `ism-link.${this.operation.capability}`,
      eventName: this.operation.audit,
      actor: actorOf(this.claims, this.#caller, this.#incoming),
      ...(patientId && { patientId }),
      ...(resource && { resource }),
      ...(request && { request }),
      outcome: {
        result: decision.decision === 'allow' ? 'allowed' : 'refused',
        because: decision.because,
        ...(decision.owes.length > 0 && { owes: decision.owes }),
      },
      ...(basis.receipt && { receipt: basis.receipt }),
      requestId: this.#incoming.requestId,
    };
  }

  #about(draft: AuditDraft, subject: Subject | undefined): AuditDraft {
    return {
      ...draft,
      ...(subject?.patientId && { patientId: subject.patientId }),
      ...(subject?.resource && { resource: { ...draft.resource, ...subject.resource } }),
      ...(subject?.request && { request: { ...draft.request, ...subject.request } }),
    };
  }

  async #verdict(
    decision: Decision,
    basis: { subject: Subject; receipt: Receipt },
    otherwise: Otherwise,
  ): Promise<Verdict> {
    this.#asked = true;
    if (decision.decision === 'refuse') throw await this.#refusal(decision, basis, otherwise);
    return { because: decision.because, owes: decision.owes, draft: this.#draft(decision, basis) };
  }

  /** Bars of the caller (suspended, no session) are told; where only a permit is missing, the deed says how much may be known. */
  async #refusal(
    decision: Decision,
    basis: { subject: Subject; receipt: Receipt | undefined },
    otherwise: Otherwise,
  ): Promise<ProblemError> {
    this.#asked = true;
    const barred = !decision.because.includes(DEFAULT_DENY);
    const noSession =
      this.claims.kind === 'staff' &&
      this.#caller?.facts.sessionCurrent !== true &&
      this.operation.act !== 'session.open';
    const code: ProblemCode = noSession ? 'SESSION_REQUIRED' : barred ? 'FORBIDDEN' : (otherwise.code ?? 'FORBIDDEN');
    const draft = this.#draft(decision, basis);
    await record(this.store, { ...draft, outcome: { ...draft.outcome, result: 'refused', code } });
    // What the deed has to say was written for its own problem alone.
    if (code === otherwise.code && code !== 'FORBIDDEN') return new ProblemError(code, otherwise.detail);
    return new ProblemError(
      code,
      code === 'FORBIDDEN' ? { because: decision.because, extra: { reasons: saidRules(decision.because) } } : {},
    );
  }
}
