import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  demographicsMatch,
  kanaKey,
  kanjiKey,
  normaliseLocalId,
  parseJapaneseDate,
  scoreDuplicate,
} from '../../../layers/names/index.ts';
import { FACILITY, facilityOf } from '../../../local/demo/facilities.ts';
import { typedDemographics } from '../../../local/demo/people/spelling.ts';
import { type DemoPerson, demoPeople } from '../../../local/demo/people.ts';
import { Demographics, DemographicsInput } from '../../../schemas/person.ts';

const people = demoPeople();
const story = (key: string): DemoPerson => {
  const found = people.find((person) => person.key === `story/${key}`);
  if (found === undefined) throw new Error(key);
  return found;
};
const at = (person: DemoPerson, facilityId: string) =>
  person.records.find((record) => record.facilityId === facilityId);

describe('the people of the demo', () => {
  it('are the same people for the same seed, and others for another', () => {
    expect(demoPeople()).toEqual(people);
    const others = demoPeople('another seed').filter(({ story }) => story === undefined);
    expect(others).not.toEqual(people.filter(({ story }) => story === undefined));
  });

  it('are a few hundred, most of them old, born from Meiji to Reiwa', () => {
    expect(people.length).toBeGreaterThan(220);
    const years = people.map(({ demographics }) => demographics.birthDate);
    expect(years.filter((day) => day < '1962').length).toBeGreaterThan(people.length * 0.45);
    expect(years.some((day) => day < '1912-07-30')).toBe(true);
    expect(years.some((day) => day >= '2019-05-01')).toBe(true);
  });

  it('are some 150 patients of TYテスト病院 and 120 of テスト病院, many of both', () => {
    const patientsOf = (facilityId: string) => people.filter((person) => at(person, facilityId) !== undefined);
    expect(patientsOf('ty-hospital').length).toBeGreaterThan(120);
    expect(patientsOf('test-hospital').length).toBeGreaterThan(100);
    expect(patientsOf('ty-hospital').filter((person) => at(person, 'test-hospital')).length).toBeGreaterThan(40);
  });

  it('have one to four records each, under IDs as the facility keeps them, none given twice', () => {
    const seen = new Set<string>();
    for (const { records } of people) {
      expect(records.length).toBeGreaterThanOrEqual(1);
      expect(records.length).toBeLessThanOrEqual(4);
      for (const { facilityId, localId } of records) {
        expect(normaliseLocalId(localId, facilityOf(facilityId).localIds)).toBe(localId);
        expect(seen.has(`${facilityId}/${localId}`)).toBe(false);
        seen.add(`${facilityId}/${localId}`);
      }
    }
  });

  it('are fictional: telephone, postal code and insurer in ranges that are given to nobody, in a prefecture that does not exist', () => {
    for (const { demographics, records } of people) {
      for (const known of [demographics, ...records.map((record) => record.demographics)]) {
        expect(Demographics.parse(known)).toEqual(known);
        expect(known.phone).toMatch(/^000-\d{4}-\d{4}$/);
        expect(known.postalCode).toMatch(/^000-\d{4}$/);
        expect(known.address).toMatch(/^架空県/);
        expect(known.insurance?.insurer.slice(-6, -4)).toBe('00');
      }
    }
  });

  it('have names that a hospital can write in ISO-2022-JP without the supplementary set', () => {
    // 濵 and 𠮷 are outside JIS X 0208 and its vendors' extensions.
    for (const { records } of people)
      for (const { demographics } of records) expect(demographics.name.family).not.toMatch(/[濵𠮷]/u);
  });
});

