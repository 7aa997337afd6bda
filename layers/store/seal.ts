import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** A key object rather than its bytes: those would be taken in anew at every use. */
const key = (secret: string, purpose: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', secret, 'ism-link', purpose, 32)));
const hmac = (with_: KeyObject, text: string | Buffer): Buffer => createHmac('sha256', with_).update(text).digest();

/**
 * What the network seals with its own secret: cursors (AES-256-GCM), document ids (a synthetic IV as in RFC 5297, so that one name always
 * gives one id), and keyed digests of what must not be guessed from a hash. Each purpose has a key of its own (HKDF).
 */
export class Seal {
  readonly #cursor: KeyObject;
  readonly #nameMac: KeyObject;
  readonly #nameCipher: KeyObject;
  readonly #digest: KeyObject;

  constructor(secret: string) {
    if (secret.length < 32) throw new Error('the secret is shorter than 32 characters');
    this.#cursor = key(secret, 'cursor');
    this.#nameMac = key(secret, 'name-mac');
    this.#nameCipher = key(secret, 'name-cipher');
    this.#digest = key(secret, 'digest');
  }

  /** Keyed digest, hexadecimal: the same text gives the same digest, and nobody without the secret can try texts. */
  digest(text: string): string {
    return hmac(this.#digest, text).toString('hex');
  }

  /** Deterministic: for names that must be opaque and yet always the same. */
  closeName(plain: Buffer): string {
    const iv = hmac(this.#nameMac, plain).subarray(0, 16);
    const cipher = createCipheriv('aes-256-ctr', this.#nameCipher, iv);
    return Buffer.concat([iv, cipher.update(plain), cipher.final()]).toString('base64url');
  }

  /** The name, or undefined where the text was not made here. */
  openName(closed: string): Buffer | undefined {
    const bytes = Buffer.from(closed, 'base64url');
    if (bytes.length <= 16 || bytes.toString('base64url') !== closed) return undefined;
    const iv = bytes.subarray(0, 16);
    const decipher = createDecipheriv('aes-256-ctr', this.#nameCipher, iv);
    const plain = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]);
    return timingSafeEqual(hmac(this.#nameMac, plain).subarray(0, 16), iv) ? plain : undefined;
  }

  /** A place in a list, readable here alone, for this caller and query (`bound`) until `expiresAt` (milliseconds). */
  closeCursor(place: unknown, bound: string, expiresAt: number): string {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#cursor, iv);
    cipher.setAAD(createHash('sha256').update(bound).digest());
    const plain = JSON.stringify({ x: expiresAt, p: place });
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** The place, or undefined: tampered with, of another caller or query, or expired. */
  openCursor(cursor: string, bound: string, now: number): unknown {
    const bytes = Buffer.from(cursor, 'base64url');
    if (bytes.length < 29 || bytes.toString('base64url') !== cursor) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', this.#cursor, bytes.subarray(0, 12), { authTagLength: 16 });
    decipher.setAAD(createHash('sha256').update(bound).digest());
    decipher.setAuthTag(bytes.subarray(12, 28));
    try {
      const plain = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      const { x, p } = JSON.parse(plain) as { x: number; p: unknown };
      return x > now ? p : undefined;
    } catch {
      return undefined;
    }
  }
}
