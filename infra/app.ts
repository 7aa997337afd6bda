// oxlint-disable no-new -- a construct joins its tree by being made
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { App, Tags } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { OPERATIONS } from '../schemas/operations/index.ts';
import { ApiStack } from './api-stack.ts';
import { bundleFunctions, DEFAULT_BUNDLE_DIR } from './bundle.ts';
import { DataStack } from './data-stack.ts';
import { EdgeLogsStack } from './edge-logs-stack.ts';
import { EdgeStack } from './edge-stack.ts';
import { FirewallStack } from './firewall-stack.ts';
import { IdentityStack } from './identity-stack.ts';
import { readStage, type Stage } from './stage.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const US_EAST_1 = 'us-east-1';

export type AppOptions = {
  /** Where the cloud assembly goes. Default: what the CDK CLI asks for, else `cdk.out/`. */
  outdir?: string;
  /** Bundles of the functions, as `bundleFunctions` leaves them. */
  bundleDir?: string;
  /** Overrides of `cdk.json`'s context, as `-c key=value` gives them. */
  context?: Record<string, unknown>;
};

const readContext = (): Record<string, unknown> =>
  (JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> }).context;

const createStacks = (app: App, parts: { stage: Stage; bundleDir: string }): void => {
  const { stage, bundleDir } = parts;
  const account = stage.account ? { account: stage.account } : {};
  const home = { env: { ...account, region: stage.region } };
  const global = { env: { ...account, region: US_EAST_1 } };
  const name = (concern: string): string => `ism-link-${stage.name}-${concern}`;

  const data = new DataStack(app, name('data'), { ...home, stage });
  const identity = new IdentityStack(app, name('identity'), { ...home, stage });
  const api = new ApiStack(app, name('api'), { ...home, stage, data, identity, operations: OPERATIONS, bundleDir });
  const firewall = new FirewallStack(app, name('firewall'), { ...global, stage });
  const edge = new EdgeStack(app, name('edge'), { ...home, stage, data, identity, api, firewall });
  new EdgeLogsStack(app, name('edge-logs'), { ...global, stage, edge });
};

/** The whole network as a CDK app: one stack per concern. Nothing is looked up, so synthesis needs no network and no account. */
export const createApp = (options: AppOptions = {}): App => {
  const app = new App({
    outdir: options.outdir ?? process.env['CDK_OUTDIR'] ?? join(root, 'cdk.out'),
    context: { ...readContext(), ...options.context },
    // The same sources give the same bytes: nothing of the machine or its clock goes into the assembly.
    analyticsReporting: false,
    stackTraces: false,
    treeMetadata: false,
    performanceReporting: false,
  });
  const stage = readStage({ name: app.node.tryGetContext('stage'), stages: app.node.tryGetContext('stages') });
  createStacks(app, { stage, bundleDir: options.bundleDir ?? DEFAULT_BUNDLE_DIR });
  Tags.of(app).add('network', 'ism-link');
  Tags.of(app).add('stage', stage.name);
  return app;
};

/** Bundles the functions and writes the cloud assembly: templates, assets, manifest. */
export const synthesize = async (options: AppOptions = {}): Promise<CloudAssembly> => {
  if (!options.bundleDir) await bundleFunctions();
  return createApp(options).synth();
};

const contextOf = (pairs: readonly string[]): Record<string, string> =>
  Object.fromEntries(pairs.map((pair) => [pair.split('=', 1)[0], pair.slice(pair.indexOf('=') + 1)]));

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { context: { type: 'string', short: 'c', multiple: true } } });
  const assembly = await synthesize({ context: contextOf(values.context ?? []) });
  console.info(`${assembly.stacks.map((stack) => stack.stackName).join('\n')}\n→ ${assembly.directory}`);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) void main();
