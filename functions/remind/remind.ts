import { log } from '../../layers/edge/index.ts';
import type { Post } from '../../layers/edge/mail.ts';
import {
  facilitiesById,
  facilitiesOfNetwork,
  type Reminder,
  remindersToSend,
  type Store,
} from '../../layers/store/index.ts';
import type { Facility, FacilitySummary } from '../../schemas/directory.ts';
import type { FacilityId } from '../../schemas/primitives.ts';
import { atOnce } from './at-once.ts';
import { type Delivery, deliver } from './deliver.ts';
import { intendDigests, isLeft, type Run } from './intend.ts';

type Summary = Pick<FacilitySummary, 'facilityId' | 'kind' | 'state'>;
type Facilities = ReadonlyMap<FacilityId, Facility>;
/** Digests of a run: those that were sent, those that nobody could be sent, and whatever failed. */
type Outcome = { sent: number; unsendable: number; failed: number };

/** Facilities at once, or mails: SES takes 14 a second from a new account. */
const WIDTH = 8;
const PAGE = 100;

/**
 * One run: intends what is due at every facility that may owe something, then sends that, and what earlier runs left behind. A facility or a mail that
 * fails stops no other. Conditions part runs at the same time, so that each digest is one run's; an obligation is reminded of once a stage.
 */
export const remind = async (tools: { store: Store; post: Post | undefined; requestId: string }): Promise<Outcome> => {
  const { store, post, requestId } = tools;
  const run: Run = { store, now: store.now(), requestId };
  const outcome: Outcome = { sent: 0, unsendable: 0, failed: 0 };
  const failed = (facilityId: FacilityId, error: unknown): void => {
    outcome.failed += 1;
    log('error', 'reminder failed', { facilityId, code: error instanceof Error ? error.name : 'unknown' });
  };
  const facilities = await allFacilities(store);
  const intended: Reminder[] = [];
  await atOnce(facilities.filter(mayOwe), WIDTH, {
    work: async ({ facilityId }) => {
      for await (const digest of intendDigests(run, facilityId)) intended.push(digest);
    },
    failed: ({ facilityId }, error) => failed(facilityId, error),
  });
  await atOnce(await deliveriesOf(run, intended, facilities), WIDTH, {
    work: async (delivery) => {
      const became = await deliver(run, post, delivery);
      if (became) outcome[became] += 1;
    },
    failed: ({ digest }, error) => failed(digest.facilityId, error),
  });
  return outcome;
};

const allFacilities = async (store: Store): Promise<Summary[]> => {
  const all: Summary[] = [];
  let after: string | undefined;
  do {
    const page = await facilitiesOfNetwork(store, { limit: PAGE, ...(after && { after }) });
    all.push(...page.items);
    after = page.last?.sk;
  } while (after);
  return all;
};

/** What a facility owes stays owed whatever became of it since: it looks at records no more, is of another kind, has left. */
const mayOwe = ({ kind }: Summary): boolean => kind !== 'networkOffice';

const deliveriesOf = async (
  run: Run,
  intended: readonly Reminder[],
  facilities: readonly Summary[],
): Promise<Delivery[]> => {
  const left = (await remindersToSend(run.store)).filter((digest) => isLeft(digest, run.now));
  const digests = [...intended, ...left];
  if (digests.length === 0) return [];
  const offices = facilities.filter(({ kind, state }) => kind === 'networkOffice' && state === 'active');
  const ids = [...digests, ...offices].map(({ facilityId }) => facilityId);
  const found = await facilitiesById(run.store, ids);
  const office = offices.flatMap(({ facilityId }) => found.get(facilityId)?.reminderEmail ?? []);
  return digests.map((digest) => ({
    digest,
    isOwn: intended.includes(digest),
    facility: found.get(digest.facilityId) ?? { name: digest.facilityId, nameEn: digest.facilityId },
    addresses: addressesOf(digest, found, office),
  }));
};

/** The facility's own, or the network office's: where the facility has none or has left, and once it is a week late. */
const addressesOf = ({ stage, facilityId }: Reminder, found: Facilities, office: string[]): string[] => {
  const facility = found.get(facilityId);
  const own = facility?.state === 'active' ? facility.reminderEmail : undefined;
  return stage === 'office' || own === undefined ? office : [own];
};
