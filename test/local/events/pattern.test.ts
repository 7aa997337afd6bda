import { describe, expect, it } from '@jest/globals';
import { assertUnderstood, matches, type Pattern } from '../../../local/events/pattern.ts';

const event = {
  source: 'aws.guardduty',
  detail: { status: 'COMPLETED', threats: null, size: 5, tags: ['a', 'b'], name: 'Documents/x.DCM' },
};

describe('event patterns', () => {
  it.each<[string, Pattern, boolean]>([
    ['a value', { source: ['aws.guardduty'] }, true],
    ['another value', { source: ['aws.s3'] }, false],
    ['one of several', { source: ['aws.s3', 'aws.guardduty'] }, true],
    ['every field, nested', { source: ['aws.guardduty'], detail: { status: ['COMPLETED'], size: [4] } }, false],
    ['null', { detail: { threats: [null] } }, true],
    ['any entry of a list', { detail: { tags: ['b'] } }, true],
    ['prefix', { source: [{ prefix: 'aws.' }] }, true],
    ['suffix', { detail: { name: [{ suffix: '.DCM' }] } }, true],
    ['equals-ignore-case', { detail: { name: [{ 'equals-ignore-case': 'documents/X.dcm' }] } }, true],
    ['anything-but', { detail: { status: [{ 'anything-but': ['FAILED', 'SKIPPED'] }] } }, true],
    ['anything-but what it is', { detail: { status: [{ 'anything-but': 'COMPLETED' }] } }, false],
    ['anything-but a prefix', { detail: { name: [{ 'anything-but': { prefix: 'Documents/' } }] } }, false],
    ['anything-but, when the field is absent', { detail: { other: [{ 'anything-but': 'x' }] } }, false],
    ['exists', { detail: { size: [{ exists: true }], other: [{ exists: false }] } }, true],
    ['exists, deep in what is absent', { nothing: { here: [{ exists: true }] } }, false],
    ['numeric', { detail: { size: [{ numeric: ['>', 4, '<=', 5] }] } }, true],
    ['numeric, outside', { detail: { size: [{ numeric: ['>', 5] }] } }, false],
    ['a number is not its text', { detail: { size: ['5'] } }, false],
  ])('%s', (_name, pattern, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  it.each<[string, Pattern]>([
    ['wildcard', { source: [{ wildcard: 'a*' }] }],
    ['cidr', { detail: { ip: [{ cidr: '10.0.0.0/8' }] } }],
    ['$or', { $or: [] }],
  ])('%s is refused when the template is read', (operator, pattern) => {
    expect(() => assertUnderstood(pattern, 'Api/Rule')).toThrow(
      `Api/Rule: ${operator === '$or' ? '$or' : `the operator ${operator}`}`,
    );
  });
});
