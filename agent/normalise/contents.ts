import { STORAGE_TYPES, type StorageType } from '../ssmix2/types.ts';
import { allergiesOf } from './allergy.ts';
import { diagnosesOf } from './diagnosis.ts';
import { ENCOUNTERS, encounterOf } from './encounter.ts';
import { EXAMINATIONS, examinationOf } from './examination.ts';
import { injectionDoneOf, injectionOrderOf } from './injection.ts';
import { laboratoryOrderOf, laboratoryResultOf } from './laboratory.ts';
import { mealOf } from './meal.ts';
import { prescriptionDoneOf, prescriptionOrderOf } from './prescription.ts';
import { reportOf } from './report.ts';
import type { Source, TypedDocument } from './source.ts';

type Encounter = keyof typeof ENCOUNTERS;
type Examination = keyof typeof EXAMINATIONS;
type Clinical = Exclude<StorageType, 'ADT-00' | Encounter | Examination>;
type Head = Pick<TypedDocument, 'contentType' | 'stage' | 'suffix'>;
type Family = { contentsOf: (source: Source) => TypedDocument[]; heads: readonly Head[] };

const FAMILIES: Readonly<Record<Clinical, Family>> = {
  'ADT-61': {
    contentsOf: allergiesOf,
    heads: [
      { contentType: 'allergy', stage: 'done' },
      { contentType: 'contraindication', stage: 'done', suffix: 'contraindication' },
    ],
  },
  'PPR-01': { contentsOf: diagnosesOf, heads: [{ contentType: 'diagnosis', stage: 'done' }] },
  OMD: { contentsOf: mealOf, heads: [{ contentType: 'meal', stage: 'order' }] },
  'OMP-01': { contentsOf: prescriptionOrderOf, heads: [{ contentType: 'prescription', stage: 'order' }] },
  'OMP-11': { contentsOf: prescriptionDoneOf, heads: [{ contentType: 'prescription', stage: 'done' }] },
  'OMP-02': { contentsOf: injectionOrderOf, heads: [{ contentType: 'injection', stage: 'order' }] },
  'OMP-12': { contentsOf: injectionDoneOf, heads: [{ contentType: 'injection', stage: 'done' }] },
  'OML-01': { contentsOf: laboratoryOrderOf, heads: [{ contentType: 'laboratory', stage: 'order' }] },
  'OML-11': {
    contentsOf: laboratoryResultOf,
    heads: [
      { contentType: 'laboratory', stage: 'done' },
      { contentType: 'infection', stage: 'done', suffix: 'infection' },
    ],
  },
  'OMG-13': { contentsOf: reportOf, heads: [{ contentType: 'report', stage: 'done' }] },
};

/** The documents that a message yields; ADT-00 yields none, its demographics go their own way. */
export function contentsOf(source: Source): TypedDocument[] {
  return familyOf(source.name.type).contentsOf(source);
}

/** What takes back everything that messages of a type may have yielded, for a deletion whose message cannot be read. */
export function withdrawalsOf(type: StorageType): TypedDocument[] {
  return familyOf(type).heads.map((head) => ({ ...head, title: STORAGE_TYPES[type].label.ja }));
}

function familyOf(type: StorageType): Family {
  if (isEncounter(type)) {
    const kind = ENCOUNTERS[type];
    const head: Head = { contentType: 'encounter', stage: kind.planned ? 'order' : 'done' };
    return { contentsOf: (source) => encounterOf(source, kind), heads: [head] };
  }
  if (isExamination(type)) {
    const kind = EXAMINATIONS[type];
    return {
      contentsOf: (source) => examinationOf(source, kind),
      heads: [{ contentType: kind.contentType, stage: kind.stage }],
    };
  }
  return type === 'ADT-00' ? { contentsOf: () => [], heads: [] } : FAMILIES[type];
}

const isEncounter = (type: StorageType): type is Encounter => Object.hasOwn(ENCOUNTERS, type);
const isExamination = (type: StorageType): type is Examination => Object.hasOwn(EXAMINATIONS, type);
