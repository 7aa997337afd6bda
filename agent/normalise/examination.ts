import type { Content } from '../../schemas/content.ts';
import type { Segment } from '../hl7/message.ts';
import { Rejection } from '../rejection.ts';
import type { StorageType } from '../ssmix2/types.ts';
import { codedOf } from './coded.ts';
import { commentsOf } from './notes.ts';
import { observationLine } from './observation.ts';
import { orderHeadOf } from './order-head.ts';
import type { Source, TypedDocument } from './source.ts';
import { joinedProse, lineOf, present, titleOf } from './text.ts';
import { localTime } from './time.ts';

type Examination = Extract<Content, { kind: 'examination' }>;
type Kind = {
  modality: Examination['modality'];
  contentType: 'image' | 'waveform';
  stage: 'order' | 'done';
  title: string;
};

/** Orders (OMG^O19) and deeds (OMI^Z23) of imaging and physiology. */
export const EXAMINATIONS = {
  'OMG-01': { modality: 'radiology', contentType: 'image', stage: 'order', title: '放射線検査' },
  'OMG-11': { modality: 'radiology', contentType: 'image', stage: 'done', title: '放射線検査' },
  'OMG-02': { modality: 'endoscopy', contentType: 'image', stage: 'order', title: '内視鏡検査' },
  'OMG-12': { modality: 'endoscopy', contentType: 'image', stage: 'done', title: '内視鏡検査' },
  'OMG-03': { modality: 'physiology', contentType: 'waveform', stage: 'order', title: '生理検査' },
} as const satisfies Partial<Record<StorageType, Kind>>;

/** The procedures (OBR-4; of orders with parts the parts), studies (IPC-3), and findings or instructions (OBX, NTE). */
export function examinationOf(source: Source, kind: Kind): TypedDocument[] {
  const { message } = source;
  const procedures = proceduresOf(message.groups('ORC'), message.all('OBR'));
  if (procedures.length === 0) throw new Rejection('NOTHING_IN_IT', 'OBR-4');
  const head = orderHeadOf(source);
  const studies = [
    ...new Set(
      message
        .all('IPC')
        .map((study) => lineOf(study.text(3)))
        .filter((uid) => uid !== undefined),
    ),
  ];
  const findings = message
    .all('OBX')
    .map(observationLine)
    .filter((text) => text !== undefined);
  const comments = joinedProse([...new Set(findings), ...commentsOf(message.segments)], 4000);
  const performedAt = localTime(
    message
      .all('OBR')
      .map((request) => request.text(7))
      .find((time) => time !== '') ?? '',
  );
  const content = present({
    kind: 'examination' as const,
    ...head,
    modality: kind.modality,
    procedures,
    performedAt: kind.stage === 'done' ? performedAt : undefined,
    studyInstanceUids: studies.length === 0 ? undefined : studies,
    comments: comments.length === 0 ? undefined : comments,
  });
  const title = titleOf(
    procedures.map(({ name }) => name),
    kind.title,
  );
  return [
    {
      contentType: kind.contentType,
      stage: kind.stage,
      title,
      content,
      ...(head.department && { department: head.department }),
    },
  ];
}

/** Parent orders (PA) repeat what the order as a whole is called; where there are parts (CH), they are what was asked. */
function proceduresOf(orders: Segment[][], requests: Segment[]): Examination['procedures'] {
  const parts = orders
    .filter(([order]) => order?.text(1) === 'CH')
    .flatMap((group) => group.filter(({ name }) => name === 'OBR'));
  const coded = (parts.length > 0 ? parts : requests)
    .map((request) => codedOf(request.field(4)))
    .filter((procedure) => procedure !== undefined);
  const distinct = new Map(
    coded.map((procedure) => [`${procedure.system}^${procedure.code}^${procedure.name}`, procedure]),
  );
  return [...distinct.values()];
}
