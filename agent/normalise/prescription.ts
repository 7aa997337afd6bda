import type { Segment } from '../hl7/message.ts';
import { Rejection } from '../rejection.ts';
import { codedOf, quantityOf, quantityWithUnit } from './coded.ts';
import { commentsOf } from './notes.ts';
import { orderHeadOf } from './order-head.ts';
import type { Source, TypedDocument } from './source.ts';
import { lineOf, present, proseOf, titleOf } from './text.ts';
import { dayOf } from './time.ts';

/** OMP-01 (RDE^O11) → what was prescribed: an RXE each, with RXC for compounds and TQ1 for how and how long. */
export function prescriptionOrderOf(source: Source): TypedDocument[] {
  const items = source.message.groups('ORC').flatMap(orderedItems);
  return documentOf(source, items, 'order');
}

/** OMP-11 (RAS^O17) → what was given or handed out: an RXA each. */
export function prescriptionDoneOf(source: Source): TypedDocument[] {
  const items = source.message.groups('ORC').flatMap(givenItems);
  return documentOf(source, items, 'done');
}

type Item = NonNullable<ReturnType<typeof orderedItem>> | NonNullable<ReturnType<typeof givenItem>>;

function documentOf(source: Source, items: Item[], stage: 'order' | 'done'): TypedDocument[] {
  if (items.length === 0) throw new Rejection('NOTHING_IN_IT', stage === 'order' ? 'RXE' : 'RXA');
  const head = orderHeadOf(source);
  const setting = settingOf(source);
  const content = { kind: 'prescription' as const, ...head, setting, dispensing: dispensingOf(source, setting), items };
  const title = titleOf(
    items.map(({ drug }) => drug.name),
    '処方',
  );
  return [
    { contentType: 'prescription', stage, title, content, ...(head.department && { department: head.department }) },
  ];
}

function orderedItems(group: Segment[]): Item[] {
  const [order] = group;
  return split(group, 'RXE').flatMap((part) => {
    const encoded = part[0];
    if (order === undefined || encoded === undefined) return [];
    const components = part.filter(({ name }) => name === 'RXC');
    const drugs = components.length === 0 ? [encoded.field(2)] : components.map((component) => component.field(2));
    return drugs.map((drug, index) => orderedItem({ order, part, drug: codedOf(drug), component: components[index] }));
  });
}

type Ordered = { order: Segment; part: Segment[]; drug: ReturnType<typeof codedOf>; component: Segment | undefined };

function orderedItem({ order, part, drug, component }: Ordered) {
  const encoded = part[0] as Segment;
  if (drug === undefined) throw new Rejection('NOTHING_IN_IT', 'RXE-2');
  const timing = part.find(({ name }) => name === 'TQ1');
  const duration = timing?.field(6);
  const isDays = /^(?:D|日|日分)?$/i.test(duration?.nested(2).text(1) ?? '');
  const amount = wholeNumber(duration?.text(1));
  const instructions = encoded.repetitions(7).map((each) => each.text(2) || each.text(1));
  const comments = proseOf([...instructions, timing?.field(11).whole() ?? '', ...commentsOf(part)], 1000);
  return present({
    group: lineOf(order.text(4)),
    drug,
    dose: component ? quantityOf(component.text(3), component.field(4)) : quantityOf(encoded.text(3), encoded.field(5)),
    daily: component ? undefined : quantityWithUnit(encoded.field(19)),
    total: component ? undefined : quantityOf(encoded.text(10), encoded.field(11)),
    usage: timing ? codedOf(timing.field(3).nested(1)) : undefined,
    days: isDays ? amount : undefined,
    times: wholeNumber(timing?.text(14)) ?? (isDays ? undefined : amount),
    startOn: dayOf(timing?.text(7) ?? ''),
    endOn: dayOf(timing?.text(8) ?? ''),
    comments: comments.length === 0 ? undefined : comments,
  });
}

function givenItems(group: Segment[]): Item[] {
  const [order] = group;
  if (order === undefined) return [];
  const comments = commentsOf(group);
  return group.filter(({ name }) => name === 'RXA').map((given) => givenItem({ order, given, comments }));
}

function givenItem({ order, given, comments }: { order: Segment; given: Segment; comments: string[] }) {
  const drug = codedOf(given.field(5));
  if (drug === undefined) throw new Rejection('NOTHING_IN_IT', 'RXA-5');
  const notes = given.repetitions(9).map((note) => note.text(2) || note.text(1));
  const all = proseOf(
    [notGiven(given), ...notes, ...comments].filter((text) => text !== undefined),
    1000,
  );
  return present({
    group: lineOf(order.text(4)),
    drug,
    dose: quantityOf(given.text(6), given.field(7)),
    startOn: dayOf(given.text(3)),
    endOn: dayOf(given.text(4)),
    comments: all.length === 0 ? undefined : all,
  });
}

/** RXA-20 (HL7 table 0322): refused, not administered, partially. Completed, or not said, needs no word. */
export function notGiven(given: Segment): string | undefined {
  return { RE: '患者拒否により未実施', NA: '未実施', PA: '一部実施' }[given.text(20)];
}

/** The part of an order group that belongs to each segment of that name: itself and what follows. */
export function split(group: Segment[], head: string): Segment[][] {
  const parts: Segment[][] = [];
  for (const segment of group) {
    if (segment.name === head) parts.push([segment]);
    else parts.at(-1)?.push(segment);
  }
  return parts;
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,4}(?:\.0+)?$/.test(text) ? Number.parseInt(text, 10) : undefined;
}

/** ORC-29 (table 0482), else PV1-2. */
function settingOf({ message }: Source): 'inpatient' | 'outpatient' | 'unknown' {
  const said =
    message
      .all('ORC')
      .map((order) => order.text(29))
      .find((code) => code !== '') ?? message.first('PV1')?.text(2);
  return said === 'I' ? 'inpatient' : said === 'O' || said === 'E' ? 'outpatient' : 'unknown';
}

/** RXE-21 (MERIT-9 prescription kinds): OHI in-house, OHO by a pharmacy outside; an inpatient's drugs come from the house. */
function dispensingOf({ message }: Source, setting: string): 'inHouse' | 'outside' | 'unknown' {
  const kinds = message.all('RXE').flatMap((encoded) => encoded.repetitions(21).map((kind) => kind.text(1)));
  if (kinds.includes('OHO')) return 'outside';
  return kinds.includes('OHI') || kinds.includes('IHP') || setting === 'inpatient' ? 'inHouse' : 'unknown';
}
