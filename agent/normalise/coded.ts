import type * as z from 'zod';
import type { Coded, Quantity } from '../../schemas/content.ts';
import type { Field } from '../hl7/message.ts';
import { lineOf, present } from './text.ts';

/** CWE: code ^ name ^ system ^ local code ^ local name ^ local system. Undefined when there is neither name nor code. */
export function codedOf(field: Field): Coded | undefined {
  const code = lineOf(field.joined(1).replaceAll(' ', '-'));
  const localCode = lineOf(field.joined(4).replaceAll(' ', '-'));
  const name = lineOf(field.joined(2)) ?? lineOf(field.joined(5)) ?? code ?? localCode;
  if (name === undefined) return undefined;
  return present({
    name,
    code,
    system: lineOf(field.text(3)),
    localCode,
    localSystem: localCode === undefined ? undefined : lineOf(field.text(6)),
  });
}

/** What a code says to a reader: its name, else the code itself. */
export function nameOf(field: Field): string | undefined {
  return lineOf(field.joined(2)) ?? lineOf(field.joined(5)) ?? lineOf(field.text(1));
}

/** A number as written with its unit; undefined without a number. */
export function quantityOf(value: string, unit: Field | undefined): z.infer<typeof Quantity> | undefined {
  const written = lineOf(value);
  if (written === undefined) return undefined;
  const unitName = unit === undefined ? undefined : nameOf(unit);
  return present({ value: written, unit: unitName });
}

/** CQ: `3^TAB&錠&MR9P`. */
export function quantityWithUnit(field: Field): z.infer<typeof Quantity> | undefined {
  return quantityOf(field.text(1), field.nested(2));
}
