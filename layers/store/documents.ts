import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import { Content } from '../../schemas/content.ts';
import { ContentType, HEADER_TYPES, Stage } from '../../schemas/content-types.ts';
import { Document, DocumentState, MediaType } from '../../schemas/document.ts';
import { Sha256 } from '../../schemas/primitives.ts';
import { type Condition, type Item, isNew, placeOf, type Write } from './db.ts';
import { documentIdOf } from './document-name.ts';
import { fromItem, toItem } from './items.ts';
import {
  contentDaysRange,
  contentKey,
  type DocumentName,
  dayAndThingOf,
  documentDaysRange,
  documentDaysUpTo,
  documentKey,
  type FacilityPatientName,
  headerRange,
  type Key,
  versionKey,
  versionsRange,
} from './keys.ts';
import type { Store } from './store.ts';

/**
 * The current version of a thing as the calendar reads it: at most 400 bytes. Short attribute names, since every look pays for them.
 * v version tag, t content type, s stage, n title, d department, x state, w source version, m media type, b bytes
 */
const Row = z.strictObject({
  v: z.string(),
  t: ContentType,
  s: Stage,
  n: z.string(),
  d: z.string().optional(),
  x: DocumentState,
  w: z.string().optional(),
  m: MediaType.optional(),
  b: z.number().optional(),
});
export type DocumentRow = z.infer<typeof Row> & { name: DocumentName };

/** One immutable version: metadata, typed content, the message as it came. Only its state ever changes. */
export type DocumentVersion = {
  name: DocumentName;
  meta: Document;
  content?: Content;
  rawGzip?: Uint8Array;
  rawSha256?: string;
  /** What the malware scan found, of which object version. */
  scan?: { result: 'clean' | 'threat'; objectVersionId: string };
};

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

const VersionItem = z.strictObject({
  meta: Document,
  content: Bytes.optional(),
  rawGzip: Bytes.optional(),
  rawSha256: Sha256.optional(),
  scan: z.strictObject({ result: z.enum(['clean', 'threat']), objectVersionId: z.string() }).optional(),
});

const isHeader = (type: ContentType): boolean => (HEADER_TYPES as readonly ContentType[]).includes(type);
/** Contents that are read many at a time, and so are kept once more beside the version. */
const AGGREGATED: ReadonlySet<ContentType> = new Set<ContentType>([
  ...HEADER_TYPES,
  'laboratory',
  'vitalChart',
  'prescription',
  'injection',
]);

/** A content stands in up to two items of one transaction, and is measured before: it is packed once. */
const packed = new WeakMap<Content, Uint8Array>();
const pack = (content: Content): Uint8Array => {
  const bytes = packed.get(content) ?? gzipSync(JSON.stringify(content));
  packed.set(content, bytes);
  return bytes;
};

/** What a content weighs in the table. */
export const packedBytesOf = (content: Content): number => pack(content).byteLength;
const unpack = (bytes: Uint8Array): Content => Content.parse(JSON.parse(gunzipSync(bytes).toString('utf8')));

const rowAt = (
  { facilityId, localId }: FacilityPatientName,
  place: { row: z.infer<typeof Row>; day: string; thing: string },
): DocumentRow => {
  const { row, day, thing } = place;
  return { ...row, name: { facilityId, localId, contentType: row.t, day, thing, versionTag: row.v } };
};
const rowOf = (name: FacilityPatientName, item: Item): DocumentRow =>
  rowAt(name, { row: fromItem(Row, item), ...dayAndThingOf(String(item['sk'])) });

const versionOf = (name: DocumentName, item: Item): DocumentVersion => {
  const { content, ...version } = fromItem(VersionItem, item);
  return { ...version, name, ...(content && { content: unpack(content) }) };
};

/** One version and what is current in its place, strongly consistent. */
export const documentAt = async (
  store: Store,
  name: DocumentName,
): Promise<{ version?: DocumentVersion; row?: DocumentRow }> => {
  const keys = [versionKey(name), documentKey(name)] as const;
  const found = await store.db.getMany(keys.map((key) => ({ table: 'records', key })));
  const [version, row] = keys.map((key) => found.get(placeOf(key)));
  return { ...(version && { version: versionOf(name, version) }), ...(row && { row: rowOf(name, row) }) };
};

