import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { authorize } from '../../../local/gateway/token.ts';

const now = Date.parse('2026-04-01T00:00:00Z');
const seconds = now / 1000;
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const keys = async (kid: string): Promise<KeyObject | undefined> => (kid === 'k1' ? publicKey : undefined);

const good = {
  iss: 'http://issuer',
  client_id: 'web',
  scope: 'openid ism-link/staff',
  exp: seconds + 300,
  iat: seconds,
  nbf: seconds,
};
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims: object = {}, header: object = {}, key: KeyObject = privateKey): string => {
  const text = `${encode({ alg: 'RS256', kid: 'k1', ...header })}.${encode({ ...good, ...claims })}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
};
const judge = (authorization: string | undefined, scopes: string[] = ['ism-link/staff']) =>
  authorize({ authorizer: { issuer: 'http://issuer', audience: ['web', 'system'] }, scopes, authorization, now }, keys);

describe('the JWT authorizer', () => {
  it('lets a good token through, with or without the word Bearer', async () => {
    expect(await judge(`Bearer ${token()}`)).toMatchObject({ claims: { client_id: 'web' } });
    expect(await judge(token())).toMatchObject({ claims: { client_id: 'web' } });
    expect(await judge(`Bearer ${token({ aud: ['x', 'system'], client_id: 'other' })}`)).toHaveProperty('claims');
  });

  it('takes any one of the scopes of a route', async () => {
    expect(await judge(token(), ['ism-link/ingest', 'ism-link/staff'])).toHaveProperty('claims');
    expect(await judge(token(), ['ism-link/ingest'])).toMatchObject({ refusal: { status: 403, message: 'Forbidden' } });
    expect(await judge(token({ scope: undefined }), [])).toHaveProperty('claims');
  });

  const [head = '', body = '', signature = ''] = token().split('.');
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' });
  const hmacHead = encode({ alg: 'HS256', kid: 'k1' });
  const hmac = createHmac('sha256', publicPem).update(`${hmacHead}.${body}`).digest('base64url');
  it.each([
    ['nothing', undefined],
    ['an empty value', 'Bearer '],
    ['no token', 'Bearer not-a-token'],
    ['no signature', `${head}.${body}.`],
    ['another body under the same signature', `${head}.${encode({ ...good, scope: 'everything' })}.${signature}`],
    ['alg none', `${encode({ alg: 'none', kid: 'k1' })}.${body}.`],
    ['an HMAC with the public key', `${hmacHead}.${body}.${hmac}`],
    ['four parts', `${token()}.x`],
    ["a stranger's key", token({}, {}, stranger)],
    ['an unknown key id', token({}, { kid: 'k2' })],
    ['no key id', token({}, { kid: undefined })],
    ['another issuer', token({ iss: 'http://elsewhere' })],
    ['another client', token({ client_id: 'other' })],
    ['an audience that is none, beside a good client', token({ aud: 'other' })],
    ['no audience at all', token({ client_id: undefined })],
    ['one that has expired', token({ exp: seconds - 5 })],
    ['one that never expires', token({ exp: undefined })],
    ['an expiry in words', token({ exp: '9999999999' })],
    ['one that is not valid yet', token({ nbf: seconds + 60 })],
    ['one from the future', token({ iat: seconds + 60 })],
    ['a list instead of claims', `${head}.${Buffer.from('[]').toString('base64url')}.${signature}`],
  ])('refuses %s with 401', async (_name, authorization) => {
    expect(await judge(authorization)).toMatchObject({ refusal: { status: 401, message: 'Unauthorized' } });
  });
});
