import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { handler } from '../../../functions/validate-flag/handler.ts';

const ulid = (n: number) => `01JD3Z2V6Q5W8X9Y0ABCDEFG${String(n).padStart(2, '0')}`;
const entry = (n: number) => `dis_${ulid(n)}:0123456789abcdef`;
const many = (count: number) => Array.from({ length: count }, (_, n) => entry(n));

const stamps = { _createdAt: '2026-03-11T05:46:00.000Z', _updatedAt: '2026-03-11T05:46:00.000Z' };
const constraints = { type: 'array', elements: { type: 'string', pattern: '^dis_' } };
const definition = { name: 'disaster mode', attributes: { rules: { constraints } } };
const document = (value: object, more: object = {}) => ({
  version: '1',
  flags: { 'disaster-mode': definition },
  values: { 'disaster-mode': value },
  ...more,
});
const on = (rules: unknown) => document({ enabled: true, rules });

beforeEach(() => {
  for (const stream of [process.stdout, process.stderr]) jest.spyOn(stream, 'write').mockReturnValue(true);
});
afterEach(() => void jest.restoreAllMocks());

const judge = (content: string | object) =>
  handler({
    applicationId: 'app1234',
    configurationProfileId: 'pro1234',
    configurationVersion: '2',
    content: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)).toString('base64'),
    uri: 'hosted',
  });

describe('the validator of the flag', () => {
  it.each([
    ['a flag that is off', document({ enabled: false })],
    ['one that is off and lists what it was on for', document({ enabled: false, rules: [entry(1)] })],
    ['one rule', on([entry(1)])],
    ['twenty rules', on(many(20))],
    [
      'what AppConfig writes into it',
      document(
        { ...stamps, enabled: true, rules: [entry(1)] },
        { flags: { 'disaster-mode': { ...stamps, ...definition } } },
      ),
    ],
  ])('takes %s', async (_name, content) => {
    await expect(judge(content)).resolves.toBeUndefined();
  });

  it.each([
    ['what is no JSON', '{"version":', 'is not JSON'],
    ['nothing', '', 'is not JSON'],
    ['another version of the form', document({ enabled: false }, { version: '2' }), 'version'],
    ['no values', { version: '1', flags: { 'disaster-mode': definition } }, 'values'],
    [
      'another flag',
      document({ enabled: false }, { values: { 'disaster-mode': { enabled: false }, other: { enabled: true } } }),
      'other',
    ],
    [
      'another flag’s definition',
      document({ enabled: false }, { flags: { 'disaster-mode': definition, other: definition } }),
      'other',
    ],
    ['another attribute', document({ enabled: true, rules: [entry(1)], all: true }), 'all'],
    ['variants', document({ enabled: true, rules: [entry(1)], _variants: [] }), '_variants'],
    ['no state', document({ rules: [] }), 'enabled'],
    ['a flag that is on for nothing', on([]), 'a flag that is on lists a rule at least'],
    ['a flag that is on without a list', document({ enabled: true }), 'rules'],
    ['an entry that is none', on([entry(1), 'dis_1:0123456789abcdef']), 'not a rule id and 16 digits of its hash'],
    ['an entry that is none while it is off', document({ enabled: false, rules: ['x'] }), 'not a rule id'],
    ['a rule twice', on([entry(1), entry(1)]), 'a rule is listed more than once'],
    ['twenty-one rules', on(many(21)), '20'],
  ])('refuses %s, and says why', async (_name, content, why) => {
    await expect(judge(content)).rejects.toThrow(why);
  });

  it('refuses bytes that are no UTF-8, and what is no base64', async () => {
    const latin = Buffer.from(JSON.stringify(on([entry(1)])).replace('version', 'vérsion'), 'latin1');
    await expect(handler({ content: latin.toString('base64') })).rejects.toThrow('is not JSON in UTF-8');
    await expect(handler({ content: '%%%' })).rejects.toThrow('base64');
  });
});
