import { closeEmsGrant } from '../../functions/ems/close-ems-grant.ts';
import { confirmEms } from '../../functions/ems/confirm-ems.ts';
import { extendEmsGrant } from '../../functions/ems/extend-ems-grant.ts';
import { listEmsGrants } from '../../functions/ems/list-ems-grants.ts';
import { listEmsUses } from '../../functions/ems/list-ems-uses.ts';
import { lookUpEms } from '../../functions/ems/look-up-ems.ts';
import { readEmsGrant } from '../../functions/ems/read-ems-grant.ts';
import { readEmsUse } from '../../functions/ems/read-ems-use.ts';
import { searchEmsCandidates } from '../../functions/ems/search-ems-candidates.ts';
import { sendEmsMessage } from '../../functions/ems/send-ems-message.ts';
import { printEmsSummary } from '../../functions/timeline/print-ems-summary.ts';
import { readEmsContents } from '../../functions/timeline/read-ems-contents.ts';
import { readEmsDocument } from '../../functions/timeline/read-ems-document.ts';
import { readEmsDocumentContent } from '../../functions/timeline/read-ems-document-content.ts';
import { readEmsTimeline } from '../../functions/timeline/read-ems-timeline.ts';
import { addDays } from '../../layers/names/index.ts';
import { documentIdOfRow, rowsOfDays } from '../../layers/store/index.ts';
import { FACILITY } from '../../local/demo/facilities.ts';
import type { Asked } from '../in-process.ts';
import type { Floor } from '../spending/floor.ts';
import { forgetAttempts } from '../world/attempts.ts';
import { addStranger, askedLookUp, lookedUp, opened, SIGNED } from '../world/strangers.ts';
import type { World } from '../world/world.ts';
import { GRANT, NEW_KEY, PROFILE, type Scenario, STAFF } from './scenario.ts';

const LOOKUPS_AT_ONCE = 40;
const SEARCHES_AT_ONCE = 20;
/** Accesses that stand in the lists. */
const LISTED = 20;
/** The record and its line in either facility's list. */
const CHANGED: NonNullable<Floor['write']> = ['EmsGrant', 'EmsGrantLine', 'Idempotency'];
/** An open obligation's lines in its facility's list and in its owner's. */
const LINES = 2;
const DUTIES_OF_SIGNED = 2;

/** By the months' counts: whether a document from before the window is one that still matters (the latest of its kind). */
const LATEST = { of: ['Month'], questions: 1 } satisfies NonNullable<Floor['query']>[number];

const newGrant = async (world: World): Promise<{ grantId: string }> => {
  const { grant } = await opened(world, await addStranger(world));
  return { grantId: grant.grantId };
};

/** Lists that are long enough to be one. */
async function listed(world: World): Promise<Asked> {
  for (let each = 0; each < LISTED; each += 1) await newGrant(world);
  return { query: { limit: LISTED } };
}

async function documented(world: World): Promise<{ grantId: string; documentId: string }> {
  const stranger = await addStranger(world, { documented: true });
  const { grant } = await opened(world, stranger);
  const name = { facilityId: FACILITY.tyHospital, localId: stranger.localId };
  const days = { from: addDays(world.today, -13), to: world.today, limit: 100 };
  const { rows } = await rowsOfDays(world.store, name, days);
  const [row] = rows.filter(({ t }) => t === 'laboratory');
  if (!row) throw new Error('The stranger has no laboratory result');
  return { grantId: grant.grantId, documentId: documentIdOfRow(world.store, row) };
}

const ofGrants: Scenario[] = [
  {
    deed: listEmsGrants,
    variant: `${LISTED}`,
    as: 'clinic',
    kind: 'other',
    floor: { get: [...STAFF, 'FacilityPatient'], query: [{ of: ['EmsGrantLine'], questions: 1 }] },
    asks: listed,
  },
  {
    deed: listEmsUses,
    variant: `${LISTED}`,
    as: 'hospital',
    kind: 'other',
    floor: { get: [...STAFF, 'FacilityPatient'], query: [{ of: ['EmsGrantLine'], questions: 1 }] },
    asks: listed,
  },
  {
    deed: readEmsGrant,
    as: 'clinic',
    kind: 'other',
    floor: { get: STAFF, query: [GRANT, PROFILE] },
    asks: async (world) => ({ params: await newGrant(world) }),
  },
  {
    deed: readEmsUse,
    as: 'hospital',
    kind: 'other',
    floor: { get: STAFF, query: [GRANT, PROFILE] },
    asks: async (world) => ({ params: await newGrant(world) }),
  },
  {
    deed: extendEmsGrant,
    as: 'clinic',
    kind: 'other',
    floor: { get: [...STAFF, 'NetworkSettings'], absent: NEW_KEY, query: [GRANT, PROFILE], write: CHANGED },
    asks: async (world) => ({
      params: await newGrant(world),
      body: { kind: 'inpatient', reason: '集中治療室に入院した' },
    }),
  },
  {
    deed: closeEmsGrant,
    variant: 'wrong patient',
    as: 'clinic',
    kind: 'other',
    // Its duties are cancelled, and the EMS mark goes.
    floor: {
      get: STAFF,
      absent: NEW_KEY,
      query: [GRANT, PROFILE],
      write: [...CHANGED, 'Obligation', 'ObligationLine', 'FacilityPatient'],
      removed: DUTIES_OF_SIGNED * LINES,
    },
    asks: async (world) => ({ params: await newGrant(world), body: { reason: 'wrongPatient' } }),
  },
  {
    deed: sendEmsMessage,
    variant: 'question',
    as: 'hospital',
    kind: 'other',
    floor: { get: STAFF, absent: NEW_KEY, query: [GRANT, PROFILE], write: [...CHANGED, 'EmsMessage'] },
    asks: async (world) => ({
      params: await newGrant(world),
      body: { kind: 'question', text: 'どなたが搬送を依頼しましたか。' },
    }),
  },
];

