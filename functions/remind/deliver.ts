import { log } from '../../layers/edge/index.ts';
import type { Post } from '../../layers/edge/mail.ts';
import { ConflictError, commit, type Reminder, reminderWrites } from '../../layers/store/index.ts';
import type { Facility } from '../../schemas/directory.ts';
import { draftOf } from './draft.ts';
import type { Run } from './intend.ts';
import { letterOf } from './letter.ts';

/** A digest that could not be sent for so long is given up: later ones follow, and the app has shown everything all the while. */
const GIVEN_UP_MS = 48 * 3_600_000;

export type Delivery = {
  digest: Reminder;
  /** Intended by this very run, not left behind by another. */
  isOwn: boolean;
  facility: Pick<Facility, 'name' | 'nameEn'>;
  addresses: string[];
};

/**
 * Sends one digest and keeps that it was sent. Where the second fails the next run sends it again: at least once. Undefined where another run
 * has it. Throws what the post office throws; the digest then stays intended.
 */
export const deliver = async (
  run: Run,
  post: Post | undefined,
  delivery: Delivery,
): Promise<'sent' | 'unsendable' | undefined> => {
  const digest = delivery.isOwn ? delivery.digest : await taken(run, delivery.digest);
  if (!digest) return undefined;
  if (!post) return unsendable(run, digest, 'NO_SENDER');
  if (delivery.addresses.length === 0) return unsendable(run, digest, 'NO_ADDRESS');
  if (run.now - Date.parse(digest.intendedAt) > GIVEN_UP_MS) return unsendable(run, digest, 'GIVEN_UP');
  const { messageId } = await post.send(letterOf(run.store, digest, delivery));
  const sent: Reminder = { ...digest, state: 'sent', sentAt: isoOf(run), messageId, version: digest.version + 1 };
  await commit(run.store, {
    writes: reminderWrites(sent),
    audit: draftOf(sent, { state: 'sent', obligations: sent.obligations.length, messageId }, run.requestId),
  });
  return 'sent';
};

const isoOf = ({ now }: Run): string => new Date(now).toISOString();

/** One of the runs that find a digest left behind has it. */
const taken = async (run: Run, left: Reminder): Promise<Reminder | undefined> => {
  const digest: Reminder = { ...left, takenAt: isoOf(run), version: left.version + 1 };
  try {
    await commit(run.store, {
      writes: reminderWrites(digest),
      audit: draftOf(digest, { state: 'resumed', obligations: digest.obligations.length }, run.requestId),
    });
    return digest;
  } catch (error) {
    if (error instanceof ConflictError) return undefined;
    throw error;
  }
};

const unsendable = async (run: Run, digest: Reminder, code: string): Promise<'unsendable'> => {
  const { facilityId, stage } = digest;
  await commit(run.store, {
    writes: reminderWrites({ ...digest, state: 'unsendable', version: digest.version + 1 }),
    audit: draftOf(digest, { state: 'unsendable', obligations: digest.obligations.length, code }, run.requestId),
  });
  log('warn', 'reminder unsendable', { facilityId, stage, code });
  return 'unsendable';
};
