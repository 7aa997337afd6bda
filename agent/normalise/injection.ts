import type { Segment } from '../hl7/message.ts';
import { Rejection } from '../rejection.ts';
import { codedOf, quantityOf } from './coded.ts';
import { commentsOf } from './notes.ts';
import { orderHeadOf } from './order-head.ts';
import { notGiven, split } from './prescription.ts';
import type { Source, TypedDocument } from './source.ts';
import { lineOf, present, proseOf, titleOf } from './text.ts';
import { localTime } from './time.ts';

/** OMP-02 (RDE^O11) → injections ordered: the drugs are the RXC of an RXE (base and additives), or the RXE itself. */
export function injectionOrderOf(source: Source): TypedDocument[] {
  const items = source.message
    .groups('ORC')
    .flatMap((group) => split(group, 'RXE').flatMap((part) => orderedItems(group, part)));
  return documentOf(source, items, 'order');
}

/** OMP-12 (RAS^O17) → injections given: an RXA each; the RXR that follows says by which route. */
export function injectionDoneOf(source: Source): TypedDocument[] {
  const items = source.message.groups('ORC').flatMap((group) => {
    const given = group.filter(({ name }) => name === 'RXA');
    return given.map((administration) => givenItem(group, administration));
  });
  return documentOf(source, items, 'done');
}

type Item = ReturnType<typeof orderedItems>[number] | ReturnType<typeof givenItem>;

function documentOf(source: Source, items: Item[], stage: 'order' | 'done'): TypedDocument[] {
  if (items.length === 0) throw new Rejection('NOTHING_IN_IT', stage === 'order' ? 'RXE' : 'RXA');
  const head = orderHeadOf(source);
  const title = titleOf(
    items.map(({ drug }) => drug.name),
    '注射',
  );
  const content = { kind: 'injection' as const, ...head, items };
  return [{ contentType: 'injection', stage, title, content, ...(head.department && { department: head.department }) }];
}

function orderedItems(group: Segment[], part: Segment[]) {
  const [encoded] = part;
  const components = part.filter(({ name }) => name === 'RXC');
  const timing = part.find(({ name }) => name === 'TQ1') ?? group.find(({ name }) => name === 'TQ1');
  if (encoded === undefined) return [];
  const instructions = encoded.repetitions(7).map((each) => each.text(2) || each.text(1));
  const comments = proseOf([...instructions, timing?.field(11).whole() ?? '', ...commentsOf(part)], 1000);
  const common = {
    group: lineOf(group[0]?.text(4) ?? ''),
    ...routeOf(part.find(({ name }) => name === 'RXR')),
    rate: quantityOf(encoded.text(23), encoded.field(24)),
    startAt: localTime(timing?.text(7) ?? ''),
    endAt: localTime(timing?.text(8) ?? ''),
    comments: comments.length === 0 ? undefined : comments,
  };
  const drugs =
    components.length === 0
      ? [{ segment: encoded, amount: 3, unit: 5 }]
      : components.map((segment) => ({ segment, amount: 3, unit: 4 }));
  return drugs.map(({ segment, amount, unit }) => {
    const drug = codedOf(segment.field(2));
    if (drug === undefined) throw new Rejection('NOTHING_IN_IT', `${segment.name}-2`);
    return present({ ...common, drug, dose: quantityOf(segment.text(amount), segment.field(unit)) });
  });
}

function givenItem(group: Segment[], given: Segment) {
  const drug = codedOf(given.field(5));
  if (drug === undefined) throw new Rejection('NOTHING_IN_IT', 'RXA-5');
  const following = group.slice(group.indexOf(given) + 1);
  const notes = given.repetitions(9).map((note) => note.text(2) || note.text(1));
  const all = proseOf(
    [notGiven(given), ...notes, ...commentsOf(group)].filter((text) => text !== undefined),
    1000,
  );
  const completion = given.text(20);
  return present({
    group: lineOf(group[0]?.text(4) ?? ''),
    drug,
    dose: quantityOf(given.text(6), given.field(7)),
    ...routeOf(following.find(({ name }) => name === 'RXR')),
    rate: rateOf(given.text(12)),
    startAt: localTime(given.text(3)),
    endAt: localTime(given.text(4)),
    given: completion === '' ? undefined : completion === 'CP' || completion === 'PA',
    comments: all.length === 0 ? undefined : all,
  });
}

/** RXR-1 route, RXR-3 device. */
function routeOf(route: Segment | undefined) {
  return route === undefined ? {} : present({ route: codedOf(route.field(1)), device: codedOf(route.field(3)) });
}

/** RXA-12 holds number and unit in one text: `102ml/hr`. */
function rateOf(text: string) {
  const [, value, unit] = /^([\d.]+)\s*(.*)$/.exec(text) ?? [];
  return value === undefined ? quantityOf(text, undefined) : present({ value, unit: lineOf(unit ?? '') });
}
