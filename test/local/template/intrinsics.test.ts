import { describe, expect, it } from '@jest/globals';
import { type Names, resolveIntrinsics } from '../../../local/template/intrinsics.ts';

const names: Names = {
  pseudo: (name) => ({ 'AWS::Region': 'ap-northeast-1', 'AWS::AccountId': '000000000000' })[name],
  ref: (id) => `ref-of-${id}`,
  attribute: (id, attribute) => `${attribute}-of-${id}`,
  imported: (name) => `import-${name}`,
  output: ({ stack, name }) => `${stack}.${name}`,
  mapping: (map, top, second) => `${map}.${top}.${second}`,
};
const resolve = (value: unknown): unknown => resolveIntrinsics(value, names);

describe('intrinsics', () => {
  it.each([
    ['Ref of a resource', { Ref: 'Table' }, 'ref-of-Table'],
    ['Ref of a pseudo-parameter', { Ref: 'AWS::Region' }, 'ap-northeast-1'],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'Arn-of-Table'],
    ['GetAtt as text', { 'Fn::GetAtt': 'Table.Stream.Arn' }, 'Stream.Arn-of-Table'],
    ['Join', { 'Fn::Join': ['', ['a-', { Ref: 'B' }, '-c']] }, 'a-ref-of-B-c'],
    [
      'Sub',
      { 'Fn::Sub': 'arn:${AWS::Region}:${Table}:${Table.Arn}:${!Kept}' },
      'arn:ap-northeast-1:ref-of-Table:Arn-of-Table:${Kept}',
    ],
    ['Sub with variables', { 'Fn::Sub': ['${x}/${T}', { x: { Ref: 'A' } }] }, 'ref-of-A/ref-of-T'],
    ['Select of Split', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    ['ImportValue', { 'Fn::ImportValue': 'Other:Name' }, 'import-Other:Name'],
    ['GetStackOutput', { 'Fn::GetStackOutput': { StackName: 's', Region: 'us-east-1', OutputName: 'o' } }, 's.o'],
    ['FindInMap', { 'Fn::FindInMap': ['Layers', { Ref: 'AWS::Region' }, 'arm64'] }, 'Layers.ap-northeast-1.arm64'],
    ['NoValue in an object', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
    ['NoValue in a list', [1, { Ref: 'AWS::NoValue' }, 2], [1, 2]],
    ['what is no intrinsic', { Ref: 'A', other: 1 }, { Ref: 'A', other: 1 }],
  ])('%s is resolved', (_name, value, expected) => {
    expect(resolve(value)).toEqual(expected);
  });

  it.each([
    ['an intrinsic that nobody taught us', { 'Fn::If': ['Condition', 1, 2] }, 'The intrinsic Fn::If is not understood'],
    ['an unknown pseudo-parameter', { Ref: 'AWS::StackId' }, 'The pseudo-parameter AWS::StackId is not understood'],
    ['a selection beyond the list', { 'Fn::Select': [3, ['a']] }, 'Fn::Select finds no entry 3'],
    ['a join of something else', { 'Fn::Join': ['', 'text'] }, 'Fn::Join needs a list'],
  ])('%s fails by name, however deep it lies', (_name, value, message) => {
    expect(() => resolve({ deep: [{ inside: value }] })).toThrow(message);
  });
});
