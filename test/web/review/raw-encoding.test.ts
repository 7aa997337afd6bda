import { expect, test } from '@jest/globals';
import { segmentsOf } from '../../../web/contents/raw-segments.ts';

const message = (charset: string): Uint8Array =>
  new TextEncoder().encode(`MSH|^~\\&|A|B|C|D|20261122||ADT^A08|1|P|2.5||||||${charset}\rPID|1||0101||能登^花子`);

test.each(['UNICODE UTF-8', 'UTF8', 'UNICODE', 'utf-8'])('a raw message that says %s is read as UTF-8', (charset) => {
  expect(segmentsOf(message(charset))[1]).toBe('PID|1||0101||能登^花子');
});