describe('the traps among them', () => {
  it('twins share birth date, address, family name and card, and are never taken for one another', () => {
    const [one, other] = [story('nomi-kenta').demographics, story('nomi-shota').demographics];
    expect({
      birthDate: one.birthDate,
      address: one.address,
      family: one.name.family,
      card: one.insurance?.number,
    }).toEqual({
      birthDate: other.birthDate,
      address: other.address,
      family: other.name.family,
      card: other.insurance?.number,
    });
    expect(one.insurance?.branch).not.toBe(other.insurance?.branch);
    expect(scoreDuplicate(one, other)).toBeUndefined();
  });

  it('two people of one name and birth date are candidates for a person to judge, not the same', () => {
    const score = scoreDuplicate(story('suzuki-ichiro-a').demographics, story('suzuki-ichiro-b').demographics);
    expect(score?.because).toContain('sameBirthDateAndKana');
    expect(score?.certainty).not.toBe('same');
  });

  it('髙﨑 is written three ways and is one name', () => {
    const person = story('takasaki-wataru');
    const spellings = new Set([
      person.demographics.name.family,
      ...person.records.map(({ demographics }) => demographics.name.family),
    ]);
    expect(spellings.size).toBe(3);
    expect(new Set([...spellings].map(kanjiKey)).size).toBe(1);
  });

  it('a married woman is kept under her former name at one hospital, which differs enough to leave the link pending', () => {
    const person = story('hakusan-yumi');
    const kept = at(person, 'ty-hospital')?.demographics ?? person.demographics;
    expect(demographicsMatch(person.demographics, kept).differences).toEqual(['kana']);
    expect(scoreDuplicate(person.demographics, kept)?.because).toContain('sameBirthDateAndGivenKana');
    expect(
      people.filter(({ demographics }) => demographics.name.formerFamilyKana !== undefined).length,
    ).toBeGreaterThan(20);
  });

  it('a birth date with month and day swapped differs, and a hyphen for a long vowel does not', () => {
    const swapped = story('wajima-mitsu');
    expect(
      demographicsMatch(swapped.demographics, at(swapped, 'test-hospital')?.demographics ?? swapped.demographics)
        .differences,
    ).toEqual(['birthDate']);
    const hyphen = story('monzen-maria');
    expect(at(hyphen, 'test-hospital')?.demographics.name.familyKana).not.toBe(hyphen.demographics.name.familyKana);
    expect(
      demographicsMatch(hyphen.demographics, at(hyphen, 'test-hospital')?.demographics ?? hyphen.demographics).matches,
    ).toBe(true);
  });

  it('a family of three generations shares a home', () => {
    const family = people.filter(({ demographics }) => demographics.name.family === '宝達');
    expect(family).toHaveLength(3);
    expect(new Set(family.map(({ demographics }) => demographics.address)).size).toBe(1);
  });

  it('whoever a hospital leaves out is one of its patients', () => {
    const excluded = story('hakui-shizuka');
    for (const facilityId of [FACILITY.tyHospital, FACILITY.testHospital]) {
      expect(facilityOf(facilityId).excludedLocalIds).toEqual([at(excluded, facilityId)?.localId]);
    }
  });
});

describe('their registrations', () => {
  let registered: DemoPerson[] = [];
  beforeAll(() => {
    registered = people.filter(({ registration }) => registration !== undefined);
  });

  it('are about half, with every kind of consent, a few withdrawn, a few links pending', () => {
    expect(registered.length / people.length).toBeGreaterThan(0.4);
    expect(registered.length / people.length).toBeLessThan(0.6);
    const consents = registered.flatMap(({ registration }) =>
      registration?.consent ? [registration.consent.scope] : [],
    );
    expect(consents.filter(({ kind }) => kind === 'individual').length).toBeGreaterThan(3);
    expect(consents.filter(({ excludedContents = [] }) => excludedContents.length > 0).length).toBeGreaterThan(2);
    expect(registered.filter(({ registration }) => registration?.withdrawal).length).toBeGreaterThan(1);
    const links = registered.flatMap(({ registration }) => registration?.links ?? []);
    expect(links.filter(({ becomes }) => becomes === 'pending').length).toBeGreaterThan(3);
  });

  it('name IDs that lead to the right record however they were typed', () => {
    for (const person of registered) {
      for (const { facilityId, localId } of person.registration?.links ?? []) {
        expect(normaliseLocalId(localId, facilityOf(facilityId).localIds)).toBe(at(person, facilityId)?.localId);
      }
    }
  });

  it("use up no one's tries at other facilities' IDs (30 a day), and none of the clinic doctor's", () => {
    const tries = new Map<string, number>();
    for (const { registration } of registered) {
      for (const { by, facilityId } of registration?.links ?? []) {
        if (!by.startsWith(`${facilityId}.`)) tries.set(by, (tries.get(by) ?? 0) + 1);
      }
    }
    expect(Math.max(...tries.values())).toBeLessThanOrEqual(27);
    expect(tries.has('test-clinic.doctor')).toBe(false);
  });

  it('are typed as people type: hiragana, half-width kana, the Japanese calendar; and mean the same person', () => {
    const typed = registered.flatMap((person) =>
      person.registration ? [{ person, input: typedDemographics(person.demographics, person.registration) }] : [],
    );
    for (const { person, input } of typed) {
      expect(DemographicsInput.parse(input)).toEqual(input);
      expect(parseJapaneseDate(input.birthDate)).toEqual({ ok: true, date: person.demographics.birthDate });
      expect(kanaKey(input.name.familyKana)).toBe(kanaKey(person.demographics.name.familyKana));
    }
    expect(typed.some(({ input }) => /^[ぁ-ゖー]+$/u.test(input.name.familyKana))).toBe(true);
    expect(typed.some(({ input }) => /[ｦ-ﾝ]/u.test(input.name.familyKana))).toBe(true);
    expect(typed.some(({ input }) => input.birthDate.startsWith('昭和'))).toBe(true);
  });
});
