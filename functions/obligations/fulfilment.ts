import {
  type EmsGrantRecord,
  emsGrantWrites,
  emsMarkWrite,
  obligationWrites,
  type Store,
  type Write,
} from '../../layers/store/index.ts';
import type { EmsGrant } from '../../schemas/ems.ts';
import type { FulfilmentInput, Obligation } from '../../schemas/obligation.ts';
import type { StaffId } from '../../schemas/primitives.ts';
import { type Owed, patientPlace } from './owed.ts';

type Done = { input: FulfilmentInput; by: StaffId; at: string };
type Change = { next: Obligation; before: Obligation };

const isRefusal = (input: FulfilmentInput): boolean => 'outcome' in input && input.outcome === 'refused';

/**
 * What a fulfilment changes: the obligations, each grant once, each patient's mark once. An obligation takes 5 writes, its grant 3, its mark 1; a
 * refusal may close one obligation more.
 */
export const fulfilmentOf = (store: Store, owed: Owed, done: Done): { obligations: Obligation[]; writes: Write[] } => {
  const wanted = new Set(owed.obligations);
  const grants = owed.grants.map((record) => ({ record, closing: closedWith(record, wanted, done) }));
  const closing = grants.flatMap((grant) => grant.closing);
  const next = new Map(closing.map((change) => [change.before, change.next]));
  const turned = grants.map((grant) => ({ before: grant.record.grant, next: grantAfter(grant, done) }));
  return {
    obligations: owed.obligations.flatMap((before) => next.get(before) ?? []),
    writes: [
      ...closing.flatMap((change) => obligationWrites(store, change.next, change.before)),
      ...turned.flatMap((grant) => emsGrantWrites(store, grant.next)),
      ...markWrites(turned, owed.profiles, isRefusal(done.input) ? done.at : undefined),
    ],
  };
};

/** Of one grant: what was asked for; and with a refusal nobody has to ask for the family's consent any more. */
const closedWith = ({ obligations }: EmsGrantRecord, wanted: ReadonlySet<Obligation>, done: Done): Change[] =>
  obligations.flatMap((before) => {
    if (wanted.has(before)) return [fulfilled(before, done, done.input)];
    const settled = isRefusal(done.input) && before.duty === 'obtainLaterConsent' && before.state === 'open';
    return settled ? [fulfilled(before, done, { kind: 'laterConsent', outcome: 'refused' })] : [];
  });

const fulfilled = (before: Obligation, { by, at }: Done, input: FulfilmentInput): Change => {
  const fulfilment = { input, through: 'person' as const, by, at };
  return { before, next: { ...before, state: 'fulfilled', closedAt: at, fulfilment, version: before.version + 1 } };
};

/** A refusal ends an access that has not ended otherwise before. */
const grantAfter = (
  { record, closing }: { record: EmsGrantRecord; closing: readonly Change[] },
  { input, by, at }: Done,
): EmsGrant => {
  const { grant, obligations } = record;
  const closed = new Set(closing.map(({ before }) => before));
  const ends = isRefusal(input) && grant.state === 'live';
  return {
    ...grant,
    ...(ends && { state: 'refused' as const, endedAt: at, endedBy: by }),
    openObligations: obligations.filter((one) => one.state === 'open' && !closed.has(one)).length,
    version: grant.version + 1,
  };
};

/** One write a patient, however many of the patient's grants close their last obligation. */
const markWrites = (
  grants: readonly { before: EmsGrant; next: EmsGrant }[],
  profiles: Owed['profiles'],
  refusedAt: string | undefined,
): Write[] =>
  [...profiles].flatMap(([place, profile]) => {
    const ofPatient = grants.filter(({ next }) => patientPlace(next) === place);
    const settled = ofPatient.filter(({ before, next }) => before.openObligations > 0 && next.openObligations === 0);
    if (settled.length === 0 && refusedAt === undefined) return [];
    return [emsMarkWrite(profile, { by: -settled.length, ...(refusedAt && { refusedAt }) })];
  });
