import { describe, expect, it } from '@jest/globals';
import { judgeOf } from '../../../local/iam/judge.ts';
import { grantsOfTables } from '../../../local/iam/table-policies.ts';
import { openTemplate } from '../../../local/template/template.ts';
import { writeAssembly } from '../template/assembly-files.ts';

const grantsWith = (statement: object) => {
  const PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Principal: { AWS: '*' }, Resource: '*', ...statement }],
  };
  const Audit = { Type: 'AWS::DynamoDB::Table', Properties: { ResourcePolicy: { PolicyDocument } } };
  return grantsOfTables(openTemplate(writeAssembly({ Data: { resources: { Audit } } })));
};
const everything = { effect: 'Allow' as const, actions: ['*'], resources: ['*'], conditions: [] };
const mayUpdate = (statement: object): boolean => {
  const grants = grantsWith(statement);
  return judgeOf([everything, ...grants])({ action: 'dynamodb:UpdateItem', resource: grants[0]?.resources[0] ?? '' });
};

describe('the policy of a table', () => {
  it('refuses, whatever a role allows', () => {
    expect(mayUpdate({ Action: 'dynamodb:UpdateItem' })).toBe(false);
    expect(mayUpdate({ Action: ['dynamodb:DeleteItem'] })).toBe(true);
  });

  it('refuses to every function what it refuses to some: never kinder than the cloud', () => {
    const Condition = { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::000000000000:role/some-*' } };
    expect(mayUpdate({ Action: 'dynamodb:UpdateItem', Condition })).toBe(false);
  });

  it.each([
    ['an Allow', { Effect: 'Allow', Action: 'dynamodb:GetItem' }],
    ['one principal', { Action: 'dynamodb:GetItem', Principal: { AWS: 'arn:aws:iam::000000000000:role/one' } }],
    ['another condition', { Action: 'dynamodb:GetItem', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
  ])('stops the start where it is not understood: %s', (_, statement) => {
    expect(() => grantsWith(statement)).toThrow();
  });
});
