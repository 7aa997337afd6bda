import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestRegion } from '../region.ts';

type Claims = Record<string, unknown>;

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const read = (text: string | undefined): Claims =>
  JSON.parse(Buffer.from(text ?? '', 'base64url').toString('utf8')) as Claims;

/** What a token says. */
export const claimsOf = (token: string): Claims => read(token.split('.')[1]);

const signedBy = (key: KeyObject, { header, claims }: { header: Claims; claims: Claims }): string => {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
};

/** The user pool's own signing key: what only the pool has. */
const poolKey = (region: TestRegion): JsonWebKey => {
  const file = join(region.dataDir, 'sign-in', 'keys.json');
  const { signing } = JSON.parse(readFileSync(file, 'utf8')) as { signing: JsonWebKey[] };
  const [key] = signing;
  if (!key) throw new Error('the pool has no key');
  return key;
};

/** The same token with other claims, signed by the pool itself: what must be refused is then what it says. */
export const issuedWith = (region: TestRegion, token: string, change: Claims): string => {
  const key = createPrivateKey({ key: poolKey(region), format: 'jwk' });
  const claims = Object.fromEntries(
    Object.entries({ ...claimsOf(token), ...change }).filter(([, value]) => value !== undefined),
  );
  return signedBy(key, { header: read(token.split('.')[0]), claims });
};

/** Tokens that the pool never issued, made of one that it did (RFC 8725, 3.1 and 3.2). By what is wrong with each. */
export const forgeriesOf = (region: TestRegion, token: string): Record<string, string> => {
  const [head = '', body = '', signature = ''] = token.split('.');
  const [header, claims] = [read(head), read(body)];
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicPem = createPublicKey({ key: poolKey(region), format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const hmacText = `${part({ ...header, alg: 'HS256' })}.${body}`;
  return {
    'another signature': `${head}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
    'no signature': `${head}.${body}.`,
    'alg none': `${part({ ...header, alg: 'none' })}.${body}.`,
    'alg NONE with the old signature': `${part({ ...header, alg: 'NONE' })}.${body}.${signature}`,
    'HMAC with the public key': `${hmacText}.${createHmac('sha256', publicPem).update(hmacText).digest('base64url')}`,
    'other claims under the old signature': `${head}.${part({ ...claims, username: 'ty-hospital.doctor' })}.${signature}`,
    "a stranger's key": signedBy(stranger.privateKey, { header, claims }),
    "a stranger's key that the token itself brings": signedBy(stranger.privateKey, {
      header: { ...header, jwk: stranger.publicKey.export({ format: 'jwk' }) },
      claims,
    }),
    'an unknown key id': `${part({ ...header, kid: 'unknown' })}.${body}.${signature}`,
    'a fourth part': `${token}.${signature}`,
    'no token at all': 'Bearer',
    'a very long one': 'a'.repeat(6000),
  };
};
