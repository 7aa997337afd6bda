import type { Field, Message, Segment } from '../hl7/message.ts';
import { departmentNameOf } from './department.ts';
import type { Source } from './source.ts';
import { lineOf, present } from './text.ts';
import { localTime } from './time.ts';

/** What every order begins with (`orderHead` of schemas/content.ts). */
export type OrderHead = {
  orderNumber?: string;
  orderedAt?: string;
  department?: string;
  ward?: string;
  orderedBy?: string;
};

/** From the first ORC that says it, else OBR, PV1 and the file's name. */
export function orderHeadOf({ message, name }: Source): OrderHead {
  const orders = message.all('ORC');
  const request = message.first('OBR');
  return present({
    orderNumber: lineOf(firstText(orders, (order) => order.text(2)) ?? '') ?? lineOf(request?.text(2) ?? ''),
    orderedAt: localTime(firstText(orders, (order) => order.text(9)) ?? ''),
    department: departmentOf({ message, name }),
    ward: wardOf(message),
    orderedBy: orderedBy(message),
  });
}

function firstText(segments: Segment[], read: (segment: Segment) => string): string | undefined {
  return segments.map(read).find((text) => text !== '');
}

/** ORC-17 by name; PV1-10 and the file name's code by the table. */
export function departmentOf({ message, name }: Pick<Source, 'message' | 'name'>): string | undefined {
  const ordering = message
    .all('ORC')
    .map((order) => order.field(17))
    .find((field) => !field.empty);
  const named = ordering && (lineOf(ordering.text(2)) ?? departmentNameOf(lineOf(ordering.text(1))));
  return (
    named ?? departmentNameOf(lineOf(message.first('PV1')?.text(10) ?? '')) ?? departmentNameOf(name.departmentCode)
  );
}

/** PV1-3.1 where it is a nursing unit (PL-6 = N) or the patient is an inpatient; a clinic's room is no ward. */
export function wardOf(message: Message): string | undefined {
  const visit = message.first('PV1');
  if (visit === undefined) return undefined;
  const location = visit.field(3);
  const isWard = location.text(6) === 'N' || (visit.text(2) === 'I' && location.text(6) !== 'C');
  return isWard ? lineOf(location.text(1)) : undefined;
}

function orderedBy(message: Message): string | undefined {
  const fields = [
    ...message.all('ORC').map((order) => order.repetitions(12)),
    ...message.all('OBR').map((request) => request.repetitions(16)),
    message.first('PV1')?.repetitions(7) ?? [],
  ];
  return fields.map(personOf).find((person) => person !== undefined);
}

/** XCN: the ideographic repetition (XCN-15 = I) where there are several. Family and given name, else the identifier. */
export function personOf(repetitions: Field[]): string | undefined {
  const field = repetitions.find((each) => each.text(15) === 'I') ?? repetitions[0];
  if (field === undefined) return undefined;
  return lineOf([field.text(2), field.text(3)].join(' ')) ?? lineOf(field.text(1));
}
