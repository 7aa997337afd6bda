import { jstDayOf } from '../../layers/names/index.ts';
import {
  ConflictError,
  commit,
  DIGEST_MAX,
  obligationsDue,
  obligationWrites,
  type Reminder,
  reminderAt,
  reminderWrites,
  type Store,
} from '../../layers/store/index.ts';
import type { Obligation } from '../../schemas/obligation.ts';
import type { FacilityId } from '../../schemas/primitives.ts';
import { draftOf } from './draft.ts';
import { AHEAD_MS, isToRemind, STAGES, type Stage } from './stages.ts';

/** One run, with the instant that decides what is due. */
export type Run = { store: Store; now: number; requestId: string };
type Of = { facilityId: FacilityId; stage: Stage };

/** Obligations a transaction: each takes 3 writes of its 100. */
const PORTION = 20;
const ATTEMPTS = 5;
/** A run that has not sent what it intended after so long is over: the next one takes it up. */
const TAKEN_MS = 15 * 60_000;

/** Intended, and nobody is about to send it any more. */
export const isLeft = ({ state, takenAt }: Reminder, now: number): boolean =>
  state === 'intended' && now - Date.parse(takenAt) > TAKEN_MS;

/**
 * Intends the facility's digests of this instant, for this run to send: obligations not reminded of yet, at most one digest a stage and day in
 * Japan. What falls due after the day's digest waits for the next day's. One query where there is nothing to do.
 */
export const intendDigests = async function* (run: Run, facilityId: FacilityId): AsyncGenerator<Reminder> {
  let due = await dueOf(run, facilityId);
  for (const stage of STAGES) {
    if (!due.some((one) => isToRemind(one, stage, run.now))) continue;
    const digest = await intend(run, { facilityId, stage }, due);
    if (digest) yield digest;
    due = await dueOf(run, facilityId);
  }
};

const dueOf = async ({ store, now }: Run, facilityId: FacilityId): Promise<Obligation[]> => {
  const until = new Date(now + AHEAD_MS).toISOString();
  return (await obligationsDue(store, { owner: { facilityId }, until })).items;
};

/** Looks again where one of them was fulfilled meanwhile. Undefined where the day's digest is another run's. */
const intend = async (run: Run, of: Of, seen: readonly Obligation[]): Promise<Reminder | undefined> => {
  let due = seen;
  let made: Reminder | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const wanted = due.filter((one) => isToRemind(one, of.stage, run.now));
    try {
      const standing = made ?? (await reminderAt(run.store, { ...of, day: dayOf(run) }));
      if (standing) {
        if (standing === made || !isAtWork(standing, run)) await markListed(run, standing, wanted);
        return made;
      }
      if (wanted.length === 0) return undefined;
      made = await begun(run, of, wanted);
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt === ATTEMPTS) throw error;
      if (error.conditions.includes('reminder-version')) return undefined;
    }
    due = await dueOf(run, of.facilityId);
  }
};

/** Another run marks what it lists itself; one that broke off may have left some unmarked. */
const isAtWork = (digest: Reminder, { now }: Run): boolean => digest.state === 'intended' && !isLeft(digest, now);

const dayOf = ({ now }: Run): string => jstDayOf(new Date(now).toISOString());

/** The digest with all that it lists, and the first portion marked. */
const begun = async (run: Run, of: Of, wanted: readonly Obligation[]): Promise<Reminder> => {
  const at = new Date(run.now).toISOString();
  const listed = wanted.slice(0, DIGEST_MAX);
  const digest: Reminder = {
    ...of,
    day: dayOf(run),
    obligations: listed.map(({ obligationId }) => obligationId),
    // They come by their due instants.
    earliestDueAt: listed[0]?.dueAt ?? at,
    state: 'intended',
    intendedAt: at,
    takenAt: at,
    version: 1,
  };
  await mark(run, digest, { portion: listed.slice(0, PORTION), isNew: true });
  return digest;
};

const markListed = async (run: Run, digest: Reminder, wanted: readonly Obligation[]): Promise<void> => {
  const listed = new Set(digest.obligations);
  const rest = wanted.filter(({ obligationId }) => listed.has(obligationId));
  for (let from = 0; from < rest.length; from += PORTION)
    await mark(run, digest, { portion: rest.slice(from, from + PORTION), isNew: false });
};

/** One transaction; it fails where an obligation has changed (`obligation-version`) or another run has the digest (`reminder-version`). */
const mark = async (
  { store, now, requestId }: Run,
  digest: Reminder,
  { portion, isNew }: { portion: readonly Obligation[]; isNew: boolean },
): Promise<void> => {
  const at = new Date(now).toISOString();
  const marks = portion.flatMap((before) => {
    const reminded = { ...before.reminded, [digest.stage]: at };
    return obligationWrites(store, { ...before, reminded, version: before.version + 1 }, before);
  });
  await commit(store, {
    writes: [...(isNew ? reminderWrites(digest) : []), ...marks],
    audit: draftOf(digest, { state: 'intended', obligations: portion.length }, requestId),
  });
};