/** Every version of a thing, without content, newest first. */
export const versionsOf = async (store: Store, name: DocumentName): Promise<Document[]> => {
  const { items } = await store.db.query('records', versionsRange(name));
  const age = ({ createdAt, sourceVersion = '', documentId }: Document) =>
    `${createdAt} ${sourceVersion} ${documentId}`;
  return items.map((item) => fromItem(VersionItem, item).meta).sort((a, b) => (age(a) < age(b) ? 1 : -1));
};

/**
 * What is current for each of the names, and which of the versions exist already. A batch's version never lies where nothing is current, so
 * only a thing that has another version costs a second read (versions carry their message: 24 of them would double a batch's reads).
 */
export const currentOf = async (
  store: Store,
  names: DocumentName[],
): Promise<{ rows: Map<string, DocumentRow>; known: Set<string> }> => {
  const found = await store.db.getMany(names.map((name) => ({ table: 'records', key: documentKey(name) })));
  const rows = new Map<string, DocumentRow>();
  for (const name of names) {
    const row = found.get(placeOf(documentKey(name)));
    if (row) rows.set(name.thing, rowOf(name, row));
  }
  const isCurrent = (name: DocumentName): boolean => rows.get(name.thing)?.v === name.versionTag;
  const others = names.filter((name) => rows.has(name.thing) && !isCurrent(name));
  const versions = await store.db.getMany(others.map((name) => ({ table: 'records', key: versionKey(name) })));
  const known = names.filter((name) => isCurrent(name) || versions.has(placeOf(versionKey(name))));
  return { rows, known: new Set(known.map((name) => `${name.thing}${name.versionTag}`)) };
};

/** The calendar's lines of some days, newest first. `place`: go on from here, the place itself included. */
export const rowsOfDays = async (
  store: Store,
  name: FacilityPatientName,
  ask: { from: string; to: string; limit: number; place?: { day: string; thing: string } },
): Promise<{ rows: DocumentRow[]; more: boolean }> => {
  const range = ask.place ? documentDaysUpTo(name, { from: ask.from, place: ask.place }) : documentDaysRange(name, ask);
  const { items, last } = await store.db.query('records', range, { limit: ask.limit, newestFirst: true });
  return { rows: items.map((item) => rowOf(name, item)), more: last !== undefined };
};

const ContentItem = z.strictObject({
  v: z.string(),
  t: ContentType,
  day: z.string(),
  thing: z.string(),
  d: z.string().optional(),
  at: z.string(),
  content: Bytes,
});
/**
 * A prescription stands here with its line of the calendar, and also without a typed content: whether its supply reaches into a window is asked
 * of all of them, and those that do are shown without another read.
 */
const PrescriptionItem = z.strictObject({
  ...ContentItem.shape,
  /** Absent in what was stored before the line was kept here. */
  row: Row.optional(),
  content: Bytes.optional(),
});
export type HeaderContent = { name: DocumentName; content: Content; department?: string; storedAt: string };

/** At most so many header documents of one facility are read at a look; more is said, not hidden. */
const HEADER_DOCUMENTS = 200;

/** Allergies, contraindications, infections and diagnoses in force, whatever their day. `more`: there are more than were read. */
export const headerContentsOf = async (
  store: Store,
  name: FacilityPatientName,
): Promise<{ contents: HeaderContent[]; more: boolean }> => {
  const { items, last } = await store.db.query('records', headerRange(name), { limit: HEADER_DOCUMENTS });
  const contents = items.map((item) => {
    const { v, t, day, thing, d, at, content } = fromItem(ContentItem, item);
    return {
      name: { facilityId: name.facilityId, localId: name.localId, contentType: t, day, thing, versionTag: v },
      content: unpack(content),
      storedAt: at,
      ...(d !== undefined && { department: d }),
    };
  });
  return { contents, more: last !== undefined };
};

/** The prescriptions in force of some days, newest first; without `content` where the source sent none that could be read. */
export const prescriptionsOfDays = async (
  store: Store,
  name: FacilityPatientName,
  days: { from: string; to: string },
): Promise<{ row: DocumentRow; content?: Content }[]> => {
  const range = contentDaysRange(name, { contentType: 'prescription', ...days });
  const { items } = await store.db.query('records', range, { newestFirst: true });
  const stored = items.map((item) => fromItem(PrescriptionItem, item));
  const lines = await earlierLines(store, name, stored);
  return stored.flatMap(({ content, row, day, thing }) => {
    const line = row ? rowAt(name, { row, day, thing }) : lines.get(thing);
    return line ? [{ row: line, ...(content && { content: unpack(content) }) }] : [];
  });
};

