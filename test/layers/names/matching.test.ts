import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  type Certainty,
  type Demographics,
  DUPLICATE_REASONS,
  type DuplicateReason,
  demographicsMatch,
  nameKeyOf,
  scoreDuplicate,
  searchKeysOf,
} from '../../../layers/names/index.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

type Changes = Partial<Omit<Demographics, 'name'>> & { name?: Partial<Demographics['name']> };

/** Synthetic. */
const HANAKO: Demographics = {
  name: { family: '能登', given: '花子', familyKana: 'ノト', givenKana: 'ハナコ' },
  birthDate: '1937-03-04',
  sex: 'female',
};
const PHONE = { phone: '076-123-4567' };
const ADDRESS = { postalCode: '920-0000', address: '石川県金沢市試験町1-2-3' };
const CARD = { insurance: { insurer: '170019', symbol: '金沢', number: '1234', branch: '01' } };
const OTHER_NAME = { family: '加賀', given: '梅', familyKana: 'カガ', givenKana: 'ウメ' };

function person({ name, ...changes }: Changes = {}): Demographics {
  return { ...HANAKO, ...changes, name: { ...HANAKO.name, ...name } };
}

function score(a: Changes, b: Changes) {
  return scoreDuplicate(person(a), person(b));
}

describe('demographicsMatch', () => {
  it('holds for the same person, however the kana are typed', () => {
    for (const name of [
      { familyKana: 'のと', givenKana: 'はなこ' },
      { familyKana: 'ﾉﾄ', givenKana: ' ﾊﾅｺ ' },
      { family: '能登屋', given: '華子' },
    ]) {
      expect(demographicsMatch(person(), person({ name }))).toEqual({ matches: true, differences: [] });
    }
  });

  it.each<[string, Changes, string[]]>([
    ['another birth date', { birthDate: '1937-03-05' }, ['birthDate']],
    ['another sex', { sex: 'male' }, ['sex']],
    ['another given name', { name: { givenKana: 'ハナエ' } }, ['kana']],
    ['another family name', { name: { familyKana: 'カガ' } }, ['kana']],
    ['a name that only sounds alike', { name: { familyKana: 'ノトオ' } }, ['kana']],
    ['a name divided elsewhere', { name: { familyKana: 'ノトハ', givenKana: 'ナコ' } }, ['kana']],
    ['the former family name', { name: { familyKana: 'カガ', formerFamilyKana: 'ノト' } }, ['kana']],
    ['nothing in common', { birthDate: '1950-01-01', sex: 'male', name: OTHER_NAME }, ['birthDate', 'sex', 'kana']],
  ])('names the difference: %s', (_, changes, differences) => {
    expect(demographicsMatch(person(), person(changes))).toEqual({ matches: false, differences });
  });

  it('never takes unknown for equal', () => {
    const blank = person({ birthDate: '', sex: 'unknown', name: { familyKana: '', givenKana: '・' } });
    expect(demographicsMatch(blank, blank)).toEqual({ matches: false, differences: ['birthDate', 'sex', 'kana'] });
  });
});

