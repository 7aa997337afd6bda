import type { JsonWebKey, KeyObject } from 'node:crypto';
import { createHash, createPublicKey, generateKeyPair, randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

type SigningKey = JsonWebKey & { kid: string; alg: 'RS256'; use: 'sig' };
type KeyFile = { signing: SigningKey[]; cookies: string[] };

export type Keys = {
  jwks: { keys: SigningKey[] };
  cookieKeys: string[];
  publicKeyOf(kid: string): KeyObject | undefined;
};

/**
 * The keys that sign tokens and cookies, made at the first start and kept in `DIR/keys.json` (mode 0600): a restart
 * invalidates no token.
 */
export async function loadKeys(dataDir: string): Promise<Keys> {
  const file = join(dataDir, 'keys.json');
  const { signing, cookies } = (await readKeys(file)) ?? (await makeKeys(file));
  const publicKeys = new Map(signing.map((key) => [key.kid, createPublicKey({ key, format: 'jwk' })]));
  return { jwks: { keys: signing }, cookieKeys: cookies, publicKeyOf: (kid) => publicKeys.get(kid) };
}

async function readKeys(file: string): Promise<KeyFile | undefined> {
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (content === undefined) return undefined;
  // New keys would log everyone out: a damaged file is for a person to look at.
  const keys = parsedOrUndefined(content);
  if (!keys?.signing?.length || !keys.cookies?.length) throw new Error(`${file} is damaged: it holds no keys`);
  return { signing: keys.signing, cookies: keys.cookies };
}

function parsedOrUndefined(content: string): Partial<KeyFile> | undefined {
  try {
    return JSON.parse(content) as Partial<KeyFile>;
  } catch {
    return undefined;
  }
}

async function makeKeys(file: string): Promise<KeyFile> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ format: 'jwk' });
  // RFC 7638: the thumbprint of the public part.
  const kid = createHash('sha256')
    .update(JSON.stringify({ e: key.e, kty: 'RSA', n: key.n }))
    .digest('base64url');
  const keys: KeyFile = {
    signing: [{ ...key, kid, alg: 'RS256', use: 'sig' }],
    cookies: [randomBytes(32).toString('base64url')],
  };
  await writeDurably(file, JSON.stringify(keys));
  return keys;
}

/** A kill in between leaves the old file or the new one, never half of one. */
async function writeDurably(file: string, content: string): Promise<void> {
  const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}