const looks: Scenario[] = [
  {
    deed: readEmsTimeline,
    variant: '31 days, 34 entries',
    as: 'clinic',
    kind: 'look',
    // Header; the latest of what the window has none of, and prescriptions from before it, stand in their own ranges of the same record.
    floor: {
      get: [...STAFF, 'EmsGrant'],
      query: [PROFILE, LATEST, { of: ['DocumentRow'], questions: 1 }, { of: ['Content'], questions: 2 }],
    },
    asks: async (world) => {
      const { grantId } = await documented(world);
      return { params: { grantId } };
    },
  },
  {
    deed: readEmsContents,
    variant: 'laboratory and prescriptions',
    as: 'clinic',
    kind: 'look',
    // Either type within the window; prescriptions from before it, and the latest laboratory set.
    floor: { get: [...STAFF, 'EmsGrant'], query: [PROFILE, { of: ['Content'], questions: 4 }] },
    asks: async (world) => {
      const { grantId } = await documented(world);
      return { params: { grantId }, query: { types: 'laboratory,prescription' } };
    },
  },
  {
    deed: readEmsDocument,
    as: 'clinic',
    kind: 'look',
    floor: {
      get: [...STAFF, 'EmsGrant', 'DocumentRow'],
      query: [PROFILE, { of: ['DocumentVersion'], questions: 1 }, LATEST],
    },
    asks: async (world) => ({ params: await documented(world) }),
  },
  {
    deed: readEmsDocumentContent,
    variant: 'raw message',
    as: 'clinic',
    kind: 'look',
    floor: { get: [...STAFF, 'EmsGrant', 'DocumentRow', 'DocumentVersion'], query: [PROFILE, LATEST] },
    asks: async (world) => ({ params: await documented(world), query: { form: 'raw' } }),
  },
  {
    deed: printEmsSummary,
    as: 'clinic',
    kind: 'look',
    // What the timeline shows is what may be on paper.
    floor: {
      get: [...STAFF, 'EmsGrant'],
      absent: NEW_KEY,
      query: [PROFILE, LATEST, { of: ['DocumentRow'], questions: 1 }, { of: ['Content'], questions: 2 }],
      write: ['Idempotency'],
    },
    asks: async (world) => {
      const { grantId, documentId } = await documented(world);
      return { params: { grantId }, body: { documentIds: [documentId] } };
    },
  },
];

export const ems: Scenario[] = [
  {
    deed: lookUpEms,
    as: 'clinic',
    kind: 'other',
    // A wish for the latest data may be open already.
    floor: {
      get: [...STAFF, 'NetworkSettings'],
      absent: NEW_KEY + 1,
      query: [PROFILE],
      write: ['Attempts', 'EmsLookup', 'RefreshRequest', 'FacilityPatient', 'Idempotency'],
    },
    asks: async (world) => askedLookUp(await addStranger(world)),
    overHttp: true,
    between: async (world, { n, staffId }) => {
      if (n % LOOKUPS_AT_ONCE === 0) await forgetAttempts(world.store, staffId, 'ems');
    },
  },
  {
    deed: confirmEms,
    variant: 'signed by the patient',
    as: 'clinic',
    // Whose record it is, the look-up alone knows: one call more.
    kind: 'look',
    floor: {
      get: [...STAFF, 'NetworkSettings', 'EmsLookup'],
      absent: NEW_KEY,
      query: [PROFILE],
      write: [...CHANGED, 'EmsLookup', 'Obligation', 'ObligationLine', 'FacilityPatient'],
    },
    asks: async (world) => {
      const { lookupId } = await lookedUp(world, await addStranger(world));
      return { params: { lookupId }, body: SIGNED };
    },
  },
  {
    deed: searchEmsCandidates,
    variant: 'names in kanji alone',
    as: 'clinic',
    // Who may be shown, the found records themselves say: one call more.
    kind: 'look',
    // The names as typed, and with their parts swapped.
    floor: {
      get: [...STAFF, 'FacilityPatient'],
      query: [
        { of: ['Search'], questions: 2 },
        { of: ['EmsDiscloser'], questions: 1 },
      ],
      write: ['Attempts'],
    },
    asks: async (world) => {
      const { family, given } = (await addStranger(world)).demographics.name;
      return { query: { family, given } };
    },
    overHttp: true,
    between: async (world, { n, staffId }) => {
      if (n % SEARCHES_AT_ONCE === 0) await forgetAttempts(world.store, staffId, 'pdq');
    },
  },
  ...ofGrants,
  ...looks,
];
