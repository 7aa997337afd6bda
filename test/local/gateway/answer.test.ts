import { describe, expect, it } from '@jest/globals';
import { answerOf } from '../../../local/gateway/answer.ts';

const done = (value: unknown) => answerOf({ kind: 'done', payload: JSON.stringify(value) });

describe('what a function answers becomes', () => {
  it('an HTTP answer where it names a status', () => {
    const answer = done({
      statusCode: 201,
      headers: { ETag: '"1"', 'Content-Type': 'application/json' },
      cookies: ['a=1', 'b=2'],
      body: '{"名":1}',
    });
    expect(answer.status).toBe(201);
    expect(answer.headers).toEqual([
      ['etag', '"1"'],
      ['content-type', 'application/json'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ]);
    expect(answer.body.toString('utf8')).toBe('{"名":1}');
  });

  it('bytes where it says base64', () => {
    expect(done({ statusCode: 200, body: 'AAEC', isBase64Encoded: true }).body).toEqual(Buffer.from([0, 1, 2]));
  });

  it('JSON with 200 where it names no status', () => {
    expect(done({ hello: 'there' })).toMatchObject({ status: 200, headers: [['content-type', 'application/json']] });
    expect(done('text').body.toString('utf8')).toBe('text');
  });

  it('never a length of its own, which could cut the body', () => {
    expect(
      done({ statusCode: 200, headers: { 'content-length': 1, 'content-type': 'text/plain' }, body: 'long' }).headers,
    ).toEqual([['content-type', 'text/plain']]);
  });

  it.each([
    ['a crash', { kind: 'failed', errorType: 'Runtime.ExitError', errorMessage: 'x' }, 500, 'Internal Server Error'],
    ['no instance', { kind: 'throttled' }, 503, 'Service Unavailable'],
    ['an impossible status', { kind: 'done', payload: '{"statusCode":"ok"}' }, 500, 'Internal Server Error'],
  ] as const)("the gateway's own words after %s", (_name, outcome, status, message) => {
    expect(answerOf(outcome)).toMatchObject({ status, body: Buffer.from(JSON.stringify({ message })) });
  });
});
