import { listAuditEvents } from '../../functions/audit/list-audit-events.ts';
import { printSummary } from '../../functions/timeline/print-summary.ts';
import { readContents } from '../../functions/timeline/read-contents.ts';
import { readDocument } from '../../functions/timeline/read-document.ts';
import { readDocumentContent } from '../../functions/timeline/read-document-content.ts';
import { readTimeline } from '../../functions/timeline/read-timeline.ts';
import type { Asked } from '../in-process.ts';
import { LOOKED_AT, type World } from '../world/world.ts';
import { ACCESS, inTurn, NEW_KEY, PROFILE, type Scenario, STAFF } from './scenario.ts';

const FACILITIES = LOOKED_AT.length;
/** Profile (when it was last fetched) and header of every facility. */
const OF_EACH = [
  { ...PROFILE, questions: FACILITIES },
  { of: ['Content' as const], questions: FACILITIES },
];

/** What a laboratory table and prescription bars are drawn of. */
const TABLE = ['laboratory', 'prescription'];
/** Contents of a page that is printed. */
const PRINTED = 30;

const aDocument = (world: World, n: number): Asked => ({
  params: { patientId: inTurn(world.looked, 0).patientId, documentId: inTurn(world.documents, n) },
});

export const looks: Scenario[] = [
  {
    deed: readTimeline,
    variant: '14 days, 3 facilities, 102 entries',
    as: 'clinic',
    kind: 'look',
    // Policies of all three facilities; the viewer's own stands among the facts already.
    floor: { get: STAFF, query: [ACCESS, ...OF_EACH, { of: ['DocumentRow'], questions: FACILITIES }] },
    asks: (world, n) => ({ params: { patientId: inTurn(world.looked, n).patientId } }),
    overHttp: true,
  },
  {
    deed: readTimeline,
    variant: 'a year in months',
    as: 'clinic',
    kind: 'look',
    floor: { get: STAFF, query: [ACCESS, ...OF_EACH, { of: ['Month'], questions: FACILITIES }] },
    asks: (world, n) => ({
      params: { patientId: inTurn(world.looked, n).patientId },
      query: { view: 'months', from: `${Number(world.today.slice(0, 4)) - 1}${world.today.slice(4, 8)}01` },
    }),
  },
  {
    deed: readContents,
    variant: 'laboratory and prescriptions, 92 days, 3 facilities',
    as: 'clinic',
    kind: 'look',
    // One question for each type at each facility; each content bears its line of the calendar.
    floor: { get: STAFF, query: [ACCESS, { of: ['Content'], questions: TABLE.length * FACILITIES }] },
    asks: (world, n) => ({
      params: { patientId: inTurn(world.looked, n).patientId },
      query: { types: TABLE.join(',') },
    }),
    overHttp: true,
  },
  {
    deed: readDocument,
    as: 'clinic',
    kind: 'look',
    // Its versions lie together, the one that is asked for among them; the line of the calendar says which is current.
    floor: { get: [...STAFF, 'DocumentRow'], query: [ACCESS, { of: ['DocumentVersion'], questions: 1 }] },
    asks: aDocument,
    overHttp: true,
  },
  {
    deed: readDocumentContent,
    variant: 'raw message',
    as: 'clinic',
    kind: 'look',
    floor: { get: [...STAFF, 'DocumentRow', 'DocumentVersion'], query: [ACCESS] },
    asks: (world, n) => ({ ...aDocument(world, n), query: { form: 'raw' } }),
  },
  {
    deed: printSummary,
    variant: 'one facility',
    as: 'clinic',
    kind: 'other',
    // The line of each document that will be on paper.
    floor: { get: [...STAFF, 'DocumentRow'], absent: NEW_KEY, query: [ACCESS], write: ['Idempotency'] },
    asks: (world) => ({
      params: { patientId: inTurn(world.looked, 0).patientId },
      body: { documentIds: world.documents.slice(0, PRINTED) },
    }),
  },
  {
    deed: listAuditEvents,
    variant: '50 of a patient',
    as: 'clinic',
    kind: 'other',
    floor: { get: STAFF, query: [ACCESS, { of: ['AuditEvent'], questions: 1 }] },
    asks: (world) => ({ query: { patientId: inTurn(world.looked, 0).patientId, limit: 50 } }),
    overHttp: true,
  },
];
