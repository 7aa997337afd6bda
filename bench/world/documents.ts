import { gzipSync } from 'node:zlib';
import { addDays } from '../../layers/names/index.ts';
import {
  countChangesOf,
  currentWrites,
  type DocumentVersion,
  documentIdOf,
  type FacilityPatientName,
  monthWrites,
  newVersionWrite,
  thingOf,
  versionTagOf,
  type Write,
} from '../../layers/store/index.ts';
import type { Seal } from '../../layers/store/seal.ts';
import { calendarRowOf, HEADER_TYPES } from '../../schemas/content-types.ts';
import type { Document } from '../../schemas/document.ts';
import type { MessageWithDocuments } from './messages.ts';

const SPREAD_DAYS = 14;

/** What a look at two weeks meets: `dated` lines of the calendar up to `lastDay`, and a header (allergies, diagnoses). */
export type Wish = { name: FacilityPatientName; dated: number; lastDay: string };

/** What documents are made of: contents as the agent normalises them, and the network's secret for their ids. */
export type Source = { seal: Seal; pool: readonly MessageWithDocuments[] };

/** Picks real contents for a facility's patient and dates them into the last two weeks. */
export function documentsFor({ seal, pool }: Source, wish: Wish): DocumentVersion[] {
  const { name, dated, lastDay } = wish;
  const isHeader = (type: string): boolean => (HEADER_TYPES as readonly string[]).includes(type);
  const entries = pool.filter(
    ({ documents: [first] }) =>
      first?.day && calendarRowOf(first.contentType, first.stage) && !isHeader(first.contentType),
  );
  const undated = pool.filter(({ documents: [first] }) => first && isHeader(first.contentType)).slice(0, 2);
  const start = Number.parseInt(name.localId.replace(/\D/g, '').slice(-6), 10) || 0;
  const chosen = Array.from({ length: dated }, (_, index) => entries[(start + index) % entries.length]);
  return [
    ...chosen.map((from, index) =>
      version(seal, { name, from, key: `e${index}`, day: addDays(lastDay, -(index % SPREAD_DAYS)) }),
    ),
    ...undated.map((from, index) => version(seal, { name, from, key: `h${index}`, day: '-' })),
  ];
}

type Made = { name: FacilityPatientName; from: MessageWithDocuments | undefined; key: string; day: string };

function version(seal: Seal, { name: owner, from, key, day }: Made): DocumentVersion {
  const [document] = from?.documents ?? [];
  if (!from || !document) throw new Error('The pool of contents is empty');
  const { contentType, content, stage, title, department, sourceVersion, rawSha256 } = document;
  const name = {
    ...owner,
    contentType,
    day,
    thing: thingOf({ contentType, day, sourceKey: key }),
    versionTag: versionTagOf({ sourceVersion, flag: 'current', sha256: rawSha256 }),
  };
  const meta: Document = {
    documentId: documentIdOf(seal, name),
    facilityId: owner.facilityId,
    localId: owner.localId,
    contentType,
    stage,
    ...(day !== '-' && { day }),
    title,
    ...(department !== undefined && { department }),
    state: 'available',
    sourceKey: key,
    sourceVersion,
    hasContent: content !== undefined,
    hasRaw: true,
    createdAt: '2026-10-31T00:00:00.000Z',
    version: 1,
  };
  return { name, meta, rawSha256, rawGzip: gzipSync(from.message.bytes), ...(content && { content }) };
}

/** The documents' own records: versions, what is current, the months' counts. */
export const documentWrites = (versions: readonly DocumentVersion[]): Write[] => [
  ...versions.flatMap((one) => [newVersionWrite(one), ...currentWrites(one, undefined)]),
  ...monthWrites(versions.flatMap((one) => countChangesOf(one, undefined))),
];
