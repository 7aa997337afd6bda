import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import { Content } from '../../schemas/content.ts';
import { ContentType, DAILY_TYPES, type DailyType, HEADER_TYPES } from '../../schemas/content-types.ts';
import type { Document } from '../../schemas/document.ts';
import type { Item, Write } from './db.ts';
import { type DocumentRow, Row, rowAt, rowOf } from './document-row.ts';
import { fromItem, toItem } from './items.ts';
import {
  contentDaysRange,
  contentDaysUpTo,
  contentKey,
  type DocumentName,
  documentKey,
  type FacilityPatientName,
  headerRange,
  headerTypeRange,
  placeOfContent,
} from './keys.ts';
import type { Store } from './store.ts';

export const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** A content stands in up to two items of one transaction, and is measured before: it is packed once. */
const packed = new WeakMap<Content, Uint8Array>();
export const pack = (content: Content): Uint8Array => {
  const bytes = packed.get(content) ?? gzipSync(JSON.stringify(content));
  packed.set(content, bytes);
  return bytes;
};
export const unpack = (bytes: Uint8Array): Content => Content.parse(JSON.parse(gunzipSync(bytes).toString('utf8')));

/** What a content weighs in the table. */
export const packedBytesOf = (content: Content): number => pack(content).byteLength;

const isHeader = (type: ContentType): boolean => (HEADER_TYPES as readonly ContentType[]).includes(type);
const isDaily = (type: ContentType): boolean => (DAILY_TYPES as readonly ContentType[]).includes(type);

/**
 * What a document says, once more beside its version, to be read with many. What is read by its days stands with its line of the calendar, so
 * that whoever reads many needs nothing else; it stands there without a typed content, too, except in the header.
 */
const ContentItem = z.strictObject({
  v: z.string(),
  t: ContentType,
  day: z.string(),
  thing: z.string(),
  d: z.string().optional(),
  at: z.string(),
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
  const contents = items.flatMap((item) => {
    const { v, t, day, thing, d, at, content } = fromItem(ContentItem, item);
    if (!content) return [];
    return [
      {
        name: { facilityId: name.facilityId, localId: name.localId, contentType: t, day, thing, versionTag: v },
        content: unpack(content),
        storedAt: at,
        ...(d !== undefined && { department: d }),
      },
    ];
  });
  return { contents, more: last !== undefined };
};

/** One of many: its line of the calendar, and what it says, still packed; without where its source sent nothing that could be read. */
export type StoredContent = { row: DocumentRow; packed?: Uint8Array };
/** `next`: where there are more. */
export type StoredContents = { contents: StoredContent[]; next?: Place };
type Place = { day: string; thing: string };
type Asked = { contentType: DailyType; from: string; to: string; limit?: number; place?: Place };

/**
 * The contents in force of one type and some days, newest first. `place`: go on from here, the place itself included. With `limit` one answer of
 * the store, which may hold fewer (1 MB); without, all of them.
 */
export const contentsOfDays = async (store: Store, name: FacilityPatientName, ask: Asked): Promise<StoredContents> => {
  if (ask.contentType === 'infection') return infectionsOfDays(store, name, ask);
  const { place, limit } = ask;
  const range = place ? contentDaysUpTo(name, { ...ask, place }) : contentDaysRange(name, ask);
  const options = { newestFirst: true, ...(limit !== undefined && { limit, once: true }) };
  const { items, last } = await store.db.query('records', range, options);
  const contents = await storedContents(store, name, items);
  return { contents, ...(last && { next: placeOfContent(last.sk) }) };
};

/** They stand in the header by no day: a patient has few, and all of them are read. */
const infectionsOfDays = async (
  store: Store,
  name: FacilityPatientName,
  { from, to, place }: Asked,
): Promise<StoredContents> => {
  const { items } = await store.db.query('records', headerTypeRange(name, 'infection'));
  const all = await storedContents(store, name, items);
  const dated = all.filter(({ row: { name: of } }) => from <= of.day && of.day <= to);
  const asked = dated.filter(({ row: { name: of } }) => place === undefined || orderOf(of) <= orderOf(place));
  return { contents: asked.sort((a, b) => (orderOf(a.row.name) < orderOf(b.row.name) ? 1 : -1)) };
};

const orderOf = ({ day, thing }: { day: string; thing: string }): string => `${day} ${thing}`;

const storedContents = async (store: Store, name: FacilityPatientName, items: Item[]): Promise<StoredContent[]> => {
  const stored = items.map((item) => fromItem(ContentItem, item));
  const lines = await earlierLines(store, name, stored);
  return stored.flatMap(({ content, row, day, thing }) => {
    const line = row ? rowAt(name, { row, day, thing }) : lines.get(thing);
    return line ? [{ row: line, ...(content && { packed: content }) }] : [];
  });
};

/** The lines of contents that were stored without them: one more batch, until their source sends them again. */
const earlierLines = async (
  store: Store,
  name: FacilityPatientName,
  stored: z.infer<typeof ContentItem>[],
): Promise<Map<string, DocumentRow>> => {
  const keys = stored
    .filter(({ row }) => row === undefined)
    .map(({ t, day, thing, v }) => documentKey({ ...name, contentType: t, day, thing, versionTag: v }));
  if (keys.length === 0) return new Map();
  const found = await store.db.getMany(keys.map((key) => ({ table: 'records', key })));
  return new Map([...found.values()].map((item) => rowOf(name, item)).map((row) => [row.name.thing, row]));
};

/** What it says, whatever its size. */
export const contentOf = ({ packed: bytes }: StoredContent): Content | undefined => bytes && unpack(bytes);

/** What packed bytes say, and how many bytes of JSON that is; nothing where it is more than `atMostBytes`. */
export const contentWithin = (
  bytes: Uint8Array,
  atMostBytes: number,
): { content: Content; bytes: number } | undefined => {
  try {
    const text = gunzipSync(bytes, { maxOutputLength: atMostBytes });
    return { content: Content.parse(JSON.parse(text.toString('utf8'))), bytes: text.byteLength };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return undefined;
    throw error;
  }
};

/** A document that becomes current, with its line of the calendar. */
type Current = { name: DocumentName; meta: Document; content?: Content; row: z.input<typeof Row>; replaces: boolean };

/** Puts what a document says beside it, or takes away what its former version said; nothing where the type is not read with many. */
export const contentWrites = (current: Current): Write[] => {
  const { name, meta, replaces } = current;
  const type = meta.contentType;
  if (!isHeader(type) && !isDaily(type)) return [];
  const isShown = meta.state === 'available' && (current.content !== undefined || !isHeader(type));
  if (isShown) return [{ table: 'records', put: contentItem(current) }];
  return replaces ? [{ table: 'records', remove: contentKey(name, isHeader(type)) }] : [];
};

const contentItem = ({ name, meta, content, row }: Current): Item =>
  toItem(ContentItem, {
    entity: 'Content',
    key: contentKey(name, isHeader(meta.contentType)),
    value: {
      v: name.versionTag,
      t: meta.contentType,
      day: name.day,
      thing: name.thing,
      d: meta.department,
      at: meta.createdAt,
      row: isDaily(meta.contentType) ? row : undefined,
      content: content && pack(content),
    },
  });
