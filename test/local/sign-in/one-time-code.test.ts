import { describe, expect, it } from '@jest/globals';
import { oneTimeCode } from '../../../local/sign-in/one-time-code.ts';

describe('a one-time code', () => {
  // RFC 6238, appendix B, SHA-1, the last six of the eight digits; the secret is "12345678901234567890".
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at second %d is the one of RFC 6238', (second, code) => {
    expect(oneTimeCode('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', second * 1000)).toBe(code);
  });

  it('refuses a secret that is not base32', () => {
    expect(() => oneTimeCode('not base32!', 0)).toThrow('not base32');
  });
});
