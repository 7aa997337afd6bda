import { describe, expect, it } from '@jest/globals';
import { requirePermission } from '../../../local/functions/permissions.ts';
import { functionsOf } from '../../../local/functions/spec.ts';
import { judgeOf } from '../../../local/iam/judge.ts';
import { openTemplate } from '../../../local/template/template.ts';
import { writeAssembly } from '../template/assembly-files.ts';

const allow = (Action: string, Resource: unknown) => ({ Effect: 'Allow', Action, Resource });
const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const TABLE_ARN = { 'Fn::GetAtt': ['Audit', 'Arn'] };
const resources = (changed: { function?: object; role?: object } = {}) => ({
  Audit: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      ResourcePolicy: {
        PolicyDocument: document({
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: ['dynamodb:UpdateItem'],
          Resource: '*',
        }),
      },
    },
  },
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {},
      ManagedPolicyArns: [{ Ref: 'Managed' }, 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
      Policies: [{ PolicyName: 'own', PolicyDocument: document(allow('dynamodb:PutItem', TABLE_ARN)) }],
      ...changed.role,
    },
  },
  Managed: {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { PolicyDocument: document(allow('dynamodb:UpdateItem', '*')) },
  },
  Attached: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'a',
      Roles: [{ Ref: 'Role' }],
      PolicyDocument: document(allow('dynamodb:GetItem', TABLE_ARN)),
    },
  },
  Other: {
    Type: 'AWS::IAM::Policy',
    Properties: { PolicyName: 'b', Roles: ['another'], PolicyDocument: document(allow('dynamodb:*', '*')) },
  },
  Function: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: 'assets', S3Key: 'code.zip' },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Environment: { Variables: { TABLE: { Ref: 'Audit' } } },
      Timeout: 20,
      ...changed.function,
    },
  },
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { 'Fn::GetAtt': ['Function', 'Arn'] },
      Principal: 'apigateway.amazonaws.com',
      SourceArn: 'arn:aws:execute-api:ap-northeast-1:000000000000:api/*/*',
    },
  },
});
const open = (changed: Parameters<typeof resources>[0] = {}) =>
  openTemplate(writeAssembly({ Api: { resources: resources(changed) } }));
const read = (changed: Parameters<typeof resources>[0] = {}) => functionsOf(open(changed))[0];

describe('a function of a template', () => {
  it('is its asset’s module, with the template’s environment and timeout', () => {
    expect(read()).toMatchObject({
      handler: 'handler',
      timeoutSeconds: 20,
      variables: { TABLE: 'Api-Audit' },
      readsSecrets: false,
    });
    expect(read()?.file).toMatch(/asset\.code\/index\.mjs$/);
  });

  it('may do what its role’s policies say, inline, managed and attached, and no other role’s', () => {
    const allows = judgeOf(read()?.grants ?? []);
    const may = (action: string) =>
      allows({ action, resource: 'arn:aws:dynamodb:ap-northeast-1:000000000000:table/Api-Audit' });
    expect([may('dynamodb:PutItem'), may('dynamodb:GetItem'), may('dynamodb:Query')]).toEqual([true, true, false]);
  });

  it('may not do what a table’s own policy denies to everybody, whatever its role says', () => {
    const allows = judgeOf(read()?.grants ?? []);
    const may = (table: string) =>
      allows({
        action: 'dynamodb:UpdateItem',
        resource: `arn:aws:dynamodb:ap-northeast-1:000000000000:table/${table}`,
      });
    expect([may('Api-Audit'), may('Other')]).toEqual([false, true]);
  });

  it('reads secrets only with the extension’s layer', () => {
    const Layers = [
      'arn:aws:lambda:ap-northeast-1:133490724326:layer:AWS-Parameters-and-Secrets-Lambda-Extension-Arm64:12',
    ];
    expect(read({ function: { Layers } })).toMatchObject({ readsSecrets: true, readsFlag: false });
  });

  it('reads the flag only with AppConfig’s extension', () => {
    const Layers = ['arn:aws:lambda:ap-northeast-1:980059726660:layer:AWS-AppConfig-Extension-Arm64:225'];
    expect(read({ function: { Layers } })).toMatchObject({ readsSecrets: false, readsFlag: true });
  });

  it.each([
    [
      'a layer without a stand-in',
      { function: { Layers: ['arn:aws:lambda:ap-northeast-1:1:layer:Other:1'] } },
      'the layer',
    ],
    ['a property nobody has decided about', { function: { VpcConfig: {} } }, 'VpcConfig'],
    ['another runtime', { function: { Runtime: 'python3.13' } }, 'the runtime python3.13'],
    ['code that is not built', { function: { Code: { S3Key: 'missing.zip' } } }, 'no asset has the key missing.zip'],
    ['a handler that is not there', { function: { Handler: 'main.handler' } }, 'holds no main'],
    [
      'a managed policy that nobody knows',
      { role: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] } },
      'AdministratorAccess is not understood',
    ],
    ['a permissions boundary', { role: { PermissionsBoundary: 'x' } }, 'PermissionsBoundary'],
  ])('is refused with %s', (_name, changed, message) => {
    expect(() => read(changed)).toThrow(message);
  });
});

describe('a permission to invoke', () => {
  const functionArn = 'arn:aws:lambda:ap-northeast-1:000000000000:function:Api-Function';
  const sourceArn = 'arn:aws:execute-api:ap-northeast-1:000000000000:api/$default/GET/v1/x';

  it('is needed for each source', () => {
    expect(() =>
      requirePermission(open(), { functionArn, service: 'apigateway.amazonaws.com', sourceArn }),
    ).not.toThrow();
    expect(() => requirePermission(open(), { functionArn, service: 'events.amazonaws.com', sourceArn })).toThrow(
      'has no AWS::Lambda::Permission',
    );
    expect(() =>
      requirePermission(open(), {
        functionArn,
        service: 'apigateway.amazonaws.com',
        sourceArn: sourceArn.replace(':api/', ':other/'),
      }),
    ).toThrow('has no AWS::Lambda::Permission');
  });
});
