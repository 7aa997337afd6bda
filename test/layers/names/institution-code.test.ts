import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { checkInstitutionCode, completeInstitutionCode } from '../../../layers/names/index.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

const nineDigits = fc
  .record({
    prefecture: fc.integer({ min: 1, max: 47 }).map((code) => String(code).padStart(2, '0')),
    kind: fc.constantFrom('1', '3', '4', '6'),
    rest: fc.stringMatching(/^\d{6}$/),
  })
  .map(({ prefecture, kind, rest }) => prefecture + kind + rest);

describe('checkInstitutionCode', () => {
  it('accepts the published example of a clinic in Hokkaido, in any width', () => {
    const expected = { valid: true, prefecture: '01', kind: 'medical' };
    expect(checkInstitutionCode('0110113719')).toEqual(expected);
    expect(checkInstitutionCode('０１-１-０１１３７１９')).toEqual(expected);
    expect(checkInstitutionCode(' 01 1 0113719 ')).toEqual(expected);
  });

  it('reckons over all ten digits, by hand: 17 1 000001 gives 7', () => {
    // From the right of the nine: 2·1 for the last digit, 0 for five, then 2·1 + 7 + 2·1 for 171: 13, so 7 is missing to 20.
    expect(completeInstitutionCode('171000001')).toBe('1710000017');
    expect(checkInstitutionCode('1710000017')).toEqual({ valid: true, prefecture: '17', kind: 'medical' });
  });

  it.each(['11', '12', '13', '14'])('reckons over the last seven digits only in prefecture %s', (prefecture) => {
    // 000001 → 2 → 8, whatever stands before.
    expect(completeInstitutionCode(`${prefecture}1000001`)).toBe(`${prefecture}10000018`);
    expect(completeInstitutionCode(`${prefecture}4000001`)).toBe(`${prefecture}40000018`);
  });

  it.each(['10', '15'])('reckons over all ten in prefecture %s', (prefecture) => {
    expect(completeInstitutionCode(`${prefecture}1000001`)?.slice(-1)).not.toBe(
      completeInstitutionCode(`${prefecture}4000001`)?.slice(-1),
    );
  });

  it.each([
    ['1', 'medical'],
    ['3', 'dental'],
    ['4', 'pharmacy'],
    ['6', 'visitingNurse'],
  ])('reads kind %s as %s', (digit, kind) => {
    expect(checkInstitutionCode(completeInstitutionCode(`17${digit}123456`) ?? '').kind).toBe(kind);
  });

  it.each([
    ['', 'length'],
    ['171000001', 'length'],
    ['17100000170', 'length'],
    ['17100000A7', 'length'],
    ['0010000017', 'prefecture'],
    ['4810000017', 'prefecture'],
    ['1720000017', 'kind'],
    ['1710000018', 'check-digit'],
  ])('warns of %j: %s', (code, warning) => {
    expect(checkInstitutionCode(code)).toMatchObject({ valid: false, warning });
  });

  it('says prefecture and kind even when the check digit is wrong', () => {
    expect(checkInstitutionCode('1740000010')).toMatchObject({
      warning: 'check-digit',
      prefecture: '17',
      kind: 'pharmacy',
    });
  });

  it('accepts every completed code, and none of its codes with one of the last seven digits mistyped', () => {
    fc.assert(
      fc.property(nineDigits, fc.integer({ min: 3, max: 9 }), fc.integer({ min: 1, max: 9 }), (nine, at, by) => {
        const code = completeInstitutionCode(nine) ?? '';
        expect(checkInstitutionCode(code).valid).toBe(true);
        const mistyped = Array.from(code, (digit, index) => (index === at ? String((Number(digit) + by) % 10) : digit));
        expect(checkInstitutionCode(mistyped.join('')).warning).toBe('check-digit');
      }),
    );
  });

  it('completes nine digits only, and answers hostile texts', () => {
    for (const text of [...HOSTILE_TEXTS, '12345678', '1234567890', '１７１０００００１']) {
      expect(completeInstitutionCode(text)).toBeUndefined();
    }
    for (const text of HOSTILE_TEXTS) expect(checkInstitutionCode(text).warning).toBe('length');
  });
});
