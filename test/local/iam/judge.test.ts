import { describe, expect, it } from '@jest/globals';
import { judgeOf } from '../../../local/iam/judge.ts';
import { grantsOf, PolicyDocument } from '../../../local/iam/policy.ts';

const TABLE = 'arn:aws:dynamodb:ap-northeast-1:000000000000:table/audit';
const judge = (...statements: object[]) =>
  judgeOf(grantsOf(PolicyDocument.parse({ Version: '2012-10-17', Statement: statements }).Statement, 'test'));
const allow = (Action: string | string[], Resource: string | string[], extra: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...extra,
});
const deny = (Action: string | string[], Resource: string | string[]) => ({ Effect: 'Deny', Action, Resource });

describe('judging a wish', () => {
  it('denies what nothing allows', () => {
    expect(judge()({ action: 'dynamodb:PutItem', resource: TABLE })).toBe(false);
    expect(judge(allow('dynamodb:GetItem', TABLE))({ action: 'dynamodb:PutItem', resource: TABLE })).toBe(false);
    expect(judge(allow('dynamodb:PutItem', `${TABLE}s`))({ action: 'dynamodb:PutItem', resource: TABLE })).toBe(false);
  });

  it('compares actions in any case, resources exactly', () => {
    const allows = judge(allow('DynamoDB:putitem', TABLE));
    expect(allows({ action: 'dynamodb:PutItem', resource: TABLE })).toBe(true);
    expect(allows({ action: 'dynamodb:PutItem', resource: TABLE.toUpperCase() })).toBe(false);
  });

  it('lets a Deny win over every Allow', () => {
    const allows = judge(allow('*', '*'), deny(['dynamodb:Update*', 'dynamodb:DeleteItem'], TABLE));
    expect(allows({ action: 'dynamodb:UpdateItem', resource: TABLE })).toBe(false);
    expect(allows({ action: 'dynamodb:DeleteItem', resource: TABLE })).toBe(false);
    expect(allows({ action: 'dynamodb:DeleteItem', resource: `${TABLE}/index/byStaff` })).toBe(true);
  });

  it('reads * as any characters and ? as one, and nothing else as special', () => {
    const allows = judge(allow('s3:Get?bject', 'arn:aws:s3:::b/documents/*'));
    expect(allows({ action: 's3:GetObject', resource: 'arn:aws:s3:::b/documents/a/b.dcm' })).toBe(true);
    expect(allows({ action: 's3:GetObject', resource: 'arn:aws:s3:::b/other' })).toBe(false);
    const dotted = judge(allow('s3:GetObject', 'arn:aws:s3:::a.b/x'));
    expect(dotted({ action: 's3:GetObject', resource: 'arn:aws:s3:::axb/x' })).toBe(false);
  });

  it('judges conditions on the partition key', () => {
    const Condition = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['own#*'] } };
    const allows = judge(allow('dynamodb:GetItem', TABLE, { Condition }));
    const wish = (key: string) => ({
      action: 'dynamodb:GetItem',
      resource: TABLE,
      context: { 'dynamodb:LeadingKeys': [key] },
    });
    expect(allows(wish('own#1'))).toBe(true);
    expect(allows(wish('foreign#1'))).toBe(false);
  });

  it('judges conditions on attributes: each that is named must be among them', () => {
    const Condition = { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'count'] } };
    const allows = judge(allow('dynamodb:UpdateItem', TABLE, { Condition }));
    const wish = (...names: string[]) => ({
      action: 'dynamodb:UpdateItem',
      resource: TABLE,
      context: { 'dynamodb:Attributes': names },
    });
    expect(allows(wish('pk', 'count'))).toBe(true);
    expect(allows(wish('pk', 'count', 'role'))).toBe(false);
  });
});

describe('a policy that is not understood', () => {
  it.each([
    ['NotAction', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }],
    ['NotResource', { Effect: 'Allow', Action: 's3:*', NotResource: '*' }],
    ['Principal', { Effect: 'Allow', Action: 's3:*', Resource: '*', Principal: '*' }],
    ['an unknown effect', { Effect: 'Maybe', Action: 's3:*', Resource: '*' }],
  ])('%s stops the start', (_name, statement) => {
    expect(() => judge(statement)).toThrow();
  });

  it('stops the start when a condition of a judged service is unknown, and names it', () => {
    const Condition = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
    expect(() => judge(allow('dynamodb:GetItem', TABLE, { Condition }))).toThrow(
      'IpAddress aws:SourceIp is not understood',
    );
  });

  it('does not matter where no judged service is meant', () => {
    const Condition = { StringEquals: { 'kms:ViaService': 'dynamodb.ap-northeast-1.amazonaws.com' } };
    expect(() => judge(allow('kms:Decrypt', '*', { Condition }))).not.toThrow();
  });
});
