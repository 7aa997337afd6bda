import { describe, expect, it } from '@jest/globals';
import { PersonSummary } from '../../../../schemas/person.ts';
import { NOTHING_TYPED } from '../../../../web/patients/demographics/typed.ts';
import { compare } from '../../../../web/patients/registration/compare.ts';

const WATARU = PersonSummary.parse({
  name: { family: '髙﨑', given: '渉', familyKana: 'タカサキ', givenKana: 'ワタル' },
  birthDate: '1962-12-24',
  sex: 'male',
});

const agreements = (typed: object) =>
  Object.fromEntries(compare({ ...NOTHING_TYPED, ...typed }, WATARU).map(({ field, agreement }) => [field, agreement]));

describe('what was typed beside what is registered', () => {
  it('is the same, another way to write it, different, or not typed yet', () => {
    const typed = { family: '高崎', given: '渉', familyKana: 'ﾀｶｻｷ', givenKana: 'わたる', birthDate: 'S37.12.24' };
    expect(agreements(typed)).toEqual({ name: 'alike', kana: 'alike', birthDate: 'same', sex: 'unknown' });
    expect(agreements({ ...WATARU.name, birthDate: '1962-12-24', sex: 'female' })).toEqual({
      name: 'same',
      kana: 'same',
      birthDate: 'same',
      sex: 'different',
    });
    expect(agreements({ familyKana: 'タカサカ', givenKana: 'ワタル', birthDate: '1962-12-25' })).toMatchObject({
      name: 'unknown',
      kana: 'different',
      birthDate: 'different',
    });
  });

  it('a birth date that cannot be read is different, and stands as it was typed', () => {
    const line = compare({ ...NOTHING_TYPED, birthDate: '昭和37年' }, WATARU).find(
      ({ field }) => field === 'birthDate',
    );
    expect(line).toMatchObject({ typed: '昭和37年', agreement: 'different' });
  });
});
