import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { normaliseLocalId } from '../../../layers/names/index.ts';
import { LocalId } from '../../../schemas/primitives.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

const zero7 = { digits: 7, padding: 'zero' } as const;
const none7 = { digits: 7, padding: 'none' } as const;

describe('normaliseLocalId', () => {
  it.each([
    ['1234', '0001234'],
    ['0001234', '0001234'],
    ['0000001234', '0001234'],
    ['１２３４', '0001234'],
    [' 000-1234 ', '0001234'],
    ['000ー1234', '0001234'],
    ['000－12−34', '0001234'],
    ['1234567', '1234567'],
    ['0', '0000000'],
    ['a-123', 'A123'],
    ['ａ１２３', 'A123'],
    ['A0123', 'A0123'],
    ['12.3', '12.3'],
  ])('pads %j to %s', (input, expected) => {
    expect(normaliseLocalId(input, zero7)).toBe(expected);
  });

  it.each([
    ['0001234', '1234'],
    ['1234', '1234'],
    ['0000', '0'],
    ['A0123', 'A0123'],
  ])('strips %j to %s where the storage does not pad', (input, expected) => {
    expect(normaliseLocalId(input, none7)).toBe(expected);
  });

  it.each([
    '',
    ' ',
    '-',
    '12345678',
    '012345678',
    '1234@EMS',
    '12_34',
    '12/34',
    '山田',
    '１２三',
    '.',
    '..',
    '.5',
    '-.5',
    '。５'.normalize('NFKC'),
    '．５',
    'A'.repeat(21),
    '0'.repeat(21),
    'é',
  ])('refuses %j', (input) => {
    expect(normaliseLocalId(input, zero7)).toBeUndefined();
    expect(normaliseLocalId(input, none7)).toBeUndefined();
  });

  it('gives nothing but what the network may keep as a patient ID', () => {
    const ids = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'0159aZ.．-ー－ 　０５Ａｚ'), maxLength: 24 }),
      fc.string({ unit: 'binary', maxLength: 24 }),
      fc.constantFrom(...HOSTILE_TEXTS),
    );
    const formats = fc.record({
      digits: fc.integer({ min: 1, max: 20 }),
      padding: fc.constantFrom('zero' as const, 'none' as const),
    });
    fc.assert(
      fc.property(ids, formats, (typed, format) => {
        const localId = normaliseLocalId(typed, format);
        expect([typed, localId === undefined || LocalId.safeParse(localId).success]).toEqual([typed, true]);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes twenty characters, not twenty-one', () => {
    expect(normaliseLocalId('A'.repeat(20), zero7)).toBe('A'.repeat(20));
    expect(normaliseLocalId('1'.repeat(20), { digits: 20, padding: 'zero' })).toBe('1'.repeat(20));
    expect(normaliseLocalId(`${'0'.repeat(13)}1234567`, zero7)).toBe('1234567');
  });

  it('gives a card and a storage the same ID, however either pads', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 0, max: 12 }), (number, zeros) => {
        const card = '0'.repeat(zeros) + String(number);
        expect(normaliseLocalId(card, zero7)).toBe(String(number).padStart(7, '0'));
        expect(normaliseLocalId(card, none7)).toBe(String(number));
      }),
    );
  });

  it('normalises what is normal already to itself', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('0123456789aZ.-ー１ ')) }),
        fc.constantFrom(zero7, none7),
        (input, format) => {
          const id = normaliseLocalId(input, format);
          fc.pre(id !== undefined);
          expect(normaliseLocalId(id, format)).toBe(id);
        },
      ),
    );
  });

  it('refuses hostile texts, of which one is a possible ID', () => {
    const answers = HOSTILE_TEXTS.map((text) => normaliseLocalId(text, zero7));
    expect(answers.filter((id) => id !== undefined)).toEqual(['CONSTRUCTOR']);
  });
});
