import { createHash } from 'node:crypto';

/** What names a resource here. `name` is the physical name: the template's own, or derived from the logical id. */
export type Identity = { name: string; logicalId: string; stack: string; region: string; account: string };

/** Every account on one machine. Dynoxide's own ARNs carry the same one. */
export const LOCAL_ACCOUNT = '000000000000';

type Form = {
  /** The property with which a template may fix the name. */
  nameProperty?: string;
  derive?: (logicalId: string, stack: string) => string;
  /** What `Ref` gives; the name unless told otherwise. */
  ref?: (of: Identity) => string;
  attributes?: Record<string, (of: Identity) => string>;
};

const digest = (text: string, length: number, alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'): string =>
  [...createHash('sha512').update(text).digest()]
    .slice(0, length)
    .map((byte) => alphabet[byte % alphabet.length])
    .join('');

const arn = (service: string, path: (of: Identity) => string) => (of: Identity) =>
  `arn:aws:${service}:${of.region}:${of.account}:${path(of)}`;
const globalArn = (service: string, path: (of: Identity) => string) => (of: Identity) =>
  `arn:aws:${service}:::${path(of)}`;
const iamArn = (kind: string) => (of: Identity) => `arn:aws:iam::${of.account}:${kind}/${of.name}`;

const nameOf = (of: Identity): string => of.name;
const secretArn = arn('secretsmanager', (of) => `secret:${of.name}-${digest(of.logicalId, 6)}`);
const topicArn = arn('sns', nameOf);

const TABLE: Form = {
  nameProperty: 'TableName',
  attributes: {
    Arn: arn('dynamodb', (of) => `table/${of.name}`),
    StreamArn: arn('dynamodb', (of) => `table/${of.name}/stream/local`),
  },
};
const opaque = (length: number): Form => ({ derive: (logicalId, stack) => digest(`${stack}/${logicalId}`, length) });

/**
 * How each type is named: what `Ref` and `Fn::GetAtt` answer. Also for types that are not emulated but appear in policies. A type or
 * attribute that is missing here fails by name as soon as something asks for it.
 */
const FORMS: Record<string, Form> = {
  'AWS::AppConfig::Application': opaque(7),
  'AWS::AppConfig::ConfigurationProfile': opaque(7),
  'AWS::AppConfig::Deployment': { derive: () => '1' },
  'AWS::AppConfig::DeploymentStrategy': opaque(7),
  'AWS::AppConfig::Environment': opaque(7),
  // Ref is the number of the version; a template's own is the first.
  'AWS::AppConfig::HostedConfigurationVersion': { derive: () => '1' },
  'AWS::DynamoDB::Table': TABLE,
  'AWS::DynamoDB::GlobalTable': TABLE,
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    derive: (logicalId, stack) =>
      `${`${stack}-${logicalId}`
        .toLowerCase()
        .replace(/[^a-z0-9-]/g, '')
        .slice(0, 52)}-${digest(logicalId, 8)}`,
    attributes: {
      Arn: globalArn('s3', nameOf),
      DomainName: (of) => `${of.name}.s3.amazonaws.com`,
      RegionalDomainName: (of) => `${of.name}.s3.${of.region}.amazonaws.com`,
    },
  },
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    attributes: { Arn: arn('lambda', (of) => `function:${of.name}`) },
  },
  'AWS::Lambda::LayerVersion': { ref: arn('lambda', (of) => `layer:${of.name}:1`) },
  'AWS::IAM::Role': { nameProperty: 'RoleName', attributes: { Arn: iamArn('role') } },
  'AWS::IAM::ManagedPolicy': {
    nameProperty: 'ManagedPolicyName',
    ref: iamArn('policy'),
    attributes: { PolicyArn: iamArn('policy') },
  },
  'AWS::SecretsManager::Secret': { nameProperty: 'Name', ref: secretArn, attributes: { Id: secretArn } },
  'AWS::KMS::Key': { ...opaque(32), attributes: { Arn: arn('kms', (of) => `key/${of.name}`), KeyId: nameOf } },
  'AWS::KMS::Alias': { nameProperty: 'AliasName' },
  'AWS::Cognito::UserPool': {
    derive: (logicalId, stack) => `ap-northeast-1_${digest(`${stack}/${logicalId}`, 9)}`,
    attributes: {
      Arn: arn('cognito-idp', (of) => `userpool/${of.name}`),
      UserPoolId: nameOf,
      ProviderName: (of) => `cognito-idp.${of.region}.amazonaws.com/${of.name}`,
      ProviderURL: (of) => `https://cognito-idp.${of.region}.amazonaws.com/${of.name}`,
    },
  },
  'AWS::Cognito::UserPoolClient': { ...opaque(26), attributes: { ClientId: nameOf } },
  'AWS::Cognito::UserPoolGroup': { nameProperty: 'GroupName' },
  'AWS::Cognito::UserPoolResourceServer': { nameProperty: 'Identifier' },
  'AWS::Cognito::UserPoolDomain': { nameProperty: 'Domain' },
  'AWS::ApiGatewayV2::Api': {
    ...opaque(10),
    attributes: { ApiId: nameOf, ApiEndpoint: (of) => `https://${of.name}.execute-api.${of.region}.amazonaws.com` },
  },
  'AWS::ApiGatewayV2::Authorizer': opaque(6),
  'AWS::ApiGatewayV2::Integration': opaque(7),
  'AWS::ApiGatewayV2::Route': opaque(7),
  'AWS::ApiGatewayV2::Stage': { nameProperty: 'StageName' },
  'AWS::Events::Rule': { nameProperty: 'Name', attributes: { Arn: arn('events', (of) => `rule/${of.name}`) } },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    ref: (of) => `https://sqs.${of.region}.amazonaws.com/${of.account}/${of.name}`,
    attributes: { Arn: arn('sqs', nameOf), QueueName: nameOf },
  },
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    ref: topicArn,
    attributes: { TopicArn: topicArn, TopicName: nameOf },
  },
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    attributes: { Arn: arn('logs', (of) => `log-group:${of.name}:*`) },
  },
  'AWS::CloudFront::Distribution': {
    ...opaque(13),
    attributes: { Id: nameOf, DomainName: (of) => `${of.name}.cloudfront.net`.toLowerCase() },
  },
  'AWS::CloudFront::ResponseHeadersPolicy': { ...opaque(36), attributes: { Id: nameOf } },
  'AWS::CloudFront::OriginRequestPolicy': { ...opaque(36), attributes: { Id: nameOf } },
  'AWS::CloudFront::CachePolicy': { ...opaque(36), attributes: { Id: nameOf } },
  'AWS::CloudFront::OriginAccessControl': { ...opaque(13), attributes: { Id: nameOf } },
  'AWS::WAFv2::WebACL': {
    attributes: { Arn: arn('wafv2', (of) => `global/webacl/${of.name}/${digest(of.logicalId, 12)}`) },
  },
  'AWS::CloudFront::Function': {
    nameProperty: 'Name',
    attributes: { FunctionARN: globalArn('cloudfront', (of) => `function/${of.name}`) },
  },
};

export function formOf(type: string): Form | undefined {
  return FORMS[type];
}

/** The physical name: stable for one template, since it hangs on the logical id only. */
export function physicalName(type: string, at: { logicalId: string; stack: string; given: unknown }): string {
  if (typeof at.given === 'string' && at.given !== '') return at.given;
  return FORMS[type]?.derive?.(at.logicalId, at.stack) ?? `${at.stack}-${at.logicalId}`.slice(0, 255);
}
