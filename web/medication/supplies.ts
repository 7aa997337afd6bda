import { codeKey, plain } from '../daily-contents/code-key.ts';
import { type DocumentContents, isTold, type Told } from '../daily-contents/documents.ts';
import { given, handedOut, injected, prescribed } from './lasting.ts';
import type { Done, InjectionItem, PrescriptionItem, Supply } from './supply.ts';

type Kind = 'prescription' | 'injection';

/** The same code of the same table is one drug; without a code, the same name. */
export const drugKey = ({ drug, facilityId, form }: Pick<Supply, 'drug' | 'facilityId' | 'form'>): string =>
  `${form}|${codeKey(drug, facilityId) ?? `name|${plain(drug.name)}`}`;

/**
 * Prescriptions and injections as supplies, newest first. What was done joins its order by facility, order number and drug, so that it is not
 * drawn twice; what was done of no order that came here stands by itself.
 */
export const suppliesOf = (documents: readonly DocumentContents[]): Supply[] => {
  const told = documents.filter((document) => isTold(document, 'prescription', 'injection'));
  const ordered = told.filter(({ stage }) => stage === 'order').flatMap(itemsOf);
  const done = told.filter(({ stage }) => stage === 'done').flatMap(itemsOf);
  const orders = Map.groupBy(ordered, orderKey);
  const alone = done.filter((supply) => !joined(supply, orders));
  const elsewhere = new Set(alone.map(orderKey));
  for (const [key, supplies] of orders) {
    if (key === undefined) continue;
    const isSomethingDone = elsewhere.has(key) || supplies.some((supply) => supply.done.length > 0);
    for (const supply of supplies) if (isSomethingDone && supply.done.length === 0) supply.isOtherDone = true;
  }
  return [...ordered, ...alone].toSorted((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0));
};

const orderKey = ({ form, facilityId, orderNumber }: Supply): string | undefined =>
  orderNumber === undefined ? undefined : [form, facilityId, orderNumber].join('|');

/** Puts what was done to its order: the same drug, the same group (剤) where both name one, and of several the one with the least done. */
const joined = (supply: Supply, orders: ReadonlyMap<string | undefined, Supply[]>): boolean => {
  const key = orderKey(supply);
  const same = (key === undefined ? [] : (orders.get(key) ?? [])).filter((order) => drugKey(order) === drugKey(supply));
  const ofGroup = same.filter(({ group }) => group !== undefined && group === supply.group);
  const [order] = (ofGroup.length > 0 ? ofGroup : same).toSorted((a, b) => a.done.length - b.done.length);
  if (!order) return false;
  order.done = [...order.done, ...supply.done];
  return true;
};

const itemsOf = (document: Told<Kind>): Supply[] => {
  const { content } = document;
  return content.kind === 'prescription'
    ? content.items.map((item, index) => ofPrescription({ document, item, index }))
    : content.items.map((item, index) => ofInjection({ document, item, index }));
};

type Place<I> = { document: Told<Kind>; item: I; index: number };

const ofPrescription = ({ document, item, index }: Place<PrescriptionItem>): Supply => {
  const isDone = document.stage === 'done';
  const { dose, daily, total, days, times, usage } = item;
  const { setting, dispensing } = document.content as Told<'prescription'>['content'];
  return {
    ...headOf(document, { item, index }),
    ...(isDone ? handedOut(item, document.day) : prescribed(item, document.day)),
    // The amount of a record of handing out is what was handed out, and stands there.
    ...(dose && !isDone && { dose }),
    ...(daily && { daily }),
    ...(total && { total }),
    ...(days !== undefined && { days }),
    ...(times !== undefined && { times }),
    ...(usage && { usage: usage.name }),
    setting,
    dispensing,
    ...(isDone && { done: [doneOf(document, { on: item.startOn ?? document.day, item })] }),
  };
};

const ofInjection = ({ document, item, index }: Place<InjectionItem>): Supply => {
  const isDone = document.stage === 'done';
  const { dose, rate, route, startAt, endAt } = item;
  return {
    ...headOf(document, { item, index }),
    ...(isDone ? given(item, document.day) : injected(item, document.day)),
    ...(dose && !isDone && { dose }),
    ...(rate && { rate }),
    ...(route && { route: route.name }),
    ...(startAt !== undefined && { startAt }),
    ...(endAt !== undefined && { endAt }),
    ...(isDone && { done: [doneOf(document, { on: startAt ?? document.day, item })] }),
  };
};

type Item = Pick<PrescriptionItem, 'drug' | 'group' | 'dose' | 'comments'> & Pick<InjectionItem, 'given'>;

const headOf = (document: Told<Kind>, { item, index }: { item: Item; index: number }) => {
  const { documentId, facilityId, title, day, stage, content } = document;
  const department = content.department ?? document.department;
  return {
    key: `${documentId}-${index}`,
    form: content.kind,
    facilityId,
    drug: item.drug,
    ...(item.group !== undefined && { group: item.group }),
    ...(content.orderNumber !== undefined && { orderNumber: content.orderNumber }),
    ...(department !== undefined && { department }),
    comments: stage === 'order' ? (item.comments ?? []) : [],
    ...(stage === 'order' && { order: { documentId, title, day } }),
    done: [] as readonly Done[],
  };
};

const doneOf = ({ documentId, title }: Told<Kind>, { on, item }: { on: string; item: Item }): Done => ({
  documentId,
  title,
  on,
  ...(item.dose && { amount: item.dose }),
  ...(item.given !== undefined && { given: item.given }),
  comments: item.comments ?? [],
});