describe('scoreDuplicate says same', () => {
  it.each<[string, Changes]>([
    ['telephone', { phone: '+81 76 123 4567' }],
    ['address', { postalCode: '9200000', address: '石川県金沢市試験町１丁目２番３号' }],
    ['address without a postal code', { address: '石川県金沢市試験町1-2-3' }],
  ])('on birth date, sex, kana and %s', (_, changes) => {
    const found = score({ ...PHONE, ...ADDRESS }, { ...changes, name: { familyKana: 'ﾉﾄ' } });
    expect(found?.certainty).toBe('same');
    expect(found?.because).toContain('sameBirthDateAndKana');
  });

  it('on the exact insurance identity with branch, also under another family name', () => {
    const married = { ...CARD, name: { family: '加賀', familyKana: 'カガ' } };
    expect(score(CARD, married)).toEqual({
      certainty: 'same',
      because: ['sameInsurance', 'sameBirthDateAndGivenKana'],
    });
  });

  it.each<[string, Changes, Changes]>([
    ['birth date, sex and kana alone', {}, {}],
    ['another telephone', PHONE, { phone: '076-765-4321' }],
    ['a filler for a telephone', { phone: '000-0000-0000' }, { phone: '000-0000-0000' }],
    ['a town without a number', { address: '石川県金沢市' }, { address: '石川県金沢市' }],
    ['the same address in another postal area', ADDRESS, { ...ADDRESS, postalCode: '929-0000' }],
    ['an unknown sex', { ...PHONE, sex: 'unknown' }, { ...PHONE, sex: 'unknown' }],
    ['another sex', PHONE, { ...PHONE, sex: 'male' }],
    ['a name that only sounds alike', PHONE, { ...PHONE, name: { familyKana: 'ノトオ' } }],
    ['another birth date', PHONE, { ...PHONE, birthDate: '1937-03-05' }],
    ['insurance without a branch', { insurance: { ...CARD.insurance, branch: undefined } }, CARD],
    [
      'an insurance identity beside another given name',
      CARD,
      { ...CARD, name: { given: '月子', givenKana: 'ツキコ' } },
    ],
    ['an insurance identity beside another birth date', CARD, { ...CARD, birthDate: '1967-03-04' }],
    ['an insurance identity beside another sex', CARD, { ...CARD, sex: 'male' }],
  ])('but not on %s', (_, a, b) => {
    expect(score(a, b)).toBeDefined();
    expect(score(a, b)?.certainty).not.toBe('same');
  });
});

describe('scoreDuplicate names its reasons', () => {
  const cases: [string, Changes, Changes, Certainty, DuplicateReason[]][] = [
    [
      'same birth date and kana',
      {},
      { name: { familyKana: 'のと' } },
      'likely',
      ['sameBirthDateAndKana', 'kanjiNameAndBirthDate'],
    ],
    ['the same of another sex', {}, { sex: 'male', name: { given: '華子' } }, 'possible', ['sameBirthDateAndKana']],
    ['a married name', {}, { name: otherFamily() }, 'possible', ['sameBirthDateAndGivenKana']],
    [
      'a married name, the former one known',
      {},
      { name: { ...otherFamily(), formerFamilyKana: 'のと' } },
      'likely',
      ['sameBirthDateAndGivenKana'],
    ],
    [
      'a married name, same telephone',
      PHONE,
      { ...PHONE, name: otherFamily() },
      'likely',
      ['sameBirthDateAndGivenKana'],
    ],
    ['day and month swapped', {}, { birthDate: '1937-04-03' }, 'possible', ['sameKanaBirthDateSwapped']],
    [
      'day and month swapped, same address',
      ADDRESS,
      { ...ADDRESS, birthDate: '1937-04-03' },
      'likely',
      ['sameKanaBirthDateSwapped'],
    ],
    ['same kana and telephone', PHONE, { ...PHONE, birthDate: '1937-03-14' }, 'likely', ['sameKanaAndPhone']],
    [
      'sounding alike',
      { name: { given: '', familyKana: 'オオノ' } },
      { name: { given: '', familyKana: 'オノ' } },
      'possible',
      ['looseKanaAndBirthDate'],
    ],
    [
      'sounding alike, same given kanji',
      { name: { familyKana: 'オオノ', family: '大野' } },
      { name: { familyKana: 'オノ', family: '小野' } },
      'likely',
      ['looseKanaAndBirthDate'],
    ],
    [
      'same kanji, another reading',
      { name: { family: '髙田', familyKana: 'タカダ' } },
      { name: { family: '高田', familyKana: 'タカタ', givenKana: 'カコ' } },
      'likely',
      ['kanjiNameAndBirthDate'],
    ],
    [
      'a kanji that could not be written',
      { name: { family: '〓田', familyKana: 'タカダ' } },
      { name: { family: '髙田', familyKana: 'タカタ' } },
      'possible',
      ['kanjiNameAndBirthDate', 'sameBirthDateAndGivenKana'],
    ],
    [
      'same insurance and branch, another given name',
      CARD,
      { ...CARD, name: { given: '月子', givenKana: 'ツキコ' } },
      'likely',
      ['sameInsurance'],
    ],
    [
      'same insurance and branch, nothing else',
      CARD,
      { ...CARD, birthDate: '1967-01-01', name: OTHER_NAME },
      'possible',
      ['sameInsurance'],
    ],
    [
      'same insurance, branch unknown, same given name',
      { insurance: { ...CARD.insurance, branch: '' } },
      { ...CARD, birthDate: '1937-03-14' },
      'possible',
      ['sameInsurance'],
    ],
  ];

  it.each(cases.map(([title, a, b, certainty, because]) => ({ title, a, b, expected: { certainty, because } })))(
    '$title',
    ({ a, b, expected }) => {
      expect(score(a, b)).toEqual(expected);
    },
  );

  it('and has a sentence for each in both languages', () => {
    for (const { ja, en } of Object.values(DUPLICATE_REASONS)) {
      expect(ja).toMatch(/[ぁ-ん].*。$/u);
      expect(en).toMatch(/^[A-Z].*\.$/);
    }
  });
});

