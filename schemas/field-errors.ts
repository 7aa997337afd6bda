import type * as z from 'zod';
import type { Sentence } from './primitives.ts';
import type { FieldError } from './problems.ts';

type Issue = z.core.$ZodIssue;
/** Faults that one answer names at most: a body of nothing but unknown fields must not come back twice as large. */
const MOST = 50;

const pointer = (part: string, path: readonly PropertyKey[]): string =>
  `/${[part, ...path].map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;

const limits = (issue: { minimum?: unknown; maximum?: unknown }): string =>
  String(issue.minimum ?? issue.maximum ?? '');

/** A schema's own sentence is written `日本語 / English`. */
const bothLanguages = (message: string): Sentence => {
  const [ja = message, en = ja] = message.split(' / ');
  return { ja, en };
};

const ABSENT = new Set<Issue['code']>(['invalid_type', 'invalid_value', 'invalid_union']);

const says = (issue: Issue): [string, Sentence] => {
  if (issue.input === undefined && ABSENT.has(issue.code))
    return ['required', { ja: '必須の項目です。', en: 'This field is required.' }];
  switch (issue.code) {
    case 'invalid_type':
      return [
        'type',
        { ja: `型が正しくありません（${issue.expected}）。`, en: `The type is wrong; expected ${issue.expected}.` },
      ];
    case 'too_small':
      return [
        'too_small',
        {
          ja: `短すぎるか小さすぎます（下限 ${limits(issue)}）。`,
          en: `Too short or too small (at least ${limits(issue)}).`,
        },
      ];
    case 'too_big':
      return [
        'too_big',
        {
          ja: `長すぎるか大きすぎます（上限 ${limits(issue)}）。`,
          en: `Too long or too large (at most ${limits(issue)}).`,
        },
      ];
    case 'invalid_format':
      return issue.format === 'date'
        ? [
            'impossible_date',
            { ja: '存在しない日付か、形式が正しくありません。', en: 'No such date, or not in the form YYYY-MM-DD.' },
          ]
        : ['format', { ja: '形式が正しくありません。', en: 'The format is wrong.' }];
    case 'invalid_value':
      return [
        'value',
        {
          ja: `次のいずれかにしてください: ${issue.values.map(String).join(', ')}`,
          en: `Must be one of: ${issue.values.map(String).join(', ')}`,
        },
      ];
    case 'invalid_union':
      return ['value', { ja: '認められる形のいずれにも合いません。', en: 'Fits none of the permitted forms.' }];
    case 'custom':
      return ['custom', bothLanguages(issue.message)];
    default:
      return ['invalid', { ja: '値が正しくありません。', en: 'The value is not valid.' }];
  }
};

const fieldError = (at: string, code: string, sentence: Sentence): FieldError => ({
  pointer: at,
  code,
  message: sentence.ja,
  messageEn: sentence.en,
});

/**
 * Each fault of what was sent at its field, for the API's answer and for a form before it is sent; an unknown field is named. `part`: body,
 * query, path. The parse must have been made with `reportInput`.
 */
export const fieldErrors = (part: string, error: z.ZodError): FieldError[] =>
  error.issues
    .flatMap((issue) => {
      if (issue.code === 'unrecognized_keys') return unknownFields(part, issue.path, issue.keys);
      const [code, sentence] = says(issue);
      return [fieldError(pointer(part, issue.path), code, sentence)];
    })
    .slice(0, MOST);

/** Fields that nobody declared, each by name. */
export const unknownFields = (part: string, path: readonly PropertyKey[], keys: readonly string[]): FieldError[] =>
  keys.slice(0, MOST).map((key) =>
    fieldError(pointer(part, [...path, key]), 'unknown', {
      ja: '知らない項目です。',
      en: 'This field is not known.',
    }),
  );

/** A fault that only the deed could find, at its field. */
export const faultAt = (at: string, code: string, sentence: Sentence): FieldError => fieldError(at, code, sentence);
