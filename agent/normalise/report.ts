import type { Content } from '../../schemas/content.ts';
import type { Segment } from '../hl7/message.ts';
import { Rejection } from '../rejection.ts';
import { nameOf } from './coded.ts';
import { commentsOf } from './notes.ts';
import { observationLine } from './observation.ts';
import { orderHeadOf } from './order-head.ts';
import type { Source, TypedDocument } from './source.ts';
import { joinedProse, present, titleOf } from './text.ts';

type Section = Extract<Content, { kind: 'report' }>['sections'][number];
const SECTION_LENGTH = 20_000;
const FREE_TEXT = new Set(['TX', 'FT', 'ST']);

/** OMG-13 (ORU^R01) → a report: free texts are sections under their own headings, measured values one section of lines. */
export function reportOf(source: Source): TypedDocument[] {
  const { message } = source;
  const title = titleOf(
    message.all('OBR').map((request) => nameOf(request.field(4))),
    '生理検査結果',
  );
  const observations = message.all('OBX');
  const sections = [
    ...textSections(observations.filter(isText)),
    ...sectionsOf('計測値', observations.filter((observation) => !isText(observation)).map(observationLine)),
    ...sectionsOf('コメント', commentsOf(message.segments)),
  ];
  if (sections.length === 0) throw new Rejection('NOTHING_IN_IT', 'OBX');
  const head = orderHeadOf(source);
  const content = { kind: 'report' as const, ...head, title, sections };
  return [
    { contentType: 'report', stage: 'done', title, content, ...(head.department && { department: head.department }) },
  ];
}

const isText = (observation: Segment): boolean => FREE_TEXT.has(observation.text(2));

/** Texts under one heading stand together, in the order in which headings first occur. */
function textSections(observations: Segment[]): Section[] {
  const byHeading = new Map<string, string[]>();
  for (const observation of observations) {
    const heading = nameOf(observation.field(3)) ?? '';
    const text = observation
      .repetitions(5)
      .map((value) => value.whole())
      .join('\n');
    byHeading.set(heading, [...(byHeading.get(heading) ?? []), text]);
  }
  return [...byHeading].flatMap(([heading, texts]) => sectionsOf(heading, texts));
}

function sectionsOf(heading: string, texts: readonly (string | undefined)[]): Section[] {
  const given = texts.filter((text) => text !== undefined);
  return joinedProse(given, SECTION_LENGTH).map((text) =>
    present({ heading: heading === '' ? undefined : heading, text }),
  );
}