function otherFamily() {
  return { family: '加賀', familyKana: 'カガ' };
}

describe('scoreDuplicate never makes candidates of', () => {
  const twin = { given: '月子', givenKana: 'ツキコ' };
  const together = { ...PHONE, ...ADDRESS };
  const household = { insurance: { ...CARD.insurance, branch: undefined } };

  it.each<[string, Changes, Changes]>([
    ['twins', {}, { name: twin }],
    ['twins of one household', together, { ...together, name: twin }],
    [
      'twins with one insurance and their own branches',
      { ...together, ...CARD },
      { ...together, insurance: { ...CARD.insurance, branch: '02' }, name: twin },
    ],
    [
      'twins with one insurance whose branches are unknown',
      { ...together, ...household },
      { ...together, ...household, name: twin },
    ],
    ['twins with one unreadable given name', { ...together, name: { given: '〓子' } }, { ...together, name: twin }],
    ['brother and sister twins', together, { ...together, sex: 'male', name: { given: '太郎', givenKana: 'タロウ' } }],
    ['namesakes of other birth dates', ADDRESS, { ...ADDRESS, birthDate: '1967-08-09' }],
    ['people of one family name and telephone', PHONE, { ...PHONE, name: twin, birthDate: '1967-08-09' }],
    ['people of one birth date and family name', {}, { name: { given: '梅', givenKana: 'ウメ' } }],
    [
      'a man and a woman of one given name',
      { name: { givenKana: 'ヒカル' } },
      { sex: 'male', name: { ...otherFamily(), givenKana: 'ヒカル' } },
    ],
    ['people without a birth date, name or number', { birthDate: '', name: blank() }, { birthDate: '', name: blank() }],
    [
      'names that could not be read at all',
      { name: { family: '〓〓', given: '〓〓', familyKana: '', givenKana: '' } },
      {},
    ],
  ])('%s', (_, a, b) => {
    expect(score(a, b)).toBeUndefined();
    expect(score(b, a)).toBeUndefined();
  });

  function blank() {
    return { family: '', given: '', familyKana: '', givenKana: '' };
  }
});

