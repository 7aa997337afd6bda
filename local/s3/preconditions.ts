import { S3Error } from './errors.ts';
import type { ObjectVersion } from './versions.ts';

/** RFC 9110 section 13 as S3 applies it; ETags are compared strongly, dates by the second. */
type Tested = Pick<ObjectVersion, 'etag' | 'createdAt'>;
type Headers = ReadonlyMap<string, string>;

const unquote = (text: string): string => text.trim().replace(/^"(.*)"$/, '$1');

export const matchesEtag = (header: string, etag: string): boolean =>
  header.trim() === '*' || header.split(',').some((candidate) => unquote(candidate) === etag);

function secondsOf(header: string | undefined): number | undefined {
  const instant = header === undefined ? Number.NaN : Date.parse(header);
  return Number.isNaN(instant) ? undefined : Math.floor(instant / 1000);
}

const failed = (condition: string): S3Error => new S3Error('PreconditionFailed', { details: { Condition: condition } });

/** 'notModified' is a 304 of a read; a copy's refusal comes as 412 in both directions. `prefix` is of CopyObject's headers. */
export function testRead(tested: Tested, headers: Headers, prefix = ''): 'modified' | 'notModified' {
  const header = (name: string): string | undefined => headers.get(prefix + name);
  const seconds = Math.floor(tested.createdAt / 1000);
  const [ifMatch, ifNoneMatch] = [header('if-match'), header('if-none-match')];
  const [since, unmodifiedSince] = [secondsOf(header('if-modified-since')), secondsOf(header('if-unmodified-since'))];
  if (ifMatch !== undefined && !matchesEtag(ifMatch, tested.etag)) throw failed('If-Match');
  if (ifMatch === undefined && unmodifiedSince !== undefined && seconds > unmodifiedSince) {
    throw failed('If-Unmodified-Since');
  }
  if (ifNoneMatch !== undefined) return matchesEtag(ifNoneMatch, tested.etag) ? 'notModified' : 'modified';
  return since !== undefined && seconds <= since ? 'notModified' : 'modified';
}

/** Conditions of a write; S3 takes only `*` for If-None-Match there. */
export type WriteConditions = { mustBeAbsent: boolean; ifMatch?: string };

export function writeConditions(headers: Headers): WriteConditions {
  const [ifNoneMatch, ifMatch] = [headers.get('if-none-match'), headers.get('if-match')];
  if (ifNoneMatch !== undefined && (ifNoneMatch.trim() !== '*' || ifMatch !== undefined)) {
    throw new S3Error('NotImplemented', { details: { Header: 'If-None-Match' } });
  }
  return { mustBeAbsent: ifNoneMatch !== undefined, ...(ifMatch === undefined ? {} : { ifMatch }) };
}

/** Tests a write against the newest version. Called before the body is read and, decisively, inside the transaction. */
export function testWrite(latest: ObjectVersion | undefined, conditions: WriteConditions): void {
  const current = latest?.deleteMarker ? undefined : latest;
  if (conditions.mustBeAbsent && current) throw failed('If-None-Match');
  if (conditions.ifMatch === undefined) return;
  if (!current) throw new S3Error('NoSuchKey');
  if (!matchesEtag(conditions.ifMatch, current.etag)) throw failed('If-Match');
}
