import { openTemplate, type Template } from '../../../local/template/template.ts';
import { writeAssembly } from '../template/assembly-files.ts';

export const RULE = 'dis_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ';
export const HASH = '0123456789abcdef';
const ENTRY = '^dis_[0-9A-HJKMNP-TV-Z]{26}:[0-9a-f]{16}$';

const flags = {
  'disaster-mode': {
    name: 'disaster mode',
    attributes: { rules: { constraints: { type: 'array', elements: { type: 'string', pattern: ENTRY } } } },
  },
};
/** A document of the flag: on for these entries, or off where there are none. */
export const flagDocument = (rules: string[], value: object = {}) => ({
  version: '1',
  flags,
  values: { 'disaster-mode': { enabled: rules.length > 0, rules, ...value } },
});

const ref = (Ref: string) => ({ Ref });
const resources = (changed: Record<string, object>) => ({
  Application: { Type: 'AWS::AppConfig::Application', Properties: { Name: 'ism-link-test' } },
  Environment: {
    Type: 'AWS::AppConfig::Environment',
    Properties: { ApplicationId: ref('Application'), Name: 'test' },
  },
  Profile: {
    Type: 'AWS::AppConfig::ConfigurationProfile',
    Properties: {
      ApplicationId: ref('Application'),
      LocationUri: 'hosted',
      Name: 'disaster-mode',
      Type: 'AWS.AppConfig.FeatureFlags',
      Validators: [{ Type: 'LAMBDA', Content: { 'Fn::GetAtt': ['Validator', 'Arn'] } }],
      ...changed['Profile'],
    },
  },
  Strategy: {
    Type: 'AWS::AppConfig::DeploymentStrategy',
    Properties: {
      DeploymentDurationInMinutes: 0,
      FinalBakeTimeInMinutes: 0,
      GrowthFactor: 100,
      Name: 'at-once',
      ReplicateTo: 'NONE',
      ...changed['Strategy'],
    },
  },
  Version: {
    Type: 'AWS::AppConfig::HostedConfigurationVersion',
    Properties: {
      ApplicationId: ref('Application'),
      ConfigurationProfileId: ref('Profile'),
      Content: JSON.stringify(flagDocument([])),
      ContentType: 'application/json',
    },
  },
  Deployment: {
    Type: 'AWS::AppConfig::Deployment',
    Properties: {
      ApplicationId: ref('Application'),
      ConfigurationProfileId: ref('Profile'),
      ConfigurationVersion: ref('Version'),
      DeploymentStrategyId: ref('Strategy'),
      EnvironmentId: ref('Environment'),
    },
  },
  Validator: { Type: 'AWS::Lambda::Function', Properties: {} },
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { 'Fn::GetAtt': ['Validator', 'Arn'] },
      Principal: 'appconfig.amazonaws.com',
      ...changed['Permission'],
    },
  },
});

/** A template with the flag and its validator; `changed` has properties of its resources by their logical ids. */
export const flagTemplate = (changed: Record<string, object> = {}): Template =>
  openTemplate(writeAssembly({ Api: { resources: resources(changed) } }));
