import * as z from 'zod';
import { Obligation } from '../../schemas/obligation.ts';
import { Day, FacilityId, Instant, ObligationId } from '../../schemas/primitives.ts';
import { hasVersion, isNew, type Page, type QueryOptions, type Write } from './db.ts';
import { obligationNameOf } from './ems-name.ts';
import { fromItem, toItem } from './items.ts';
import {
  emsObligationKey,
  type Key,
  type ObligationOwner,
  obligationLineKey,
  obligationsDueRange,
  obligationsRange,
  reminderKey,
  remindersToSendRange,
  reminderToSendKey,
} from './keys.ts';
import type { Store } from './store.ts';

/** Obligations that one digest lists: an item takes 400 KB, an id at most 204 letters. */
export const DIGEST_MAX = 1000;

const ownersOf = ({ facilityId, staffId }: Obligation): ObligationOwner[] => [{ facilityId }, { staffId }];

/** Where the obligation stands in the lists: open ones with the facility and the person, closed ones with both too. */
const linesOf = (obligation: Obligation): Key[] => {
  const { obligationId, state, dueAt, closedAt } = obligation;
  const line =
    state === 'open'
      ? { state: 'open' as const, at: dueAt, obligationId }
      : { state: 'closed' as const, at: closedAt ?? dueAt, obligationId };
  return ownersOf(obligation).map((owner) => obligationLineKey(owner, line));
};

/** An obligation and its lines: new where version is 1, else over the version before (`obligation-version`), whose lines go. */
export const obligationWrites = (store: Store, obligation: Obligation, before: Obligation | undefined): Write[] => {
  const name = obligationNameOf(store.seal, obligation.obligationId);
  if (!name) throw new TypeError('an obligation id that this network did not make');
  const lines = linesOf(obligation);
  const stays = (key: Key) => lines.some((line) => line.pk === key.pk && line.sk === key.sk);
  return [
    {
      table: 'records',
      put: toItem(Obligation, { entity: 'Obligation', key: emsObligationKey(name, name.duty), value: obligation }),
      condition: obligation.version === 1 ? isNew : hasVersion(obligation.version - 1),
      otherwise: 'obligation-version',
    },
    ...lines.map(
      (key): Write => ({
        table: 'records',
        put: toItem(Obligation, { entity: 'ObligationLine', key, value: obligation }),
      }),
    ),
    ...(before ? linesOf(before) : [])
      .filter((key) => !stays(key))
      .map((key): Write => ({ table: 'records', remove: key })),
  ];
};

const pageOf = (page: Page<Record<string, unknown>>): Page<Obligation> => ({
  items: page.items.map((item) => fromItem(Obligation, item)),
  ...(page.last && { last: page.last }),
});

/** Obligations of a facility or a person: open ones by their due instant, closed ones newest first. One page. */
export const obligationsOf = async (
  store: Store,
  ask: { owner: ObligationOwner; state: 'open' | 'closed' } & QueryOptions,
): Promise<Page<Obligation>> => {
  const { owner, state, ...options } = ask;
  const newestFirst = state === 'closed';
  return pageOf(await store.db.query('records', obligationsRange(owner, state), { ...options, newestFirst }));
};

/** Open obligations due at or before an instant, the most overdue first. */
export const obligationsDue = async (
  store: Store,
  ask: { owner: ObligationOwner; until: string } & QueryOptions,
): Promise<Page<Obligation>> => {
  const { owner, until, ...options } = ask;
  return pageOf(await store.db.query('records', obligationsDueRange(owner, until), options));
};

/** One mail of reminders: intended before it is sent, sent once it was. Ids and counts alone. */
export const Reminder = z.strictObject({
  facilityId: FacilityId,
  /** JST. One digest of a stage a day. */
  day: Day,
  /** Due within a day; past its due instant; a week past it, told to the network office. */
  stage: z.enum(['before', 'overdue', 'office']),
  obligations: z.array(ObligationId).min(1).max(DIGEST_MAX),
  earliestDueAt: Instant,
  state: z.enum(['intended', 'sent', 'unsendable']),
  intendedAt: Instant,
  /** When a run last set about sending it. */
  takenAt: Instant,
  sentAt: Instant.optional(),
  messageId: z.string().max(200).optional(),
  version: z.int().positive(),
});
export type Reminder = z.infer<typeof Reminder>;
export type ReminderName = Pick<Reminder, 'facilityId' | 'day' | 'stage'>;

const itemAt = (key: Key, value: Reminder) => toItem(Reminder, { entity: 'Reminder', key, value });

/** A reminder: new where version is 1, else over the version before (`reminder-version`). What is still to be sent stands in a list too. */
export const reminderWrites = (reminder: Reminder): Write[] => {
  const { facilityId, day, stage, state, version } = reminder;
  const toSend = reminderToSendKey(facilityId, day, stage);
  return [
    {
      table: 'records',
      put: itemAt(reminderKey(facilityId, day, stage), reminder),
      condition: version === 1 ? isNew : hasVersion(version - 1),
      otherwise: 'reminder-version',
    },
    state === 'intended' ? { table: 'records', put: itemAt(toSend, reminder) } : { table: 'records', remove: toSend },
  ];
};

export const reminderAt = async (store: Store, name: ReminderName): Promise<Reminder | undefined> => {
  const item = await store.db.get('records', reminderKey(name.facilityId, name.day, name.stage));
  return item && fromItem(Reminder, item);
};

/** Reminders of the whole network that are intended and not sent yet: one query. */
export const remindersToSend = async (store: Store): Promise<Reminder[]> => {
  const { items } = await store.db.query('records', remindersToSendRange());
  return items.map((item) => fromItem(Reminder, item));
};
