import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  PDQ_KINDS,
  PDQ_KINDS_BY_NAME,
  type PdqAnswer,
  type PdqKind,
  type PdqTrial,
  pdqFigures,
  pdqPersonAt,
  pdqTrials,
} from '../../bench/pdq-people.ts';
import { searchTermsOf } from '../../layers/deed/search-terms.ts';
import { pdqMatch, pdqTermsOf } from '../../layers/names/index.ts';
import { Demographics } from '../../schemas/person.ts';

const PEOPLE = 2000;
const TRIALS = 200;
const TODAY = '2026-06-15';

const people = Array.from({ length: PEOPLE }, (_, index) => pdqPersonAt(index));
/** Search item → indexes of the people who are kept under it, as the store keeps them. */
const kept = Map.groupBy(
  people.flatMap((person, index) =>
    searchTermsOf(person).map(({ kind, value }) => ({ key: `${kind} ${value}`, index })),
  ),
  ({ key }) => key,
);

const answer = (trial: PdqTrial): PdqAnswer => {
  const rows = pdqTermsOf(trial.query, TODAY).flatMap(({ kind, value }) => kept.get(`${kind} ${value}`) ?? []);
  const found = [...new Set(rows.map(({ index }) => index))].filter((index) => {
    const person = people[index];
    return person !== undefined && pdqMatch(trial.query, person) !== undefined;
  });
  return { trial, found };
};
const answers = (kind: PdqKind, byName = false): PdqAnswer[] =>
  pdqTrials(kind, { people: PEOPLE, count: TRIALS, byName }).map(answer);

describe('people and queries for name searches', () => {
  it('are valid, and always the same', () => {
    for (const person of people.slice(0, 200)) expect(Demographics.safeParse(person).success).toBe(true);
    expect(pdqPersonAt(7)).toEqual(pdqPersonAt(7));
    expect(pdqTrials('oneKana', { people: 100, count: 5 })).toEqual(pdqTrials('oneKana', { people: 100, count: 5 }));
  });

  it('hold twins, men of one household, and namesakes', () => {
    const [twin, other, man, kinsman, namesake, sameName] = people.slice(20, 26);
    expect(other).toMatchObject({
      birthDate: twin?.birthDate,
      phone: twin?.phone,
      name: { family: twin?.name.family },
    });
    expect(other?.name.givenKana).not.toBe(twin?.name.givenKana);
    expect(kinsman).toMatchObject({ phone: man?.phone, name: { familyKana: man?.name.familyKana } });
    expect(kinsman?.birthDate).not.toBe(man?.birthDate);
    expect(sameName?.name).toEqual(namesake?.name);
    expect(sameName?.birthDate).not.toBe(namesake?.birthDate);
  });

  it.each(PDQ_KINDS)('give as many trials as were asked for: %s', (kind) => {
    expect(pdqTrials(kind, { people: PEOPLE, count: TRIALS })).toHaveLength(TRIALS);
  });

  it('ask for somebody as a record stands, or as it does not', () => {
    const asRecorded = ({ query, wanted }: PdqTrial): boolean => {
      const { name, birthDate } = pdqPersonAt(wanted);
      const names = [`${name.family} ${name.given}`, `${name.familyKana} ${name.givenKana}`];
      return names.includes(`${query.family} ${query.given}`) && query.birthDate === birthDate;
    };
    const mistaken = new Set(
      PDQ_KINDS.filter((kind) => !pdqTrials(kind, { people: PEOPLE, count: 50 }).some(asRecorded)),
    );
    expect(PDQ_KINDS.filter((kind) => !mistaken.has(kind))).toEqual(['none', 'twin', 'household', 'namesake']);
  });
});

describe('pdqFigures', () => {
  it('counts people wanted and found', () => {
    const trial: PdqTrial = { kind: 'none', query: {}, wanted: 1 };
    expect(
      pdqFigures([
        { trial, found: [1, 2] },
        { trial, found: [] },
      ]),
    ).toEqual({ trials: 2, recall: 0.5, precision: 0.5 });
    expect(pdqFigures([{ trial, found: [] }])).toEqual({ trials: 1, recall: 0, precision: 1 });
  });
});

describe('name searches among 2,000 people', () => {
  const byKind = new Map<PdqKind, PdqAnswer[]>();
  beforeAll(() => {
    for (const kind of PDQ_KINDS) byKind.set(kind, answers(kind));
  });

  it.each(PDQ_KINDS.filter((kind) => kind !== 'otherKana'))(
    'find the one wanted by birth date and names: %s',
    (kind) => {
      expect(pdqFigures(byKind.get(kind) ?? []).recall).toBeGreaterThanOrEqual(0.95);
    },
  );

  it('find every family name with another kana in it, and leave a given name that may be a sibling’s', () => {
    const found = Map.groupBy(byKind.get('otherKana') ?? [], ({ trial }) =>
      trial.query.family === pdqPersonAt(trial.wanted).name.familyKana ? 'given' : 'family',
    );
    expect(pdqFigures(found.get('family') ?? []).recall).toBe(1);
    expect(pdqFigures(found.get('given') ?? []).recall).toBeLessThan(0.2);
  });

  it('with a birth date find hardly anybody else', () => {
    expect(pdqFigures([...byKind.values()].flat()).precision).toBeGreaterThanOrEqual(0.98);
    expect(pdqFigures(byKind.get('twin') ?? []).precision).toBeGreaterThanOrEqual(0.98);
  });

  it.each(PDQ_KINDS_BY_NAME)('find the one wanted by names alone, among namesakes: %s', (kind) => {
    expect(pdqFigures(answers(kind, true)).recall).toBeGreaterThanOrEqual(0.95);
  });
});
