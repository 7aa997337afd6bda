import { listAuditEvents } from '../../functions/audit/list-audit-events.ts';
import { readDocument } from '../../functions/timeline/read-document.ts';
import { readDocumentContent } from '../../functions/timeline/read-document-content.ts';
import { readTimeline } from '../../functions/timeline/read-timeline.ts';
import type { Asked } from '../in-process.ts';
import { LOOKED_AT, type World } from '../world/world.ts';
import { ACCESS, inTurn, PROFILE, type Scenario, STAFF } from './scenario.ts';

const FACILITIES = LOOKED_AT.length;
/** Profile (when it was last fetched) and header of every facility. */
const OF_EACH = [
  { ...PROFILE, questions: FACILITIES },
  { of: ['Content' as const], questions: FACILITIES },
];

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
    deed: listAuditEvents,
    variant: '50 of a patient',
    as: 'clinic',
    kind: 'other',
    floor: { get: STAFF, query: [ACCESS, { of: ['AuditEvent'], questions: 1 }] },
    asks: (world) => ({ query: { patientId: inTurn(world.looked, 0).patientId, limit: 50 } }),
    overHttp: true,
  },
];
