import { ALLERGIES, type AllergyId } from '../clinical/allergies.ts';
import { CONDITIONS, type ConditionId } from '../clinical/conditions.ts';
import { DEPARTMENTS } from '../clinical/departments.ts';
import { type Chart, departmentField, doctorOf, pid, pv1, xcn } from './chart.ts';
import { dayDigits, type Moment, minuteDigits } from './moments.ts';
import { segment, text } from './segments.ts';
import { type StoredMessage, storedMessage } from './stored-message.ts';

/** How this hospital writes that it asked and found none: an entry without a kind. */
const NO_ALLERGY = segment('IAM', { 1: 1, 3: '000^アレルギーなし^99XYZ', 6: 'A^追加^HL70323' });

const allergy = ({ id, index, day }: { id: AllergyId; index: number; day: string }): string => {
  const { kind, substance, severity, reaction } = ALLERGIES[id];
  return segment('IAM', {
    1: index + 1,
    2: kind,
    3: substance,
    4: severity,
    5: text(reaction),
    6: 'A^追加^HL70323',
    11: dayDigits(day),
  });
};

/** ADT-61. Somebody who was not asked has no such message; somebody who has none, a message that says so. */
export const allergies = (
  chart: Chart,
  fact: { at: string; moment: Moment; ids: readonly AllergyId[] },
): StoredMessage =>
  storedMessage(chart, { type: 'ADT-61', day: fact.moment.day, at: fact.at }, [
    segment('EVN', { 2: minuteDigits(fact.moment) }),
    pid(chart),
    pv1(chart, { setting: { kind: 'outpatient' }, department: 'internal' }),
    ...(fact.ids.length === 0
      ? [NO_ALLERGY]
      : fact.ids.map((id, index) => allergy({ id, index, day: fact.moment.day }))),
  ]);

export type Problem = { id: ConditionId; since: string; resolvedOn?: string };

const problem = (chart: Chart, { id, since, resolvedOn }: Problem, place: number): string[] => {
  const { code, name, icd10, department } = CONDITIONS[id];
  const disease = `${code}^${name}^MDCDX2`;
  return [
    segment('PRB', {
      1: 'AD',
      2: dayDigits(since),
      3: disease,
      4: `${dayDigits(since)}${String(place + 1).padStart(7, '0')}`,
      7: dayDigits(since),
      9: resolvedOn === undefined ? undefined : dayDigits(resolvedOn),
      10: `${icd10}^^I10^O^外来時^JHSD0004`,
      14: resolvedOn === undefined ? 'N^回復せず^HL70241' : 'F^完全回復^HL70241',
      15: dayDigits(resolvedOn ?? since),
      16: dayDigits(since),
      17: text(name),
      ...(place === 0 && { 18: '1^主診断^JHSD0007' }),
    }),
    segment('ZPR', { 2: disease }),
    segment('ORC', {
      1: 'NW',
      2: `${dayDigits(since)}${String(place + 1).padStart(7, '0')}`,
      12: xcn(doctorOf(chart, department)),
      17: departmentField(department),
      29: 'O^外来患者オーダ^HL70482',
    }),
  ];
};

/** PPR-01: all diagnoses of the patient in one file, as the specification wants it. */
export const diagnoses = (
  chart: Chart,
  fact: { at: string; moment: Moment; problems: readonly Problem[] },
): StoredMessage => {
  const first = fact.problems[0];
  const department = first === undefined ? '-' : DEPARTMENTS[CONDITIONS[first.id].department].code;
  return storedMessage(chart, { type: 'PPR-01', day: fact.moment.day, at: fact.at, department }, [
    pid(chart),
    ...fact.problems.flatMap((known, place) => problem(chart, known, place)),
  ]);
};
