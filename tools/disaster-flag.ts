/**
 * Switches the flag `disaster-mode` in AppConfig: which disaster rules the network office has switched on.
 *
 *   npm run disaster-flag -- list | on RULE_ID HASH | off RULE_ID
 *                            [--data DIR] [--port N]                                      a region on this machine
 *                            --application A --environment E --profile P --strategy S     AWS: ids or names, the usual credentials
 *
 * Begins with what is deployed, adds or takes away one rule, and deploys that at once. AppConfig asks the function `validate-flag` first. The flag
 * alone opens nothing: a rule is in force only where its record says so too, with that hash.
 * Exit code: 0 done; 1 refused, or it could not be done; 64 the command line is wrong.
 */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  AppConfigClient,
  CreateHostedConfigurationVersionCommand,
  GetDeploymentCommand,
  GetHostedConfigurationVersionCommand,
  paginateListApplications,
  paginateListConfigurationProfiles,
  paginateListDeploymentStrategies,
  paginateListDeployments,
  paginateListEnvironments,
  paginateListHostedConfigurationVersions,
  StartDeploymentCommand,
} from '@aws-sdk/client-appconfig';
import * as z from 'zod';
import { DISASTER_FLAG } from '../layers/edge/index.ts';
import { DisasterRuleId, type Sentence } from '../schemas/primitives.ts';

const USAGE = `npm run disaster-flag -- list | on RULE_ID HASH | off RULE_ID
  [--data DIR] [--port N]    このマシンのリージョン(既定 .local)    a region on this machine (default .local)
  --application A --environment E --profile P --strategy S [--region R]
                             AWS。ID か名前で指定します    AWS, by ids or names
`;
const EXIT = { done: 0, refused: 1, usage: 64 } as const;
const LONGEST_DEPLOYMENT_MS = 120_000;
/** Between a version and its deployment lies one call. */
const ABOUT_TO_DEPLOY_MS = 2_000;

/** Something that a person can put right. */
class FlagProblem extends Error {
  readonly says: Sentence;
  constructor(says: Sentence) {
    super(says.en);
    this.says = says;
  }
}

type Change = { verb: 'list' } | { verb: 'on'; ruleId: string; hash: string } | { verb: 'off'; ruleId: string };
type Flag = { client: AppConfigClient; application: string; environment: string; profile: string; strategy: string };
type Values = Record<string, string | undefined>;

const PLACE = ['application', 'environment', 'profile', 'strategy'] as const;

function changeOf([verb, ruleId = '', hash = '', ...rest]: string[]): Change {
  if (verb === 'list' && ruleId === '') return { verb };
  if (rest.length > 0 || !DisasterRuleId.safeParse(ruleId).success) throw new TypeError('Give one rule (dis_…).');
  if (verb === 'off' && hash === '') return { verb, ruleId };
  if (verb === 'on' && /^[0-9a-f]{16}$/.test(hash)) return { verb, ruleId, hash };
  throw new TypeError('Give list, on RULE_ID HASH (16 digits, 0-9 and a-f), or off RULE_ID.');
}

function wishOf(argv: string[]): { change: Change; values: Values } {
  const string = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      application: string,
      environment: string,
      profile: string,
      strategy: string,
      region: string,
      data: { ...string, default: '.local' },
      port: string,
    },
  });
  const missing = isInAws(values) ? PLACE.filter((name) => values[name] === undefined) : [];
  if (missing.length > 0) throw new TypeError(`Missing: ${missing.map((name) => `--${name}`).join(' ')}`);
  return { change: changeOf(positionals), values };
}

const isInAws = (values: Values): boolean => PLACE.some((name) => values[name] !== undefined);

/** What `region.json` has for us; it has more. */
const Region = z.object({
  url: z.string(),
  appConfig: z.object({
    endpoint: z.string(),
    application: z.string(),
    environment: z.string(),
    profile: z.string(),
    strategy: z.string(),
  }),
  operator: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
});

function flagOfRegion({ data = '', port }: Values): Flag {
  const file = join(data, 'region.json');
  if (!existsSync(file))
    throw new FlagProblem({
      ja: `${data} にリージョンがありません。先に npm start を実行するか、--data で場所を指定してください。`,
      en: `There is no region in ${data}. Run npm start first, or name its place with --data.`,
    });
  const { url, appConfig, operator } = Region.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (port !== undefined && new URL(url).port !== port)
    throw new FlagProblem({
      ja: `${data} のリージョンは ${url} にあります。`,
      en: `The region of ${data} is at ${url}.`,
    });
  const { endpoint, ...place } = appConfig;
  return { ...place, client: new AppConfigClient({ endpoint, region: 'ap-northeast-1', credentials: operator }) };
}

