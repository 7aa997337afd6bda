import * as z from 'zod';
import type { Content } from '../../schemas/content.ts';
import { Document, type DocumentState } from '../../schemas/document.ts';
import { Sha256 } from '../../schemas/primitives.ts';
import { Bytes, contentWrites, pack, unpack } from './contents.ts';
import { type Condition, type Item, isNew, placeOf, type Write } from './db.ts';
import { documentIdOf } from './document-name.ts';
import { type DocumentRow, Row, rowOf } from './document-row.ts';
import { fromItem, toItem } from './items.ts';
import {
  type DocumentName,
  documentDaysRange,
  documentDaysUpTo,
  documentKey,
  type FacilityPatientName,
  versionKey,
  versionsRange,
} from './keys.ts';
import type { Store } from './store.ts';

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

const VersionItem = z.strictObject({
  meta: Document,
  content: Bytes.optional(),
  rawGzip: Bytes.optional(),
  rawSha256: Sha256.optional(),
  scan: z.strictObject({ result: z.enum(['clean', 'threat']), objectVersionId: z.string() }).optional(),
});

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
  return [line, ...contentWrites({ ...version, row, replaces: before !== undefined })];
};

/** A row's document as the rest of the system names it. */
export const documentIdOfRow = (store: Store, row: DocumentRow) => documentIdOf(store.seal, row.name);
