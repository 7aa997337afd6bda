import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { faultAt } from '../../layers/edge/index.ts';
import { fieldErrors } from '../../schemas/field-errors.ts';
import { listAuditEvents } from '../../schemas/operations/audit.ts';
import { Day, FacilityId } from '../../schemas/primitives.ts';

const faults = (schema: z.ZodType, value: unknown) => {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) throw new Error('nothing is at fault');
  return fieldErrors('body', parsed.error);
};
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

/** One of every kind of issue that zod raises. */
const kinds: [string, z.ZodType, unknown, string][] = [
  ['an absent field', z.string(), undefined, 'required'],
  ['another type', z.string(), 5, 'type'],
  ['an absent choice', z.enum(['one', 'two']), undefined, 'required'],
  ['an absent union', z.union([z.string(), z.number()]), undefined, 'required'],
  ['an absent kind', z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') })]), undefined, 'required'],
  ['null', z.string(), null, 'type'],
  ['no number', z.coerce.number(), 'many', 'type'],
  ['a fraction', z.int(), 1.5, 'type'],
  ['a text that is too short', z.string().min(3), 'a', 'too_small'],
  ['a text that is too long', z.string().max(3), 'abcd', 'too_big'],
  ['a number that is too small', z.number().min(3), 2, 'too_small'],
  ['a number that is too large', z.number().max(3), 4, 'too_big'],
  ['a list that is too short', z.array(z.string()).min(1), [], 'too_small'],
  ['a list that is too long', z.array(z.string()).max(1), ['a', 'b'], 'too_big'],
  ['a number of no steps', z.number().multipleOf(5), 3, 'invalid'],
  ['a form that is wrong', FacilityId, 'TY Hospital', 'format'],
  ['a day that does not exist', Day, '2026-02-29', 'impossible_date'],
  ['a day in another form', Day, '2026/01/01', 'impossible_date'],
  ['a URL that is none', z.url(), 'no', 'format'],
  ['a value outside a list', z.enum(['one', 'two']), 'three', 'value'],
  ['another literal', z.literal('one'), 'two', 'value'],
  ['no kind of a union', z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') })]), { kind: 'b' }, 'value'],
  ['no form of a union', z.union([z.string(), z.number()]), true, 'value'],
  ['a rule of the schema', z.string().refine(() => false, { message: '理由です。 / The reason.' }), 'x', 'custom'],
  ['a key that is wrong', z.record(z.string().max(1), z.string()), { long: 'x' }, 'invalid'],
];

describe('every kind of fault', () => {
  it.each(kinds)('says for %s where, a code, and why in both languages', (_, schema, value, code) => {
    const [fault, ...others] = faults(z.strictObject({ field: schema }), { field: value });
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ code });
    expect(fault?.pointer.startsWith('/body/field')).toBe(true);
    expect(fault?.message).toMatch(JAPANESE);
    expect(fault?.messageEn).toMatch(/^[\x20-\x7e]+$/);
  });

  it('says limits and permitted values', () => {
    const [low, high, value] = faults(
      z.strictObject({ a: z.string().min(3), b: z.number().max(9), c: z.enum(['x', 'y']) }),
      { a: 'a', b: 10, c: 'z' },
    );
    expect([low?.message, low?.messageEn]).toEqual([expect.stringContaining('3'), expect.stringContaining('3')]);
    expect(high?.messageEn).toContain('9');
    expect([value?.message, value?.messageEn]).toEqual([
      expect.stringContaining('x, y'),
      expect.stringContaining('x, y'),
    ]);
  });

  it('says a schema’s own reason in each language alone, as the audit listing does', () => {
    const [fault] = faults(listAuditEvents.query, {});
    expect(fault?.message).toMatch(JAPANESE);
    expect(fault?.message).not.toContain('Give');
    expect(fault?.messageEn).toBe('Give either patientId or staffId.');
    const [single] = faults(
      z.string().refine(() => false, { message: 'only one' }),
      'x',
    );
    expect(single).toMatchObject({ message: 'only one', messageEn: 'only one' });
  });

  it('of fifty and more names fifty', () => {
    const schema = z.strictObject({ list: z.array(z.int()) });
    expect(faults(schema, { list: Array.from({ length: 80 }, () => 'x') })).toHaveLength(50);
  });
});

it('a fault that only a deed finds looks the same', () => {
  expect(faultAt('/body/localId', 'local_id', { ja: '理由', en: 'why' })).toEqual({
    pointer: '/body/localId',
    code: 'local_id',
    message: '理由',
    messageEn: 'why',
  });
});
