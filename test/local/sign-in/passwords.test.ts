import { describe, expect, it } from '@jest/globals';
import { hashPassword, isPassword, policyBreach, temporaryPassword } from '../../../local/sign-in/passwords.ts';
import { POOL } from './sign-in-process.ts';

const policy = POOL.passwordPolicy;

describe('a password hash', () => {
  it('proves its password, no other, and hides it', async () => {
    const hash = await hashPassword('Correct-Horse-7');
    expect(hash).toMatch(/^scrypt\$32768\$8\$1\$/);
    expect(hash).not.toContain('Correct');
    expect(await isPassword('Correct-Horse-7', hash)).toBe(true);
    for (const wrong of ['', 'Correct-Horse-8', 'correct-horse-7', 'Correct-Horse-7 ', 'x'.repeat(300)]) {
      expect(await isPassword(wrong, hash)).toBe(false);
    }
  });

  it('is salted', async () => {
    expect(await hashPassword('Correct-Horse-7')).not.toBe(await hashPassword('Correct-Horse-7'));
  });

  it('does not take a long password for its first 256 characters', async () => {
    const hash = await hashPassword('x'.repeat(256));
    expect(await isPassword('x'.repeat(256), hash)).toBe(true);
    expect(await isPassword('x'.repeat(257), hash)).toBe(false);
  });
});

describe('the password policy', () => {
  it.each([
    ['Short-12345', 'Password not long enough'],
    ['no-uppercase-1', 'Password must have uppercase characters'],
    ['NO-LOWERCASE-1', 'Password must have lowercase characters'],
    ['No-Digits-Here', 'Password must have numeric characters'],
    ['NoSymbols12345', 'Password must have symbol characters'],
    [' Space-Before-1', 'Password must satisfy regular expression pattern'],
    [`Aa1-${'x'.repeat(253)}`, 'Password must satisfy regular expression pattern'],
  ])('%s: %s', (password, message) => {
    expect(policyBreach(password, policy)?.message).toContain(`Password did not conform with policy: ${message}`);
  });

  it('asks only for what the pool asks for', () => {
    const lax = { ...policy, minimumLength: 6, requireUppercase: false, requireNumbers: false, requireSymbols: false };
    expect(policyBreach('simple', lax)).toBeUndefined();
    expect(policyBreach('Twelve-chars1', policy)).toBeUndefined();
    expect(policyBreach('With a space1A', policy)).toBeUndefined();
  });

  it('is met by every temporary password that is made', () => {
    const made = Array.from({ length: 200 }, () => temporaryPassword({ ...policy, minimumLength: 20 }));
    expect(made.filter((password) => policyBreach(password, policy) || password.length !== 20)).toEqual([]);
    expect(new Set(made).size).toBe(200);
  });
});
