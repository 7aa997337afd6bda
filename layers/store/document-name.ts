import { createHash } from 'node:crypto';
import { CONTENT_TYPES, type ContentType } from '../../schemas/content-types.ts';
import type { DocumentId, FacilityId, LocalId } from '../../schemas/primitives.ts';
import type { DocumentName } from './keys.ts';
import type { Seal } from './seal.ts';

const TYPE_BY_CODE = new Map<number, ContentType>(
  Object.entries(CONTENT_TYPES).map(([type, { code }]) => [code, type as ContentType]),
);
const EPOCH_DAY_MS = 86_400_000;
/** Days from 0000-01-01 on, in three bytes: every day that a schema lets in. 0 = no day. */
const DAY_ZERO = Date.parse('0000-01-01T00:00:00Z') / EPOCH_DAY_MS - 1;
const packDay = (day: string): number => (day === '-' ? 0 : Date.parse(`${day}T00:00:00Z`) / EPOCH_DAY_MS - DAY_ZERO);
const unpackDay = (packed: number): string =>
  packed === 0 ? '-' : new Date((packed + DAY_ZERO) * EPOCH_DAY_MS).toISOString().slice(0, 10);

const hex = (text: string, digits: number): string => createHash('sha256').update(text).digest('hex').slice(0, digits);

/**
 * The thing at its source, as 24 hexadecimal digits. Its day is part of its name, as in SS-MIX2 (patient, date, type and order
 * number): an order whose day was corrected is another thing, and its source takes the former one back.
 */
export const thingOf = ({ contentType, day, sourceKey }: SourceThing): string =>
  hex(`${contentType}\n${day}\n${sourceKey}`, 24);
/** `day`: `-` for what has none. */
type SourceThing = Pick<DocumentName, 'contentType' | 'day'> & { sourceKey: string };
/** One version of it: another time, flag or content is another version. */
export const versionTagOf = (version: { sourceVersion: string; flag: string; sha256: string }): string =>
  hex(`${version.sourceVersion}\n${version.flag}\n${version.sha256}`, 16);

/** The id of a document's version: always the same for the same name, opaque to everybody else. */
export const documentIdOf = (seal: Seal, name: DocumentName): DocumentId => {
  const head = Buffer.alloc(4);
  head.writeUInt8(CONTENT_TYPES[name.contentType].code, 0);
  head.writeUIntBE(packDay(name.day), 1, 3);
  const owner = Buffer.from(`${name.facilityId}\n${name.localId}`, 'utf8');
  const plain = Buffer.concat([head, Buffer.from(name.thing, 'hex'), Buffer.from(name.versionTag, 'hex'), owner]);
  return `doc_${seal.closeName(plain)}` as DocumentId;
};

/** What the id names, or undefined where it was not made by this network. */
export const documentNameOf = (seal: Seal, documentId: string): DocumentName | undefined => {
  const plain = documentId.startsWith('doc_') ? seal.openName(documentId.slice(4)) : undefined;
  if (!plain || plain.length < 27) return undefined;
  const contentType = TYPE_BY_CODE.get(plain.readUInt8(0));
  const [facilityId, localId] = plain.subarray(24).toString('utf8').split('\n');
  if (!contentType || !facilityId || !localId) return undefined;
  return {
    facilityId: facilityId as FacilityId,
    localId: localId as LocalId,
    contentType,
    day: unpackDay(plain.readUIntBE(1, 3)),
    thing: plain.subarray(4, 16).toString('hex'),
    versionTag: plain.subarray(16, 24).toString('hex'),
  };
};