/** AppConfig's operations take ids alone. */
async function idOf(
  given: string,
  pages: AsyncIterable<{ Items?: { Id?: string; Name?: string }[] }>,
): Promise<string> {
  for await (const { Items = [] } of pages) {
    const found = Items.find(({ Id, Name }) => Id === given || Name === given);
    if (found?.Id) return found.Id;
  }
  throw new FlagProblem({ ja: `AppConfig に ${given} がありません。`, en: `AppConfig has no ${given}.` });
}

async function flagInAws(values: Values): Promise<Flag> {
  const client = new AppConfigClient({ region: values['region'] ?? process.env['AWS_REGION'] ?? 'ap-northeast-1' });
  const [application = '', environment = '', profile = '', strategy = ''] = PLACE.map((name) => values[name]);
  const ApplicationId = await idOf(application, paginateListApplications({ client }, {}));
  return {
    client,
    application: ApplicationId,
    environment: await idOf(environment, paginateListEnvironments({ client }, { ApplicationId })),
    profile: await idOf(profile, paginateListConfigurationProfiles({ client }, { ApplicationId })),
    strategy: await idOf(strategy, paginateListDeploymentStrategies({ client }, {})),
  };
}

/** As far as it is changed here; the rest is written back as it was. */
const Document = z.looseObject({
  values: z.looseObject({
    [DISASTER_FLAG]: z.looseObject({ enabled: z.boolean().default(false), rules: z.array(z.string()).default([]) }),
  }),
});
type Document = z.output<typeof Document>;

/** What is deployed now: its version, and the document. */
async function deployed({
  client,
  application,
  environment,
  profile,
}: Flag): Promise<{ version: number; document: Document }> {
  const ids = { ApplicationId: application, EnvironmentId: environment };
  let newest = { number: 0, version: 0 };
  for await (const { Items = [] } of paginateListDeployments({ client }, ids)) {
    for (const { State, DeploymentNumber = 0, ConfigurationVersion, ConfigurationProfileId = profile } of Items)
      if (State === 'COMPLETE' && ConfigurationProfileId === profile && DeploymentNumber > newest.number)
        newest = { number: DeploymentNumber, version: Number(ConfigurationVersion) };
  }
  if (newest.number === 0)
    throw new FlagProblem({ ja: 'フラグはまだ一度も配備されていません。', en: 'The flag has never been deployed.' });
  const where = { ApplicationId: application, ConfigurationProfileId: profile, VersionNumber: newest.version };
  const { Content } = await client.send(new GetHostedConfigurationVersionCommand(where));
  const parsed = Document.safeParse(JSON.parse(Buffer.from(Content ?? []).toString('utf8')));
  if (!parsed.success)
    throw new FlagProblem({
      ja: `配備されている版 ${newest.version} は ${DISASTER_FLAG} として読めません。`,
      en: `Version ${newest.version}, which is deployed, cannot be read as ${DISASTER_FLAG}.`,
    });
  return { version: newest.version, document: parsed.data };
}

async function latestVersion({ client, application, profile }: Flag): Promise<number> {
  const ids = { ApplicationId: application, ConfigurationProfileId: profile };
  let latest = 0;
  for await (const { Items = [] } of paginateListHostedConfigurationVersions({ client }, ids))
    latest = Math.max(latest, ...Items.map(({ VersionNumber = 0 }) => VersionNumber));
  return latest;
}

const listed = (document: Document): string[] => document.values[DISASTER_FLAG].rules;

/** Undefined where nothing would change. A rule that is listed with another hash, as it was before it was renewed, is listed anew. */
function changed(document: Document, change: Exclude<Change, { verb: 'list' }>): Document | undefined {
  const others = listed(document).filter((entry) => !entry.startsWith(`${change.ruleId}:`));
  const rules = change.verb === 'on' ? [...others, `${change.ruleId}:${change.hash}`] : others;
  const value = { ...document.values[DISASTER_FLAG], enabled: rules.length > 0, rules };
  const isSame = JSON.stringify(value) === JSON.stringify(document.values[DISASTER_FLAG]);
  return isSame ? undefined : { ...document, values: { ...document.values, [DISASTER_FLAG]: value } };
}

