import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  insuranceHouseholdKey,
  insuranceIdentityKey,
  normaliseBranch,
  normaliseInsuredText,
  normaliseInsurerNumber,
} from '../../../layers/names/index.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

describe('normaliseInsurerNumber', () => {
  it.each([
    ['170019', '00170019'],
    ['06170012', '06170012'],
    ['０６１７００１２', '06170012'],
    [' 0617-0012 ', '06170012'],
  ])('writes %s as %s', (text, expected) => {
    expect(normaliseInsurerNumber(text)).toBe(expected);
  });

  it.each(['', '17001', '1700190', '061700120', '0617001A', '六'])('refuses %j', (text) => {
    expect(normaliseInsurerNumber(text)).toBeUndefined();
  });
});

describe('symbol, number and branch', () => {
  it('are folded in width and trimmed, and keep their zeros', () => {
    expect(normaliseInsuredText('　金沢１２ ')).toBe('金沢12');
    expect(normaliseInsuredText('００１２３')).toBe('00123');
    expect(normaliseInsuredText(' 　')).toBeUndefined();
  });

  it.each([
    ['0', '00'],
    ['00', '00'],
    ['1', '01'],
    ['０１', '01'],
    ['99', '99'],
  ])('branch %s is %s', (text, expected) => {
    expect(normaliseBranch(text)).toBe(expected);
  });

  it.each([undefined, '', ' ', '100', '-1', 'A'])('branch %j is none', (text) => {
    expect(normaliseBranch(text)).toBeUndefined();
  });
});

describe('insuranceIdentityKey', () => {
  const card = { insurer: '170019', symbol: '金沢', number: '1234', branch: '1' };

  it('is insurer, symbol, number and branch', () => {
    expect(insuranceIdentityKey(card)).toBe('00170019:金沢:1234:01');
    expect(insuranceHouseholdKey(card)).toBe('00170019:金沢:1234');
  });

  it('does not depend on width, blanks and hyphen forms', () => {
    const written = { insurer: '００１７００１９', symbol: '１２−３', number: '１２ ３４', branch: '０１' };
    expect(insuranceIdentityKey(written)).toBe(insuranceIdentityKey({ ...card, symbol: '12-3' }));
  });

  it('takes an absent branch for unknown, not for 00', () => {
    expect(insuranceIdentityKey({ ...card, branch: undefined })).toBeUndefined();
    expect(insuranceIdentityKey({ ...card, branch: '' })).toBeUndefined();
    expect(insuranceIdentityKey({ ...card, branch: '00' })).toBe('00170019:金沢:1234:00');
  });

  it('may lack the symbol, not the number or a real insurer', () => {
    expect(insuranceIdentityKey({ insurer: '39170019', number: '01234567', branch: '00' })).toBe(
      '39170019::01234567:00',
    );
    expect(insuranceIdentityKey({ insurer: '39170019', branch: '00' })).toBeUndefined();
    expect(insuranceIdentityKey({ ...card, number: ' ' })).toBeUndefined();
    expect(insuranceIdentityKey({ ...card, insurer: '1' })).toBeUndefined();
  });

  it('keeps its four parts apart, whatever they hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (symbol, number) => {
        const key = insuranceIdentityKey({ ...card, symbol, number });
        expect(key === undefined || key.split(':').length === 4).toBe(true);
      }),
    );
    expect(insuranceIdentityKey({ ...card, symbol: '金沢：1', number: '2' })).not.toBe(
      insuranceIdentityKey({ ...card, symbol: '金沢', number: '1：2' }),
    );
  });

  it('answers hostile texts', () => {
    for (const text of HOSTILE_TEXTS) {
      expect(normaliseInsurerNumber(text)).toBeUndefined();
      expect(normaliseBranch(text)).toBeUndefined();
      expect(insuranceIdentityKey({ insurer: text, symbol: text, number: text, branch: text })).toBeUndefined();
      expect(normaliseInsuredText(text)).not.toBe('');
    }
  });
});
