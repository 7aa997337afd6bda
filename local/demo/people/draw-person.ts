import type { Demographics } from '../../../schemas/person.ts';
import type { FacilityId } from '../../../schemas/primitives.ts';
import { ALLERGIES, type AllergyId } from '../clinical/allergies.ts';
import { type ConditionId, conditionsAt } from '../clinical/conditions.ts';
import type { InfectionId } from '../clinical/infections.ts';
import { FACILITY } from '../facilities.ts';
import type { Chance } from '../random.ts';
import { PEOPLE } from '../settings.ts';
import { type Card, type Home, insuranceOf } from './homes.ts';
import { type FamilyName, givenNamesOf } from './names.ts';
import type { AllergyKnowledge } from './person.ts';

/** The day on which ages are reckoned. It stands still, so that the people do not depend on the day of the demo. */
const AGES_AS_OF = 2026;

/** Years of age and their weight: the region is old, and so are those who come to a hospital. */
const AGES: readonly (readonly [readonly [number, number], number])[] = [
  [[1, 14], 6],
  [[15, 39], 9],
  [[40, 64], 25],
  [[65, 79], 33],
  [[80, 94], 24],
  [[95, 114], 3],
];

export const drawAge = (chance: Chance): number => {
  const [least, most] = chance.weighted(AGES);
  return chance.between(least, most);
};

const two = (number: number): string => String(number).padStart(2, '0');

export const drawBirthDate = (chance: Chance, age: number): string =>
  `${AGES_AS_OF - 1 - age}-${two(chance.between(1, 12))}-${two(chance.between(1, 28))}`;

export const ageOf = (birthDate: string): number => AGES_AS_OF - Number(birthDate.slice(0, 4)) - 1;

export type Household = { family: FamilyName; home: Home; card: Card };

export type Draft = { chance: Chance; household: Household; age: number; branch: number; sex: 'female' | 'male' };

/** How the person writes the name: in registers' shapes as often as not. A married woman's former name is kept (旧姓). */
export const drawDemographics = (
  { chance, household, age, branch, sex }: Draft,
  families: readonly FamilyName[],
): Demographics => {
  const birthDate = drawBirthDate(chance, age);
  const { family, home, card } = household;
  const given = chance.pick(givenNamesOf({ sex, birthYear: Number(birthDate.slice(0, 4)) }));
  const former = sex === 'female' && age >= 25 && chance.percent(40) ? chance.pick(families).kana : undefined;
  return {
    name: {
      family: family.variant !== undefined && chance.percent(50) ? family.variant : family.kanji,
      given: given.kanji,
      familyKana: family.kana,
      givenKana: given.kana,
      ...(former !== undefined && former !== family.kana && { formerFamilyKana: former }),
    },
    birthDate,
    sex,
    phone: home.phone,
    postalCode: home.postalCode,
    address: home.address,
    insurance: insuranceOf({ age, card, branch, ownNumber: String(chance.between(10_000_000, 99_999_999)) }),
  };
};

/** A hospital's computer of the nineties has only the common shape of a character. */
export const asWrittenAt = (
  facility: { facilityId: FacilityId; family: FamilyName },
  demographics: Demographics,
): Demographics =>
  facility.facilityId === FACILITY.testHospital
    ? { ...demographics, name: { ...demographics.name, family: facility.family.kanji } }
    : demographics;

/** Where somebody is known; at least the clinic. Care homes have the old. */
export const drawFacilities = (chance: Chance, age: number): FacilityId[] => {
  const drawn = (facilityId: FacilityId, percent: number) => (chance.percent(percent) ? [facilityId] : []);
  const where = [
    ...drawn(FACILITY.tyHospital, PEOPLE.percentAtTyHospital),
    ...drawn(FACILITY.testHospital, PEOPLE.percentAtTestHospital),
    ...drawn(FACILITY.testClinic, PEOPLE.percentAtTestClinic),
    ...drawn(FACILITY.testPharmacy, PEOPLE.percentAtTestPharmacy),
    ...drawn(FACILITY.testCareHome, age >= 80 ? 25 : 0),
  ];
  const kept = where.slice(0, 3);
  return kept.length > 0 ? kept : [FACILITY.testClinic];
};

export const drawConditions = (chance: Chance, person: { age: number; sex: 'female' | 'male' }): ConditionId[] => {
  const possible = conditionsAt(person);
  const has = possible.filter(({ percent }) => chance.percent(percent)).map(({ id }) => id);
  if (has.length > 0) return has.slice(0, 4);
  return [chance.weighted(possible.map(({ id, percent }) => [id, percent] as const))];
};

export const drawAllergies = (chance: Chance): AllergyKnowledge => {
  const knowledge = chance.weighted([
    ['notAsked', 30],
    ['none', 45],
    ['some', 25],
  ] as const);
  if (knowledge !== 'some') return knowledge;
  return chance.shuffled(Object.keys(ALLERGIES) as AllergyId[]).slice(0, chance.between(1, 2));
};

export const drawInfections = (chance: Chance, conditions: readonly ConditionId[]): InfectionId[] => {
  if (conditions.includes('hepatitisB')) return ['hbsAntigen'];
  return chance.percent(4) ? [chance.pick(['hcvAntibody', 'hbsAntigen', 'syphilis'] as const)] : [];
};
