import type { Demographics } from '../../schemas/person.ts';
import type { FacilityId } from '../../schemas/primitives.ts';
import { FACILITY } from './facilities.ts';
import {
  ageOf,
  asWrittenAt,
  drawAge,
  drawAllergies,
  drawConditions,
  drawDemographics,
  drawFacilities,
  drawInfections,
  type Household,
} from './people/draw-person.ts';
import { drawCard, drawHome, insuranceOf } from './people/homes.ts';
import { createNumbering, storyLocalId } from './people/local-ids.ts';
import { FAMILY_NAMES } from './people/names.ts';
import type { DemoPerson, DemoRecord } from './people/person.ts';
import { drawRegistration, storyRegistration } from './people/registrations.ts';
import { STORY } from './people/story.ts';
import type { StoryPerson } from './people/story-person.ts';
import { type Chance, type Chances, createChances } from './random.ts';
import { PEOPLE, PERCENT_REGISTERED, SEED } from './settings.ts';

export type { DemoPerson, DemoRecord, Registration, StudyKind } from './people/person.ts';

/** Everybody in the demo region, the story's people first: the same people for the same seed. All of them are invented. */
export const demoPeople = (seed: string = SEED): readonly DemoPerson[] => {
  const chances = createChances(seed);
  const numberAt = createNumbering(chances('numbering'));
  return [
    ...STORY.map((person) => storyPerson(chances, person)),
    ...range(PEOPLE.households).flatMap((index) => household({ chances, numberAt, index })),
    ...range(PEOPLE.singles).map((index) => single({ chances, numberAt, index })),
  ];
};

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const three = (index: number): string => String(index + 1).padStart(3, '0');

type NumberAt = (facilityId: FacilityId) => DemoRecord['localId'];
type Place = { chances: Chances; numberAt: NumberAt; index: number };

const drawHousehold = (chance: Chance): Household => ({
  family: chance.pick(FAMILY_NAMES),
  home: drawHome(chance),
  card: drawCard(chance),
});

const single = ({ chances, numberAt, index }: Place): DemoPerson => {
  const chance = chances(`single/${index}`);
  const member = {
    household: drawHousehold(chance),
    age: drawAge(chance),
    branch: 1,
    sex: chance.pick(['female', 'male'] as const),
  };
  return drawPerson({ chance, numberAt, key: `single/${three(index)}`, member });
};

/** A couple, and in half of the homes a grown child with them: one name, one address, one card. */
const household = ({ chances, numberAt, index }: Place): DemoPerson[] => {
  const chance = chances(`household/${index}`);
  const shared = drawHousehold(chance);
  const age = chance.between(45, 88);
  const couple = [
    { household: shared, age, branch: 1, sex: 'male' as const },
    { household: shared, age: age - chance.between(-2, 5), branch: 2, sex: 'female' as const },
  ];
  const child = {
    household: shared,
    age: age - chance.between(24, 34),
    branch: 3,
    sex: chance.pick(['female', 'male'] as const),
  };
  const members = chance.percent(50) ? [...couple, child] : couple;
  return members.map((member, place) =>
    drawPerson({ chance, numberAt, key: `household/${three(index)}/${place + 1}`, member }),
  );
};

type Member = { household: Household; age: number; branch: number; sex: 'female' | 'male' };

const drawPerson = ({
  chance,
  numberAt,
  key,
  member,
}: {
  chance: Chance;
  numberAt: NumberAt;
  key: string;
  member: Member;
}): DemoPerson => {
  const demographics = drawDemographics({ chance, ...member }, FAMILY_NAMES);
  const conditions = drawConditions(chance, member);
  const records = drawFacilities(chance, member.age).map((facilityId) => ({
    facilityId,
    localId: numberAt(facilityId),
    demographics: asWrittenAt({ facilityId, family: member.household.family }, demographics),
  }));
  const registration = chance.percent(PERCENT_REGISTERED)
    ? drawRegistration(chance, { age: member.age, records })
    : undefined;
  return {
    key,
    demographics,
    records,
    conditions,
    allergies: drawAllergies(chance),
    infections: drawInfections(chance, conditions),
    studies: [],
    rich: false,
    ...(registration && { registration }),
  };
};

const storyPerson = (chances: Chances, person: StoryPerson): DemoPerson => {
  const demographics = storyDemographics(chances, person);
  const records = person.at.map((where): DemoRecord => {
    const differs = person.differs?.[where];
    const facilityId = FACILITY[where];
    return {
      facilityId,
      localId: storyLocalId(facilityId, person.number),
      demographics: {
        ...demographics,
        ...(differs?.birthDate !== undefined && { birthDate: differs.birthDate }),
        name: { ...demographics.name, ...differs?.name },
      },
    };
  });
  const registration = storyRegistration(person, records);
  return {
    key: `story/${person.key}`,
    demographics,
    records,
    conditions: person.conditions,
    allergies: person.allergies ?? 'none',
    infections: person.infections ?? [],
    studies: (person.studies ?? []).map(({ at, kinds }) => ({ facilityId: FACILITY[at], kinds })),
    rich: person.rich ?? false,
    story: person.says,
    ...(registration && { registration }),
  };
};

const storyDemographics = (chances: Chances, { name, sex, birthDate, home, branch = 1 }: StoryPerson): Demographics => {
  const shared = chances(`home/${home}`);
  const { postalCode, address, phone } = drawHome(shared);
  const card = drawCard(shared);
  const ownNumber = String(shared.between(10_000_000, 99_999_999));
  return {
    name,
    birthDate,
    sex,
    phone,
    postalCode,
    address,
    insurance: insuranceOf({ age: ageOf(birthDate), card, branch, ownNumber }),
  };
};