/** The lines of prescriptions that were stored without them: one more batch, until their source sends them again. */
const earlierLines = async (
  store: Store,
  name: FacilityPatientName,
  stored: z.infer<typeof PrescriptionItem>[],
): Promise<Map<string, DocumentRow>> => {
  const keys = stored
    .filter(({ row }) => row === undefined)
    .map(({ day, thing, v }) => documentKey({ ...name, contentType: 'prescription', day, thing, versionTag: v }));
  if (keys.length === 0) return new Map();
  const found = await store.db.getMany(keys.map((key) => ({ table: 'records', key })));
  return new Map([...found.values()].map((item) => rowOf(name, item)).map((row) => [row.name.thing, row]));
};

const versionItem = (version: DocumentVersion): Item =>
  toItem(VersionItem, {
    entity: 'DocumentVersion',
    key: versionKey(version.name),
    value: {
      meta: version.meta,
      content: version.content && pack(version.content),
      rawGzip: version.rawGzip,
      rawSha256: version.rawSha256,
      scan: version.scan,
    },
  });

/** A version that is not there yet (`document-version`). It is not current by this alone. */
export const newVersionWrite = (version: DocumentVersion): Write => ({
  table: 'records',
  put: versionItem(version),
  condition: isNew,
  otherwise: 'document-version',
});

/**
 * A version whose state changed, over the state and the version number that were read (`document-state`): what a scan noted meanwhile must
 * not be written over. `version` carries the next number.
 */
export const versionStateWrite = (version: DocumentVersion, before: DocumentState): Write => ({
  table: 'records',
  put: versionItem(version),
  condition: {
    expression: '#meta.#state = :before AND #meta.#version = :version',
    names: { '#meta': 'meta', '#state': 'state', '#version': 'version' },
    values: { ':before': before, ':version': version.meta.version - 1 },
  },
  otherwise: 'document-state',
});

const unchangedRow = (before: DocumentRow | undefined): Condition =>
  before
    ? { expression: '#v = :v AND #x = :x', names: { '#v': 'v', '#x': 'x' }, values: { ':v': before.v, ':x': before.x } }
    : isNew;

/** Makes a version current in place of what was (`document-current`): its line in the calendar and, where many are read at once, its content. */
export const currentWrites = (version: DocumentVersion, before: DocumentRow | undefined): Write[] => {
  const { name, meta } = version;
  const row = {
    v: name.versionTag,
    t: meta.contentType,
    s: meta.stage,
    n: meta.title,
    d: meta.department,
    x: meta.state,
    w: meta.sourceVersion,
    m: meta.mediaType,
    b: meta.byteLength,
  };
  const line: Write = {
    table: 'records',
    put: toItem(Row, { entity: 'DocumentRow', key: documentKey(name), value: row }),
    condition: unchangedRow(before),
    otherwise: 'document-current',
  };
  if (!AGGREGATED.has(meta.contentType)) return [line];
  const item = meta.state === 'available' ? contentItem(version, row) : undefined;
  if (item) return [line, { table: 'records', put: item }];
  return before ? [line, { table: 'records', remove: contentItemKey(name) }] : [line];
};

const contentItemKey = (name: DocumentName): Key => contentKey(name, isHeader(name.contentType));

/** The content once more, to be read with many; undefined where there is none to read. */
const contentItem = ({ name, meta, content }: DocumentVersion, row: z.input<typeof Row>): Item | undefined => {
  const key = contentItemKey(name);
  const place = {
    v: name.versionTag,
    t: meta.contentType,
    day: name.day,
    thing: name.thing,
    d: meta.department,
    at: meta.createdAt,
  };
  if (meta.contentType === 'prescription') {
    const value = { ...place, row, content: content && pack(content) };
    return toItem(PrescriptionItem, { entity: 'Content', key, value });
  }
  return content && toItem(ContentItem, { entity: 'Content', key, value: { ...place, content: pack(content) } });
};

/** A row's document as the rest of the system names it. */
export const documentIdOfRow = (store: Store, row: DocumentRow) => documentIdOf(store.seal, row.name);