/**
 * What to begin with. The latest version is read first, and the new one must be the next: whoever changes the flag at the same moment is told, rather
 * than undone. A version that is not deployed was refused, or is another operator's who is about to deploy it.
 */
async function begun(flag: Flag): Promise<{ latest: number; document: Document }> {
  const latest = await latestVersion(flag);
  const now = await deployed(flag);
  if (now.version === latest) return { latest, document: now.document };
  await wait(ABOUT_TO_DEPLOY_MS);
  return { latest, document: (await deployed(flag)).document };
}

async function deploy(flag: Flag, { latest, document }: { latest: number; document: Document }): Promise<void> {
  const { client, application: ApplicationId, environment: EnvironmentId, profile, strategy } = flag;
  const { VersionNumber } = await client.send(
    new CreateHostedConfigurationVersionCommand({
      ApplicationId,
      ConfigurationProfileId: profile,
      ContentType: 'application/json',
      Content: Buffer.from(JSON.stringify(document)),
      LatestVersionNumber: latest,
    }),
  );
  const { DeploymentNumber } = await client.send(
    new StartDeploymentCommand({
      ApplicationId,
      EnvironmentId,
      ConfigurationProfileId: profile,
      ConfigurationVersion: String(VersionNumber),
      DeploymentStrategyId: strategy,
    }),
  );
  await completed(client, { ApplicationId, EnvironmentId, DeploymentNumber });
}

type DeploymentKey = { ApplicationId: string; EnvironmentId: string; DeploymentNumber: number | undefined };

async function completed(client: AppConfigClient, key: DeploymentKey): Promise<void> {
  const deadline = Date.now() + LONGEST_DEPLOYMENT_MS;
  for (;;) {
    const { State } = await client.send(new GetDeploymentCommand(key));
    if (State === 'COMPLETE') return;
    if (State === 'ROLLING_BACK' || State === 'ROLLED_BACK' || State === 'REVERTED' || Date.now() > deadline)
      throw new FlagProblem({
        ja: `配備 ${key.DeploymentNumber} は完了しませんでした(${State})。`,
        en: `Deployment ${key.DeploymentNumber} did not complete (${State}).`,
      });
    await wait(500);
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function sayDeployed({ version, document }: { version: number; document: Document }): void {
  const flag = document.values[DISASTER_FLAG];
  const rules = flag.enabled ? flag.rules : [];
  say(
    rules.length === 0
      ? `平常時です(版 ${version})。フラグに載っている臨時ルールはありません。\nPeacetime (version ${version}): the flag lists no disaster rule.`
      : `臨時ルール ${rules.length} 件がフラグに載っています(版 ${version})。記録が一致するものだけが効力を持ちます。\nThe flag lists ${rules.length} disaster rule(s) (version ${version}). In force are those whose records agree.`,
  );
  for (const entry of rules) say(entry.replace(':', ' '));
}

async function run({ change, values }: { change: Change; values: Values }): Promise<void> {
  const flag = isInAws(values) ? await flagInAws(values) : flagOfRegion(values);
  if (change.verb !== 'list') {
    const { latest, document } = await begun(flag);
    const next = changed(document, change);
    if (next) await deploy(flag, { latest, document: next });
    else say('変更はありません。 / Nothing changes.');
  }
  sayDeployed(await deployed(flag));
}

function problemOf(error: unknown): Sentence {
  if (error instanceof FlagProblem) return error.says;
  const { name, message, code } = error as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED')
    return {
      ja: 'リージョンが動いていません。npm start を実行してください。',
      en: 'The region is not running. Run npm start.',
    };
  if (name === 'ConflictException')
    return {
      ja: `ほかの変更と重なりました。もう一度実行してください(${message})。`,
      en: `It met another change. Run it again (${message}).`,
    };
  return {
    ja: `AppConfig が受け付けませんでした(${name}): ${message}`,
    en: `AppConfig did not accept it (${name}): ${message}`,
  };
}

async function main(): Promise<number> {
  let wish: ReturnType<typeof wishOf>;
  try {
    wish = wishOf(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}`);
    return EXIT.usage;
  }
  try {
    await run(wish);
    return EXIT.done;
  } catch (error) {
    const { ja, en } = problemOf(error);
    process.stderr.write(`${ja}\n${en}\n`);
    return EXIT.refused;
  }
}

process.exitCode = await main();
