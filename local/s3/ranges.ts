import type { ByteRange } from './blob-files.ts';
import { S3Error } from './errors.ts';

/**
 * RFC 9110 section 14 with one range, as S3 does. A header that is not one such range is ignored (undefined: everything);
 * one beyond the end is InvalidRange.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!found) return undefined;
  const [, from, to] = found;
  if (from === '' && to === '') return undefined;
  const last = size - 1;
  const range =
    from === ''
      ? { first: Math.max(size - Number(to), 0), last }
      : { first: Number(from), last: to === '' ? last : Math.min(Number(to), last) };
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  if (range.first > last || (from === '' && Number(to) === 0)) {
    throw new S3Error('InvalidRange', {
      details: { RangeRequested: header ?? '', ActualObjectSize: String(size) },
      headers: { 'Content-Range': `bytes */${size}` },
    });
  }
  return range;
}
