import type { Message } from '../hl7/message.ts';
import type { StorageType } from '../ssmix2/types.ts';
import { departmentOf, personOf, wardOf } from './order-head.ts';
import type { Source, TypedDocument } from './source.ts';
import { lineOf, present } from './text.ts';
import { localTime } from './time.ts';

type Event =
  | 'outpatientReception'
  | 'admission'
  | 'leave'
  | 'returnFromLeave'
  | 'transfer'
  | 'discharge'
  | 'doctorChange';
/** `times`: where the message says when it happened (or is to happen), best first. */
type Kind = {
  event: Event;
  planned: boolean;
  title: string;
  times: readonly (readonly [segment: string, field: number])[];
};

const OCCURRED = ['EVN', 6] as const;
const PLANNED = ['EVN', 3] as const;
const ADMITTED = ['PV1', 44] as const;
const DISCHARGED = ['PV1', 45] as const;

/** ADT messages that move a patient. Planned ones (A14, A15, A16) are 指示, the others 実施. */
export const ENCOUNTERS = {
  'ADT-01': { event: 'doctorChange', planned: false, title: '担当医変更', times: [OCCURRED, ['EVN', 2]] },
  'ADT-12': { event: 'outpatientReception', planned: false, title: '外来受付', times: [ADMITTED, OCCURRED] },
  'ADT-21': { event: 'admission', planned: true, title: '入院予定', times: [['PV2', 8], PLANNED, ADMITTED] },
  'ADT-22': { event: 'admission', planned: false, title: '入院', times: [ADMITTED, OCCURRED] },
  'ADT-31': { event: 'leave', planned: false, title: '外出泊', times: [OCCURRED, ['PV2', 47], PLANNED] },
  'ADT-32': { event: 'returnFromLeave', planned: false, title: '外出泊から帰院', times: [OCCURRED, PLANNED] },
  'ADT-41': { event: 'transfer', planned: true, title: '転科・転棟予定', times: [PLANNED, OCCURRED] },
  'ADT-42': { event: 'transfer', planned: false, title: '転科・転棟', times: [OCCURRED] },
  'ADT-51': { event: 'discharge', planned: true, title: '退院予定', times: [['PV2', 9], PLANNED, DISCHARGED] },
  'ADT-52': { event: 'discharge', planned: false, title: '退院', times: [DISCHARGED, OCCURRED] },
} as const satisfies Partial<Record<StorageType, Kind>>;

/** One movement: when, where (PV1-3), which department, whose patient; PV1-36 says how a discharge ended. */
export function encounterOf(source: Source, kind: Kind): TypedDocument[] {
  const { message } = source;
  const location = message.first('PV1')?.field(3);
  const isInpatient = wardOf(message) !== undefined;
  const department = departmentOf(source);
  const content = present({
    kind: 'encounter' as const,
    event: kind.event,
    planned: kind.planned,
    at: timeOf(message, kind.times),
    ward: wardOf(message),
    room: isInpatient ? lineOf(location?.text(2) ?? '') : undefined,
    bed: isInpatient ? lineOf(location?.text(3) ?? '') : undefined,
    department,
    doctors: doctorsOf(message),
    outcome: kind.event === 'discharge' ? lineOf(message.first('PV1')?.field(36).joined(1) ?? '') : undefined,
  });
  const where = content.ward === undefined ? content.department : `${content.ward}病棟`;
  const title = where === undefined ? kind.title : `${kind.title} ${where}`;
  return [
    {
      contentType: 'encounter',
      stage: kind.planned ? 'order' : 'done',
      title,
      content,
      ...(department && { department }),
    },
  ];
}

function timeOf(message: Message, places: Kind['times']): string | undefined {
  return places
    .map(([name, field]) => localTime(message.first(name)?.text(field) ?? ''))
    .find((time) => time !== undefined);
}

/** PV1-7 attending, PV1-17 admitting; the same person once. */
function doctorsOf(message: Message): string[] | undefined {
  const visit = message.first('PV1');
  const doctors = [7, 17]
    .map((field) => personOf(visit?.repetitions(field) ?? []))
    .filter((name) => name !== undefined);
  return doctors.length === 0 ? undefined : [...new Set(doctors)];
}
