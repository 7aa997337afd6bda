import type { Content } from '../../schemas/content.ts';
import type { Source, TypedDocument } from './source.ts';
import { present, titleOf } from './text.ts';

type LaboratoryResult = Extract<Content, { kind: 'laboratory' }>['results'][number];

type Result = Extract<Content, { kind: 'infection' }>['items'][number]['result'];

/** JLAC10 5F: viruses; 5E07: syphilis serology. A facility may name others. */
export const INFECTION_CODES = ['5F', '5E07'] as const;

/**
 * Whether a laboratory result tells of an infection (感染症): who may know of those is decided apart, so it stands in the
 * infection document only. An item without anything said of it, like one that was ordered, tells nothing.
 */
export function tellsOfInfection(source: Source, { item, value, flag, comments }: LaboratoryResult): boolean {
  return [value, flag, comments].some((said) => said !== undefined) && isInfection(source, item);
}

/**
 * Results that tell of infections, as a document of their own: it stands in the header and is published apart. A revision that has none any
 * more takes the earlier one back.
 */
export function infectionsOf(source: Source, told: LaboratoryResult[]): TypedDocument[] {
  const head = { contentType: 'infection', stage: 'done', suffix: 'infection' } as const;
  if (told.length === 0) return source.revised ? [{ ...head, title: '感染症', withdrawn: true }] : [];
  const items = told.map(({ item, value, flag, unit, referenceRange, specimen, status, observedAt, comments }) =>
    present({
      item,
      result: judge(value?.text ?? '', flag),
      value: value && [`${value.comparator ?? ''}${value.text}`, unit].filter(Boolean).join(' '),
      referenceRange,
      flag,
      status,
      specimen,
      observedOn: observedAt?.slice(0, 10),
      comments,
    }),
  );
  const title = titleOf(
    told.map(({ item }) => item.name),
    '感染症',
  );
  return [{ ...head, title, content: { kind: 'infection', items } }];
}

/** Whether the item is one by which infections are found, whatever was found. */
export function isInfection({ infectionCodes }: Source, { code, localCode }: LaboratoryResult['item']): boolean {
  return [code, localCode].some(
    (each) => each !== undefined && infectionCodes.some((beginning) => each.startsWith(beginning)),
  );
}

const INDETERMINATE = /^\(?(?:±|\+-|\+\/-)\)?$|疑陽性|偽陽性|判定保留|保留|INDETERMINATE|EQUIVOCAL/;
const NEGATIVE = /^\(?-\)?$|陰性|検出(?:セズ|せず|されず)|未検出|^NEG|NON-?REACTIVE|NOTDETECTED/;
const POSITIVE = /^\(?(?:\d?\+{1,4}|\+\d)\)?$|陽性|^検出$|検出あり|^POS|^REACTIVE|^DETECTED/;

/** By the words and signs of the value, else by the flags POS and NEG. A bare number is not judged here: its range is the laboratory's. */
function judge(text: string, flag: string | undefined): Result {
  const said = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[−‐–—ー]/g, '-')
    .replaceAll(/\s/g, '');
  if (INDETERMINATE.test(said)) return 'indeterminate';
  if (NEGATIVE.test(said)) return 'negative';
  if (POSITIVE.test(said)) return 'positive';
  if (flag === 'POS') return 'positive';
  return flag === 'NEG' ? 'negative' : 'unknown';
}
