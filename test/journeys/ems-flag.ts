import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  AppConfigClient,
  CreateHostedConfigurationVersionCommand,
  StartDeploymentCommand,
} from '@aws-sdk/client-appconfig';
import { flagDocument } from '../local/appconfig/flag-template.ts';
import type { TestRegion } from '../region.ts';

/** Puts a document in AppConfig and deploys it, as an operator would by AppConfig's API; it is in force when this is done. */
export const deployFlag = async (region: TestRegion, document: object | string): Promise<void> => {
  const { appConfig, operator: credentials } = region.region;
  const { endpoint, application, environment, profile, strategy } = appConfig;
  const client = new AppConfigClient({ endpoint, region: 'ap-northeast-1', credentials, maxAttempts: 1 });
  const place = { ApplicationId: application, ConfigurationProfileId: profile };
  const Content = Buffer.from(typeof document === 'string' ? document : JSON.stringify(document));
  const version = { ...place, Content, ContentType: 'application/json' };
  const { VersionNumber } = await client.send(new CreateHostedConfigurationVersionCommand(version));
  await client.send(
    new StartDeploymentCommand({
      ...place,
      EnvironmentId: environment,
      ConfigurationVersion: String(VersionNumber),
      DeploymentStrategyId: strategy,
    }),
  );
};

/** The flag lists exactly these rules; off where there are none. */
export const listInFlag = (region: TestRegion, rules: readonly { ruleId: string; hash: string }[]): Promise<void> =>
  deployFlag(region, flagDocument(rules.map(({ ruleId, hash }) => `${ruleId}:${hash}`)));

/** `npm run disaster-flag -- …` against the region. @returns its exit code and lines. */
export const disasterFlag = async (
  region: TestRegion,
  ...argv: string[]
): Promise<{ code: number | null; lines: string[] }> => {
  const tool = join(import.meta.dirname, '../../tools/disaster-flag.ts');
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', tool, ...argv, '--data', region.dataDir],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, lines: printed.trimEnd().split('\n') };
};
