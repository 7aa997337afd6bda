import { addDays, daysBetween } from '../../../layers/names/index.ts';
import type { FacilityId } from '../../../schemas/primitives.ts';
import { CONDITIONS, type ConditionId } from '../clinical/conditions.ts';
import type { DepartmentId } from '../clinical/departments.ts';
import type { DrugId, InfusionId } from '../clinical/drugs.ts';
import type { PanelId } from '../clinical/laboratory.ts';
import type { ExaminationKind } from '../hl7/examinations.ts';
import type { DemoPerson, StudyKind } from '../people/person.ts';
import type { Chance } from '../random.ts';
import { COURSE } from '../settings.ts';

export type PlannedExamination = { kind: ExaminationKind; pictured: boolean };

export type Visit = {
  day: string;
  minute: number;
  department: DepartmentId;
  conditions: readonly ConditionId[];
  drugs: readonly DrugId[];
  days: number;
  panels: readonly PanelId[];
  examinations: readonly PlannedExamination[];
  /** The prescription was written anew, or struck. */
  fate: 'kept' | 'superseded' | 'deleted';
};

export type Stay = {
  from: string;
  /** Absent while the patient is still in. */
  until?: string;
  department: DepartmentId;
  cause: ConditionId;
  infusion: InfusionId;
  moved: boolean;
};

/** A year of one patient at one hospital. */
export type Course = { visits: readonly Visit[]; stays: readonly Stay[] };

type Ask = {
  person: DemoPerson;
  facilityId: FacilityId;
  referenceDay: string;
  chance: Chance;
  pictures: readonly StudyKind[];
};

/** A day on which outpatients are seen: Sundays move to Monday unless that would be after the reference day. */
const weekday = (day: string, referenceDay: string): string => {
  const isSunday = new Date(`${day}T00:00:00Z`).getUTCDay() === 0;
  const monday = isSunday ? addDays(day, 1) : day;
  return monday > referenceDay ? addDays(day, -1) : monday;
};

const visitDays = ({ person, referenceDay, chance }: Ask): string[] => {
  const asked = person.conditions.reduce((sum, id) => sum + CONDITIONS[id].visits, 0);
  const wanted = (chance.between(COURSE.fewestVisits, COURSE.mostVisits) + asked) * (person.rich ? 2 : 1);
  const step = COURSE.daysBack / wanted;
  const latest = person.rich ? 2 : chance.between(0, Math.floor(step));
  const days = Array.from({ length: wanted }, (_, index) => {
    const daysAgo = latest + Math.round(index * step + chance.between(-4, 4));
    return weekday(addDays(referenceDay, -Math.min(COURSE.daysBack, Math.max(0, daysAgo))), referenceDay);
  });
  return [...new Set(days)].sort();
};

const drugsOf = (conditions: readonly ConditionId[]): DrugId[] => [
  ...new Set(conditions.flatMap((id) => CONDITIONS[id].drugs)),
];

const panelsOf = (chance: Chance, conditions: readonly ConditionId[]): PanelId[] => {
  const usual = new Set<PanelId>(conditions.flatMap((id): readonly PanelId[] => CONDITIONS[id].panels));
  if (chance.percent(30)) usual.add('bloodCount').add('chemistry');
  return chance.percent(68) ? [...usual] : [];
};

const fate = (chance: Chance): Visit['fate'] => {
  if (chance.percent(COURSE.percentSuperseded)) return 'superseded';
  return chance.percent(COURSE.percentDeleted) ? 'deleted' : 'kept';
};

/** One department is visited at a time, with what it treats; now and then somebody is examined. */
const visit = (ask: Ask, place: { day: string; next: string | undefined }): Visit => {
  const { chance, person } = ask;
  const department = CONDITIONS[chance.pick(person.conditions)].department;
  const conditions = person.conditions.filter((id) => CONDITIONS[id].department === department);
  const drugs = drugsOf(conditions);
  const interval = place.next === undefined ? 28 : daysBetween({ from: place.day, to: place.next });
  const drawn: ExaminationKind[] = chance.percent(8)
    ? [chance.pick(['radiograph', 'ultrasound', 'ecg', 'endoscopy'] as const)]
    : [];
  return {
    day: place.day,
    minute: chance.between(8 * 60 + 40, 16 * 60),
    department,
    conditions,
    drugs: chance.percent(84) ? drugs : [],
    days: Math.max(7, Math.min(84, interval - (interval % 7))),
    panels: panelsOf(chance, conditions),
    examinations: drawn.map((kind) => ({ kind, pictured: false })),
    fate: fate(chance),
  };
};

/** Pictures belong to the last two visits, so that they are found where one looks first. */
const withPictures = (visits: readonly Visit[], pictures: readonly StudyKind[]): Visit[] =>
  visits.map((visit, index) => {
    const fromLast = visits.length - 1 - index;
    const taken = pictures.filter((_, place) => place % Math.min(2, visits.length) === fromLast);
    const examinations = taken.map((kind) => ({ kind, pictured: true }));
    const others = visit.examinations.filter(({ kind }) => !taken.some((each) => each === kind));
    return { ...visit, examinations: [...others, ...examinations] };
  });

const INFUSION_OF: Partial<Record<ConditionId, InfusionId>> = {
  heartFailure: 'diuretic',
  fibrillation: 'diuretic',
  bronchitis: 'antibiotic',
};

const drawStays = ({ person, referenceDay, chance }: Ask): Stay[] => {
  if (!person.rich && !chance.percent(COURSE.percentAdmitted)) return [];
  const cause = chance.pick(person.conditions);
  const begun = person.rich ? 21 : chance.between(1, 300);
  const length = chance.between(4, 12);
  const from = addDays(referenceDay, -begun);
  return [
    {
      from,
      ...(length < begun && { until: addDays(from, length) }),
      department: CONDITIONS[cause].department,
      cause,
      infusion: INFUSION_OF[cause] ?? chance.pick(['maintenance', 'antibiotic'] as const),
      moved: chance.percent(40),
    },
  ];
};

const isDuring = (stays: readonly Stay[], day: string): boolean =>
  stays.some(({ from, until }) => day >= from && (until === undefined || day <= until));

export const planCourse = (ask: Ask): Course => {
  const stays = drawStays(ask);
  const days = visitDays(ask).filter((day) => !isDuring(stays, day));
  const visits = days.map((day, index) => visit(ask, { day, next: days[index + 1] }));
  return { visits: withPictures(visits, ask.pictures), stays };
};
