import type { Segment } from '../hl7/message.ts';
import { nameOf, quantityWithUnit } from './coded.ts';
import { personOf } from './order-head.ts';
import { lineOf } from './text.ts';
import { localTime } from './time.ts';

export type Value = { text: string; numeric: boolean; comparator?: '<' | '<=' | '>' | '>=' };

const NUMBER = /^(<=|>=|<|>|≦|≧|＜|＞)?\s*([+-]?\d+(?:\.\d+)?)$/;
const COMPARATORS: Readonly<Record<string, Value['comparator']>> = {
  '<': '<',
  '＜': '<',
  '<=': '<=',
  '≦': '<=',
  '>': '>',
  '＞': '>',
  '>=': '>=',
  '≧': '>=',
};
/** Bytes or a pointer to bytes: no value that can be read here. */
const ENCAPSULATED = new Set(['ED', 'RP']);

/** OBX-5 by its type in OBX-2, as written; numbers and comparators told apart. Undefined where no value stands. */
export function valueOf(observation: Segment): Value | undefined {
  const type = observation.text(2);
  if (ENCAPSULATED.has(type)) return { text: '（添付データ）', numeric: false };
  if (type === 'SN') return structuredNumber(observation);
  const text = lineOf(
    observation
      .repetitions(5)
      .map((value) => plain(value, type))
      .filter((each) => each !== undefined)
      .join(' '),
  );
  if (text === undefined) return undefined;
  const [, comparator, number] = NUMBER.exec(text) ?? [];
  if (number === undefined || isCoded(type)) return { text, numeric: false };
  const sign = comparator === undefined ? undefined : COMPARATORS[comparator];
  return sign === undefined ? { text, numeric: true } : { text: number, numeric: true, comparator: sign };
}

const isCoded = (type: string): boolean => type === 'CE' || type === 'CWE' || type === 'CNE';

function plain(value: ReturnType<Segment['field']>, type: string): string | undefined {
  if (isCoded(type)) return nameOf(value);
  if (type === 'XCN') return personOf([value]);
  if (type === 'CQ') return [quantityWithUnit(value)?.value, quantityWithUnit(value)?.unit].filter(Boolean).join(' ');
  // ZRD (JAHIS): drug or material with amount: code ^ name ^ system ^ amount ^ unit.
  if (type === 'ZRD') return [nameOf(value), value.text(4), value.nested(5).text(2)].filter(Boolean).join(' ');
  if (type === 'TS' || type === 'DTM' || type === 'DT')
    return localTime(value.text(1))?.replace('T', ' ') ?? value.text(1);
  return value.whole();
}

/** SN: comparator ^ number ^ separator ^ number; `>^100`, `^1^:^128`, `^3^-^5`. */
function structuredNumber(observation: Segment): Value | undefined {
  const field = observation.field(5);
  const [sign, first, separator, second] = [1, 2, 3, 4].map((n) => field.text(n));
  const text = lineOf([first, separator, second].join(''));
  if (text === undefined) return undefined;
  const comparator = COMPARATORS[sign ?? ''];
  const numeric = NUMBER.test(text);
  return comparator === undefined
    ? { text: lineOf(`${sign}${text}`) ?? text, numeric: numeric && sign === '' }
    : { text, numeric, comparator };
}

/** `心拍数: 67 bpm`, for reports and comments. Undefined without a value. */
export function observationLine(observation: Segment): string | undefined {
  const value = valueOf(observation);
  if (value === undefined) return undefined;
  const name = nameOf(observation.field(3));
  const unit = observation.field(6).empty ? undefined : nameOf(observation.field(6));
  const written = [`${value.comparator ?? ''}${value.text}`, unit].filter(Boolean).join(' ');
  return name === undefined ? written : `${name}: ${written}`;
}
