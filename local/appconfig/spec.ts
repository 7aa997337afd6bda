import { z } from 'zod';
import { requirePermission } from '../functions/permissions.ts';
import type { Template, TemplateResource } from '../template/template.ts';

const Named = z.strictObject({ Name: z.string() });
const EnvironmentProperties = z.strictObject({ ApplicationId: z.string(), Name: z.string() });
const ProfileProperties = z.strictObject({
  ApplicationId: z.string(),
  LocationUri: z.literal('hosted'),
  Name: z.string(),
  Type: z.literal('AWS.AppConfig.FeatureFlags'),
  Validators: z.array(z.strictObject({ Type: z.literal('LAMBDA'), Content: z.string() })).default([]),
});
/** Nothing grows or bakes here: what is deployed is deployed at once. */
const StrategyProperties = z.strictObject({
  DeploymentDurationInMinutes: z.literal(0),
  FinalBakeTimeInMinutes: z.literal(0).default(0),
  GrowthFactor: z.literal(100),
  GrowthType: z.literal('LINEAR').default('LINEAR'),
  Name: z.string(),
  ReplicateTo: z.literal('NONE'),
});
const VersionProperties = z.strictObject({
  ApplicationId: z.string(),
  ConfigurationProfileId: z.string(),
  Content: z.string(),
  ContentType: z.string(),
});
const DeploymentProperties = z.strictObject({
  ApplicationId: z.string(),
  ConfigurationProfileId: z.string(),
  ConfigurationVersion: z.literal('1'),
  DeploymentStrategyId: z.string(),
  EnvironmentId: z.string(),
});

type NamedThing = { id: string; name: string };

/** The template's one feature flag: where it is, who judges it, and what is deployed first. */
export type FlagSpec = {
  region: string;
  account: string;
  application: NamedThing;
  environment: NamedThing;
  /** `validators` are ARNs of functions. */
  profile: NamedThing & { validators: string[] };
  strategy: NamedThing;
  first: { content: string; contentType: string };
};

/** Reads the flag from the template. Throws, naming the resource, where the parts do not belong together or AppConfig may not call a validator. */
export function flagSpecOf(template: Template): FlagSpec {
  const { region, account } = template;
  const thing = (type: string): TemplateResource => template.only(`AWS::AppConfig::${type}`);
  const profile = thing('ConfigurationProfile');
  const { Validators, ...profileProperties } = profile.read(ProfileProperties);
  const version = thing('HostedConfigurationVersion').read(VersionProperties);
  const spec: FlagSpec = {
    region,
    account,
    application: { id: thing('Application').ref, name: thing('Application').read(Named).Name },
    environment: { id: thing('Environment').ref, name: thing('Environment').read(EnvironmentProperties).Name },
    profile: { id: profile.ref, name: profileProperties.Name, validators: Validators.map(({ Content }) => Content) },
    strategy: { id: thing('DeploymentStrategy').ref, name: thing('DeploymentStrategy').read(StrategyProperties).Name },
    first: { content: version.Content, contentType: version.ContentType },
  };
  thing('Deployment').read(DeploymentProperties);
  for (const functionArn of spec.profile.validators)
    requirePermission(template, { functionArn, service: 'appconfig.amazonaws.com', sourceArn: profileArn(spec) });
  return spec;
}

export const applicationArn = ({ region, account, application }: FlagSpec): string =>
  `arn:aws:appconfig:${region}:${account}:application/${application.id}`;
export const profileArn = (spec: FlagSpec): string => `${applicationArn(spec)}/configurationprofile/${spec.profile.id}`;
export const environmentArn = (spec: FlagSpec): string => `${applicationArn(spec)}/environment/${spec.environment.id}`;
/** What functions read. */
export const configurationArn = (spec: FlagSpec): string => `${environmentArn(spec)}/configuration/${spec.profile.id}`;
