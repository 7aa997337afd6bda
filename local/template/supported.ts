import type { Stack } from './assembly.ts';

/** Types that a part of this folder reads and stands in for. */
const EMULATED: readonly string[] = [
  'AWS::AppConfig::Application',
  'AWS::AppConfig::ConfigurationProfile',
  'AWS::AppConfig::Deployment',
  'AWS::AppConfig::DeploymentStrategy',
  'AWS::AppConfig::Environment',
  'AWS::AppConfig::HostedConfigurationVersion',
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolGroup',
  'AWS::Cognito::UserPoolResourceServer',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::GuardDuty::MalwareProtectionPlan',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
];

/**
 * Types that stand for nothing on one machine, with the reason. What is in neither list stops the start: a new kind of resource must be
 * emulated or entered here knowingly.
 */
const NOT_EMULATED: Readonly<Record<string, string>> = {
  'AWS::Backup::BackupPlan': 'DIR can be copied while nothing runs',
  'AWS::Backup::BackupSelection': 'DIR can be copied while nothing runs',
  'AWS::Backup::BackupVault': 'DIR can be copied while nothing runs',
  'AWS::CDK::Metadata': 'says which constructs were used',
  'AWS::CloudFront::CachePolicy': 'nothing is cached',
  'AWS::CloudFront::OriginAccessControl': 'pages are read from dist/web',
  'AWS::CloudFront::OriginRequestPolicy': 'every header of the viewer is passed on',
  'AWS::CloudFront::TrustStore': 'terminals have no certificates here',
  'AWS::CloudWatch::Alarm': 'nobody is on call for one machine',
  'AWS::CloudWatch::CompositeAlarm': 'nobody is on call for one machine',
  'AWS::CloudWatch::Dashboard': 'logs lie in DIR/logs',
  'AWS::Cognito::ManagedLoginBranding': 'the local sign-in has its own page',
  'AWS::Cognito::UserPoolRiskConfigurationAttachment': 'no threat protection',
  'AWS::Cognito::LogDeliveryConfiguration': 'the local sign-in writes its own log',
  'AWS::KMS::Alias': 'nothing is encrypted at rest',
  'AWS::KMS::Key': 'nothing is encrypted at rest',
  'AWS::Logs::Delivery': 'access lines lie in DIR/logs/gateway.log',
  'AWS::Logs::DeliveryDestination': 'access lines lie in DIR/logs/gateway.log',
  'AWS::Logs::DeliverySource': 'access lines lie in DIR/logs/gateway.log',
  'AWS::Logs::LogGroup': 'logs lie in DIR/logs',
  'AWS::Logs::MetricFilter': 'nobody is on call for one machine',
  'AWS::Logs::ResourcePolicy': 'logs lie in DIR/logs',
  'AWS::S3::BucketPolicy': 'its only rule, TLS only, has no meaning on loopback',
  'AWS::SNS::Subscription': 'nobody is on call for one machine',
  'AWS::SNS::Topic': 'nobody is on call for one machine',
  'AWS::SNS::TopicPolicy': 'nobody is on call for one machine',
  'AWS::SQS::QueuePolicy': 'dead letters are kept in DIR',
  'AWS::WAFv2::WebACL': 'there is no firewall on loopback',
  'AWS::WAFv2::WebACLAssociation': 'there is no firewall on loopback',
  'AWS::WAFv2::LoggingConfiguration': 'there is no firewall on loopback',
};

export function refuseUnknownTypes(stacks: Stack[]): void {
  const unknown = stacks.flatMap((stack) =>
    Object.entries(stack.resources)
      .filter(([, resource]) => !EMULATED.includes(resource.Type) && !(resource.Type in NOT_EMULATED))
      .map(([logicalId, resource]) => `${stack.name}/${logicalId} (${resource.Type})`),
  );
  if (unknown.length > 0) {
    throw new Error(`Not understood on one machine, see local/template/supported.ts: ${unknown.join(', ')}`);
  }
}
