import { describe, expect, it } from '@jest/globals';
import { readVerdict } from '../../../functions/scan-document/read-verdict.ts';

const event = (scanStatus: string, scanResultStatus?: string) => ({
  scanStatus,
  s3ObjectDetails: { bucketName: 'documents', objectKey: 'documents/doc_1', versionId: 'object 1' },
  ...(scanResultStatus !== undefined && { scanResultDetails: { scanResultStatus } }),
});

describe('the verdict of a scan', () => {
  it.each([
    ['COMPLETED', 'NO_THREATS_FOUND', 'clean'],
    ['COMPLETED', 'THREATS_FOUND', 'threat'],
    ['FAILED', 'THREATS_FOUND', 'threat'],
    ['FAILED', 'NO_THREATS_FOUND', 'none'],
    ['COMPLETED', 'UNSUPPORTED', 'none'],
    ['SKIPPED', 'UNSUPPORTED', 'none'],
    ['COMPLETED', 'ACCESS_DENIED', 'none'],
    ['FAILED', 'FAILED', 'none'],
    ['SKIPPED', undefined, 'none'],
    ['COMPLETED', undefined, 'none'],
    ['COMPLETED', 'no_threats_found', 'none'],
  ])('%s, %s is %s', (status, result, verdict) => {
    expect(readVerdict(event(status, result))).toEqual({
      objectKey: 'documents/doc_1',
      objectVersionId: 'object 1',
      status: result ?? status,
      result: verdict,
    });
  });

  it.each([undefined, {}, { ...event('COMPLETED', 'NO_THREATS_FOUND'), s3ObjectDetails: { objectKey: 'k' } }])(
    'what is no such event is refused',
    (detail) => {
      expect(() => readVerdict(detail)).toThrow();
    },
  );
});
