import type { Message, Segment } from '../hl7/message.ts';
import { Rejection } from '../rejection.ts';
import { codedOf, nameOf } from './coded.ts';
import { infectionsOf, isInfection, tellsOfInfection } from './infection.ts';
import { commentsOf } from './notes.ts';
import { valueOf } from './observation.ts';
import { orderHeadOf } from './order-head.ts';
import type { Source, TypedDocument } from './source.ts';
import { lineOf, present, proseOf, titleOf } from './text.ts';
import { localTime } from './time.ts';

/** OML-01 (OML^O33) → the items ordered. What an order says of an infection beside its name has no place in it. */
export function laboratoryOrderOf(source: Source): TypedDocument[] {
  const { observed, requests } = laboratoryIn(source);
  if (observed.length === 0 && requests.length === 0) throw new Rejection('NOTHING_IN_IT', 'OBX');
  const results = observed.map(({ result }) =>
    tellsOfInfection(source, result) ? present({ item: result.item, specimen: result.specimen }) : result,
  );
  return [
    laboratoryOf(source, { stage: 'order', results, title: laboratoryTitle(requests.map(titleOfRequest), results) }),
  ];
}

/**
 * OML-11 (OUL^R22) → results, and apart from them those that tell of infections. Where there are no others, the laboratory document is left
 * out, unless there may be an earlier one that said more: then an empty one takes its place.
 */
export function laboratoryResultOf(source: Source): TypedDocument[] {
  const { observed, requests } = laboratoryIn(source);
  if (observed.length === 0) throw new Rejection('NOTHING_IN_IT', 'OBX');
  const told = observed.filter(({ result }) => tellsOfInfection(source, result));
  const others = observed.filter((each) => !told.includes(each));
  const infections = infectionsOf(
    source,
    told.map(({ result }) => result),
  );
  if (others.length === 0 && !source.revised && source.name.flag === 'current') return infections;
  // A request for infections alone would name them in the title.
  const named = requests.filter((request) => {
    const under = observed.filter((each) => each.request === request);
    return under.length === 0 || under.some(({ result }) => !isInfection(source, result.item));
  });
  const results = others.map(({ result }) => result);
  const title = others.length === 0 ? INFECTIONS_APART : laboratoryTitle(named.map(titleOfRequest), results);
  return [laboratoryOf(source, { stage: 'done', results, title }), ...infections];
}

const INFECTIONS_APART = '検査（感染症は別項）';

type LaboratoryResult = ReturnType<typeof resultOf>;

function laboratoryIn({ message }: Source) {
  return {
    observed: observationsOf(message).map((observed) => ({ request: observed.request, result: resultOf(observed) })),
    requests: message.all('OBR'),
  };
}

type Laboratory = { stage: 'order' | 'done'; title: string; results: LaboratoryResult[] };

function laboratoryOf(source: Source, { stage, title, results }: Laboratory): TypedDocument {
  const head = orderHeadOf(source);
  const content = present({ kind: 'laboratory' as const, ...head, status: statusOf(source.message), results });
  return { contentType: 'laboratory', stage, title, content, ...(head.department && { department: head.department }) };
}

const titleOfRequest = (request: Segment): string | undefined => nameOf(request.field(4));

/** `血液学的検査 他1件（12項目）`; without names of requests, of the items. */
function laboratoryTitle(requests: (string | undefined)[], results: LaboratoryResult[]): string {
  const named = requests.filter((name) => name !== undefined);
  if (named.length === 0)
    return titleOf(
      results.map(({ item }) => item.name),
      '検体検査',
    );
  return results.length === 0 ? titleOf(named, '検体検査') : `${titleOf(named, '検体検査')}（${results.length}項目）`;
}

type Observed = {
  observation: Segment;
  specimen: Segment | undefined;
  request: Segment | undefined;
  comments: string[];
};

/** Each OBX with the specimen (SPM) and request (OBR) that it stands under, and the NTE that follow it. */
function observationsOf(message: Message): Observed[] {
  const found: Observed[] = [];
  let [specimen, request]: (Segment | undefined)[] = [];
  let isCommented = false;
  for (const segment of message.segments) {
    if (segment.name === 'SPM') specimen = segment;
    if (segment.name === 'OBR') request = segment;
    if (segment.name === 'OBX') found.push({ observation: segment, specimen, request, comments: [] });
    if (segment.name === 'NTE' && isCommented) found.at(-1)?.comments.push(...commentsOf([segment]));
    else isCommented = segment.name === 'OBX';
  }
  return found;
}

function resultOf({ observation, specimen, request, comments }: Observed) {
  const item = codedOf(observation.field(3));
  if (item === undefined) throw new Rejection('NOTHING_IN_IT', 'OBX-3');
  const all = proseOf(comments, 2000);
  const observedAt = [observation.text(14), request?.text(7) ?? '', specimen?.text(17) ?? '']
    .map(localTime)
    .find((time) => time !== undefined);
  return present({
    item,
    value: valueOf(observation),
    unit: observation.field(6).empty ? undefined : nameOf(observation.field(6)),
    referenceRange: lineOf(observation.field(7).whole()),
    flag: lineOf(
      observation
        .repetitions(8)
        .map((flag) => flag.text(1))
        .join(' '),
    ),
    status: lineOf(observation.text(11)),
    specimen: specimen && codedOf(specimen.field(4)),
    observedAt,
    comments: all.length === 0 ? undefined : all,
  });
}

/** OBR-25 (F final, P preliminary, C corrected), else ORC-5. */
function statusOf(message: Message): string | undefined {
  return [message.first('OBR')?.text(25), message.first('ORC')?.text(5)]
    .map((text) => lineOf(text ?? ''))
    .find((text) => text !== undefined);
}
