import { addDays } from '../../../layers/names/index.ts';
import { ALLERGIES } from '../clinical/allergies.ts';
import { CONDITIONS } from '../clinical/conditions.ts';
import { type Body, basics } from '../hl7/encounters.ts';
import { allergies, diagnoses } from '../hl7/problems.ts';
import type { StoredMessage } from '../hl7/stored-message.ts';
import type { Scribe } from './writer.ts';

const heightAndWeight = ({ person, chances }: Scribe): Body => {
  const chance = chances(`body/${person.key}`);
  const birthYear = Number(person.demographics.birthDate.slice(0, 4));
  const grown = birthYear < 2008;
  const height = grown
    ? (person.demographics.sex === 'male' ? 166 : 153) + chance.normal() * 6
    : 90 + (2026 - birthYear) * 5;
  const weight = (height / 100) ** 2 * (21.5 + chance.normal() * 2);
  return {
    heightCm: height.toFixed(1),
    weightKg: weight.toFixed(1),
    bloodGroup: chance.weighted([
      ['A', 38],
      ['O', 31],
      ['B', 22],
      ['AB', 9],
    ] as const),
  };
};

/** Basics, allergies (where somebody asked) and diagnoses: one file each, of no day. */
export const basicMessages = (scribe: Scribe): StoredMessage[] => {
  const { chart, person, chances, referenceDay } = scribe;
  const chance = chances(`basics/${chart.hospital.facilityId}/${person.key}`);
  const moment = { day: addDays(referenceDay, -chance.between(20, 300)), minute: chance.between(520, 1000) };
  const problems = person.conditions.map((id, index) => ({
    id,
    since: addDays(referenceDay, -(chance.between(60, 3000) + index)),
    ...(CONDITIONS[id].drugs.length === 1 &&
      chance.percent(20) && { resolvedOn: addDays(referenceDay, -chance.between(3, 50)) }),
  }));
  const ids =
    person.allergies === 'none' || person.allergies === 'notAsked'
      ? []
      : person.allergies.filter((id) => id in ALLERGIES);
  return [
    basics(chart, { at: scribe.stamp(moment, 'basics'), moment, body: heightAndWeight(scribe) }),
    diagnoses(chart, { at: scribe.stamp(moment, 'diagnoses'), moment, problems }),
    ...(person.allergies === 'notAsked'
      ? []
      : [allergies(chart, { at: scribe.stamp(moment, 'allergies'), moment, ids })]),
  ];
};
