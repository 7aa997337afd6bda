import { z } from 'zod';
import { assertValid } from './hosted-versions.ts';
import { Refusal } from './refusal.ts';
import { type Asked, type FlagParts, known, notFound, type Perform, page } from './request.ts';
import type { FlagSpec } from './spec.ts';
import type { Deployment, Version } from './store.ts';

const Start = z.object({
  ConfigurationProfileId: z.string(),
  ConfigurationVersion: z.string(),
  DeploymentStrategyId: z.string(),
  Description: z.string().optional(),
});

/** Deploys a version: first to its validators, then, at once, to everybody. */
export async function deploy(
  wanted: { version: Version; description: string | undefined },
  parts: FlagParts,
): Promise<Deployment> {
  await assertValid(wanted.version, parts);
  const at = parts.now().toISOString();
  return parts.store.addDeployment({ version: wanted.version.number, description: wanted.description, at });
}

export const startDeployment: Perform = async ({ ids, body }, parts) => {
  known(ids[0], parts.spec.application, 'application');
  known(ids[1], parts.spec.environment, 'environment');
  const wanted = Start.safeParse(JSON.parse(body.toString('utf8') || '{}'));
  if (!wanted.success) throw new Refusal('BadRequestException', z.prettifyError(wanted.error));
  known(wanted.data.ConfigurationProfileId, parts.spec.profile, 'configuration profile');
  known(wanted.data.DeploymentStrategyId, parts.spec.strategy, 'deployment strategy');
  const version = parts.store.version(wanted.data.ConfigurationVersion);
  if (!version) throw notFound(`hosted configuration version ${wanted.data.ConfigurationVersion}`);
  const deployment = await deploy({ version, description: wanted.data.Description }, parts);
  return { status: 201, body: deploymentBody(deployment, parts.spec) };
};

const summaryOf = (deployment: Deployment, { profile }: FlagSpec): object => ({
  DeploymentNumber: deployment.number,
  ConfigurationName: profile.name,
  ConfigurationProfileId: profile.id,
  ConfigurationVersion: String(deployment.version),
  DeploymentDurationInMinutes: 0,
  GrowthType: 'LINEAR',
  GrowthFactor: 100,
  FinalBakeTimeInMinutes: 0,
  State: deployment.state,
  PercentageComplete: 100,
  StartedAt: deployment.at,
  CompletedAt: deployment.at,
});

const deploymentBody = (deployment: Deployment, spec: FlagSpec): object => ({
  ...summaryOf(deployment, spec),
  ApplicationId: spec.application.id,
  EnvironmentId: spec.environment.id,
  DeploymentStrategyId: spec.strategy.id,
  ConfigurationLocationUri: 'hosted',
  Description: deployment.description,
  EventLog: [],
  AppliedExtensions: [],
});

const found = ({ ids }: Asked, { spec, store }: FlagParts): Deployment => {
  known(ids[0], spec.application, 'application');
  known(ids[1], spec.environment, 'environment');
  const deployment = store.deployments().find(({ number }) => String(number) === ids[2]);
  if (!deployment) throw notFound(`deployment ${ids[2] ?? ''}`);
  return deployment;
};

export const getDeployment: Perform = (asked, parts) => ({
  status: 200,
  body: deploymentBody(found(asked, parts), parts.spec),
});

export const listDeployments: Perform = ({ ids, query }, { spec, store }) => {
  known(ids[0], spec.application, 'application');
  known(ids[1], spec.environment, 'environment');
  return page(
    store.deployments().map((deployment) => summaryOf(deployment, spec)),
    query,
  );
};

/** None is ever under way: all that can be stopped is what is complete, by going back to what was before. */
export const stopDeployment: Perform = (asked, parts) => {
  const deployment = found(asked, parts);
  if (asked.headers['allow-revert'] !== 'true' || deployment.state !== 'COMPLETE')
    throw new Refusal('BadRequestException', `Deployment ${deployment.number} is not in progress`);
  parts.store.revert(deployment.number);
  return { status: 202, body: deploymentBody({ ...deployment, state: 'REVERTED' }, parts.spec) };
};