describe('scoreDuplicate as a whole', () => {
  const kana = fc.constantFrom('ノト', 'のと', 'ノトオ', 'カガ', '', 'ハナコ', 'ツキコ');
  const anyone: fc.Arbitrary<Demographics> = fc.record({
    name: fc.record({
      family: fc.constantFrom('能登', '〓登', '加賀', ''),
      given: fc.constantFrom('花子', '月子', '〓子', ''),
      familyKana: kana,
      givenKana: kana,
      formerFamilyKana: kana,
    }),
    birthDate: fc.constantFrom('1937-03-04', '1937-04-03', '1950-01-01', ''),
    sex: fc.constantFrom('male' as const, 'female' as const, 'unknown' as const),
    phone: fc.constantFrom('0761234567', '+81761234567', '0000000000', ''),
    address: fc.constantFrom('試験町1-2', '試験町', ''),
    insurance: fc.record({
      insurer: fc.constant('170019'),
      number: fc.constantFrom('1', ''),
      branch: fc.constantFrom('01', '02', ''),
    }),
  });
  /** Two records of which the second repeats most of the first. */
  const nearlyOne = fc
    .tuple(anyone, anyone, fc.subarray(['name', 'birthDate', 'sex', 'phone', 'address', 'insurance'] as const))
    .map(
      ([a, other, changed]) => [a, { ...a, ...Object.fromEntries(changed.map((key) => [key, other[key]])) }] as const,
    );
  const pairs = { numRuns: 2000 };

  it('is symmetric', () => {
    fc.assert(
      fc.property(anyone, anyone, (a, b) => expect(scoreDuplicate(a, b)).toEqual(scoreDuplicate(b, a))),
      pairs,
    );
  });

  it('never says same without the insurance identity, or birth date, sex, kana and a contact', () => {
    fc.assert(
      fc.property(nearlyOne, ([a, b]) => {
        const isSame = scoreDuplicate(a, b)?.certainty === 'same';
        expect({ isSame, hasGrounds: hasGroundsForSame(a, b) }).not.toEqual({ isSame: true, hasGrounds: false });
      }),
      pairs,
    );
    expect(fc.sample(nearlyOne, 200).some(([a, b]) => scoreDuplicate(a, b)?.certainty === 'same')).toBe(true);
  });

  /** Said in other words than the code's own: equal fields of the generator above. */
  function hasGroundsForSame(a: Demographics, b: Demographics): boolean {
    const card = a.insurance?.number === '1' && b.insurance?.number === '1' && a.insurance.branch !== '';
    const phone = [a, b].every((one) => one.phone?.endsWith('761234567'));
    const address = [a, b].every((one) => one.address === '試験町1-2');
    const named = demographicsMatch(a, b).matches;
    return (
      a.birthDate === b.birthDate &&
      ((card && a.insurance?.branch === b.insurance?.branch) || (named && (phone || address)))
    );
  }

  function clearlyDifferentGivenNames(a: Demographics['name'], b: Demographics['name']): boolean {
    const written = [a, b].every(({ given, givenKana }) => given !== '' && !given.includes('〓') && givenKana !== '');
    const [soundA, soundB] = [a, b].map(({ givenKana }) => nameKeyOf({ familyKana: 'ア', givenKana }));
    return written && a.given !== b.given && soundA !== soundB;
  }

  it('never offers people whose given names differ in sound and script, unless the insurance identity is one', () => {
    fc.assert(
      fc.property(anyone, anyone, (a, b) => {
        fc.pre(clearlyDifferentGivenNames(a.name, b.name));
        expect(scoreDuplicate(a, b)?.because ?? ['sameInsurance']).toEqual(['sameInsurance']);
      }),
      pairs,
    );
  });

  it('answers hostile texts', () => {
    for (const text of HOSTILE_TEXTS) {
      const hostile = person({
        birthDate: text,
        phone: text,
        postalCode: text,
        address: text,
        insurance: { insurer: text, symbol: text, number: text, branch: text },
        name: { family: text, given: text, familyKana: text, givenKana: text, formerFamilyKana: text },
      });
      expect(scoreDuplicate(hostile, hostile)).toBeUndefined();
      expect(demographicsMatch(hostile, person()).matches).toBe(false);
      expect(searchKeysOf(hostile).phone).toBeUndefined();
    }
  });
});

describe('searchKeysOf', () => {
  it('is the birth date, the whole name by sound, the former name and the telephone', () => {
    const keys = searchKeysOf(
      person({ ...PHONE, name: { familyKana: 'おおの', givenKana: 'ﾕｳｺ', formerFamilyKana: 'ノト' } }),
    );
    expect(keys).toEqual({
      birthDate: '1937-03-04',
      nameKana: 'オノ|ユウコ',
      formerNameKana: 'ノト|ユウコ',
      phone: '0761234567',
    });
  });

  it('is the same for every way of typing a name', () => {
    expect(searchKeysOf(person({ name: { familyKana: 'ｺｰﾉ' } }))).toEqual(
      searchKeysOf(person({ name: { familyKana: 'こうの' } })),
    );
  });

  it('never holds a family name alone, nor a filler for a telephone', () => {
    expect(searchKeysOf(person({ phone: '000-0000-0000', name: { givenKana: '・' } }))).toEqual({
      birthDate: '1937-03-04',
    });
    expect(nameKeyOf({ familyKana: 'ノト', givenKana: '' })).toBeUndefined();
  });

  it('keeps its separator to itself', () => {
    expect(nameKeyOf({ familyKana: 'ノ|ト', givenKana: 'ハ|ナコ' })).toBe('ノト|ハナコ');
  });
});
