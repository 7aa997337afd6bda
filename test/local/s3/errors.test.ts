import { describe, expect, it } from '@jest/globals';
import { asS3Error, S3Error } from '../../../local/s3/errors.ts';
import { errorReply } from '../../../local/s3/reply.ts';
import { readXml, writeXml } from '../../../local/s3/xml.ts';

describe('errors', () => {
  it('a full disk is a 503 that says when to come again; anything unknown a 500 that tells nothing', () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write /data/x'), { code: 'ENOSPC' });
    const database = Object.assign(new Error('full'), { code: 'ERR_SQLITE_ERROR', errstr: 'database or disk is full' });
    for (const error of [full, database]) {
      expect(asS3Error(error)).toMatchObject({
        code: 'ServiceUnavailable',
        status: 503,
        headers: { 'Retry-After': '10' },
      });
    }
    const reply = errorReply(asS3Error(new Error('open /data/secret')), {
      requestId: 'R1',
      resource: '/b/k?X-Amz-Signature=1',
    });
    expect(reply.status).toBe(500);
    expect(reply.body).not.toContain('secret');
    expect(reply.body).toContain('<Resource>/b/k</Resource><RequestId>R1</RequestId>');
  });

  it('XML that is written is read back, and XML that is not well formed is refused', () => {
    const text = `<&>"' \u0007患者`;
    expect(
      readXml(
        writeXml([
          'A',
          [
            ['B', text],
            ['C', []],
          ],
        ]),
      ).children.map((child) => child.text),
    ).toEqual([text, '']);
    const broken = [
      '',
      'text',
      '<a>',
      '<a></b>',
      '</a>',
      '<a/><b/>',
      '<a>&x;</a>',
      '<a>&amp</a>',
      '<a><![CDATA[x]]></a>',
      '<!DOCTYPE a><a/>',
      '<a',
      '<a>'.repeat(30),
    ];
    for (const source of broken) expect(() => readXml(source)).toThrow(S3Error);
  });
});
