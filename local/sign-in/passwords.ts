import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import type { UserPoolSpec } from './pool.ts';

type Cost = { N: number; r: number; p: number };

/** 32 MiB and some 70 ms a hash. The cost stands in every hash, so that it can be raised without losing anyone. */
const COST: Cost = { N: 2 ** 15, r: 8, p: 1 };
const KEY_BYTES = 32;
/** Cognito's limit; longer input is never hashed. */
export const MAXIMUM_PASSWORD_LENGTH = 256;

const derive = (password: string, salt: Buffer, cost: Cost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, KEY_BYTES, { ...cost, maxmem: 256 * cost.N * cost.r }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });

/** `scrypt$N$r$p$salt$key`, salt and key in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Always does the work of one hash, so that the time tells nothing. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = hash.split('$');
  const expected = Buffer.from(key, 'base64url');
  const input = password.slice(0, MAXIMUM_PASSWORD_LENGTH);
  const actual = await derive(input, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) });
  return expected.length === actual.length && timingSafeEqual(expected, actual) && input === password;
}

export type PolicyBreach = { message: string; ja: string; en: string };

// The special characters of Cognito's password policy; a space counts when it is not at an end.
const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/** The first rule that the password breaks, in Cognito's words; undefined when it is good. */
export function policyBreach(password: string, policy: UserPoolSpec['passwordPolicy']): PolicyBreach | undefined {
  const breach = (message: string, ja: string, en: string): PolicyBreach => ({
    message: `Password did not conform with policy: ${message}`,
    ja,
    en,
  });
  if (password.length > MAXIMUM_PASSWORD_LENGTH || password.trim() !== password) {
    return breach(
      'Password must satisfy regular expression pattern: ^[\\S]+.*[\\S]+$',
      '前後に空白のない256文字以内にしてください。',
      'At most 256 characters, no space at either end.',
    );
  }
  if (password.length < policy.minimumLength) {
    return breach(
      'Password not long enough',
      `${policy.minimumLength}文字以上にしてください。`,
      `At least ${policy.minimumLength} characters.`,
    );
  }
  if (policy.requireUppercase && !/[A-Z]/.test(password)) {
    return breach(
      'Password must have uppercase characters',
      '英大文字を含めてください。',
      'Include an upper-case letter.',
    );
  }
  if (policy.requireLowercase && !/[a-z]/.test(password)) {
    return breach(
      'Password must have lowercase characters',
      '英小文字を含めてください。',
      'Include a lower-case letter.',
    );
  }
  if (policy.requireNumbers && !/[0-9]/.test(password)) {
    return breach('Password must have numeric characters', '数字を含めてください。', 'Include a digit.');
  }
  if (policy.requireSymbols && !SYMBOL.test(password)) {
    return breach('Password must have symbol characters', '記号を含めてください。', 'Include a symbol.');
  }
  return undefined;
}

// Without 0 O 1 l I, which people misread from paper.
const ALPHABETS = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', '!@#%&*+=?'];

/** A random password that satisfies every rule: the temporary password of AdminCreateUser when the caller gives none. */
export function temporaryPassword(policy: UserPoolSpec['passwordPolicy']): string {
  const pick = (alphabet: string): string => alphabet.charAt(randomInt(alphabet.length));
  const characters = ALPHABETS.map(pick);
  while (characters.length < Math.max(policy.minimumLength, 14)) characters.push(pick(ALPHABETS.join('')));
  for (let i = characters.length - 1; i > 0; i -= 1) {
    const j = randomInt(i + 1);
    [characters[i], characters[j]] = [characters[j] ?? '', characters[i] ?? ''];
  }
  return characters.join('');
}
