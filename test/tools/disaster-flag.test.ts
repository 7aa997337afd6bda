import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AppConfigClient,
  CreateHostedConfigurationVersionCommand,
  StartDeploymentCommand,
} from '@aws-sdk/client-appconfig';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppConfig } from '../../local/appconfig/appconfig.ts';
import { flagSpecOf } from '../../local/appconfig/spec.ts';
import { Principals } from '../../local/functions/credentials.ts';
import { flagDocument, flagTemplate, HASH, RULE } from '../local/appconfig/flag-template.ts';
import { writeValidator } from '../local/appconfig/validator.ts';
import type { Written } from '../local/functions/function-files.ts';

const ROOT = join(__dirname, '../..');
const OTHER = RULE.replace('GHJ', 'GHK');
const dataDir = mkdtempSync(join(tmpdir(), 'disaster-flag-'));
const spec = flagSpecOf(flagTemplate());
const principals = new Principals();
const operator = principals.addOperator().credentials;

let validator: Written;
let appConfig: AppConfig;
beforeAll(async () => {
  validator = await writeValidator();
  appConfig = await AppConfig.open({
    dataDir,
    spec,
    principals,
    invoke: (_arn, event) => validator.pool.invoke(event),
  });
  await appConfig.deployFirst();
  const place = {
    application: spec.application.id,
    environment: spec.environment.id,
    profile: spec.profile.id,
    strategy: spec.strategy.id,
  };
  const region = { url: 'http://127.0.0.1:3000', appConfig: { endpoint: appConfig.url, ...place }, operator };
  writeFileSync(join(dataDir, 'region.json'), JSON.stringify(region));
}, 60_000);
afterAll(async () => {
  await appConfig.close();
  await validator.close();
});

/** Runs the tool as npm does. */
async function run(argv: string[], environment: Record<string, string> = {}) {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(ROOT, 'tools/disaster-flag.ts'), ...argv],
    {
      cwd: ROOT,
      env: { ...process.env, ...environment },
    },
  );
  let printed = '';
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, lines: printed.trimEnd().split('\n'), said };
}
const here = (...argv: string[]) => run([...argv, '--data', dataDir]);
const profile = { ApplicationId: spec.application.id, ConfigurationProfileId: spec.profile.id };
const client = () => new AppConfigClient({ endpoint: appConfig.url, region: 'ap-northeast-1', credentials: operator });
const create = async (rules: string[]) => {
  const Content = Buffer.from(JSON.stringify(flagDocument(rules)));
  const command = new CreateHostedConfigurationVersionCommand({ ...profile, Content, ContentType: 'application/json' });
  return (await client().send(command)).VersionNumber;
};
const start = (version: number | undefined) =>
  client().send(
    new StartDeploymentCommand({
      ...profile,
      EnvironmentId: spec.environment.id,
      ConfigurationVersion: String(version),
      DeploymentStrategyId: spec.strategy.id,
    }),
  );
const bilingual = /\p{Script=Hiragana}.*\n.*[a-z]/u;

describe('npm run disaster-flag', () => {
  it('shows peacetime, switches rules on and off, and says in both languages what is deployed', async () => {
    expect((await here('list')).lines).toEqual([
      expect.stringMatching(/^平常時です(.*)/),
      expect.stringMatching(/^Peacetime/),
    ]);
    const first = await here('on', RULE, HASH);
    expect([first.code, first.lines.at(-1)]).toEqual([0, `${RULE} ${HASH}`]);
    expect(first.lines.join('\n')).toMatch(bilingual);
    const both = await here('on', OTHER, HASH);
    expect(both.lines.slice(-2)).toEqual([`${RULE} ${HASH}`, `${OTHER} ${HASH}`]);
    const renewed = await here('on', RULE, 'fedcba9876543210');
    expect(renewed.lines.slice(-2)).toEqual([`${OTHER} ${HASH}`, `${RULE} fedcba9876543210`]);
    expect((await here('off', RULE)).lines.at(-1)).toBe(`${OTHER} ${HASH}`);
    expect((await here('off', OTHER)).lines.at(-1)).toMatch(/^Peacetime/);
  }, 60_000);

  it('deploys nothing where nothing changes', async () => {
    const before = (await here('list')).lines;
    const again = await here('off', RULE);
    expect(again).toMatchObject({ code: 0, lines: [expect.stringContaining('Nothing changes.'), ...before] });
  }, 30_000);

  it('begins with what is deployed, not with a version that the validator refused', async () => {
    await create([`${RULE}:${HASH}`, `${RULE}:fedcba9876543210`]);
    const { code, lines } = await here('on', OTHER, HASH);
    expect([code, lines.slice(2)]).toEqual([0, [`${OTHER} ${HASH}`]]);
    await here('off', OTHER);
  }, 30_000);

  it('of several operators at once each finds what the others did, or is told to run it again', async () => {
    const rules = ['M', 'N', 'P'].map((digit) => RULE.replace('GHJ', `GH${digit}`));
    const outcomes = await Promise.all(rules.map((rule) => here('on', rule, HASH)));
    const done = rules.filter((_rule, index) => outcomes[index]?.code === 0);
    expect(done).not.toHaveLength(0);
    const { lines } = await here('list');
    for (const rule of done) expect(lines).toContain(`${rule} ${HASH}`);
    for (const rule of done) await here('off', rule);
  }, 60_000);

  it('tells the validator’s refusal, and leaves the flag as it was', async () => {
    const rules = Array.from({ length: 20 }, (_, n) => `dis_01JD3Z2V6Q5W8X9Y0ABCDEFG${String(n).padStart(2, '0')}`);
    await start(await create(rules.map((rule) => `${rule}:${HASH}`)));
    const { code, said } = await here('on', RULE, HASH);
    expect([code, said]).toEqual([1, expect.stringMatching(bilingual)]);
    expect(said).toContain('BadRequestException');
    expect((await here('list')).lines.slice(2)).toEqual(rules.map((rule) => `${rule} ${HASH}`));
    await start(await create([]));
  }, 30_000);

  it('finds the flag in AWS by names, with the credentials of the environment', async () => {
    const names = [
      '--application',
      'ism-link-test',
      '--environment',
      'test',
      '--profile',
      'disaster-mode',
      '--strategy',
      'at-once',
    ];
    const environment = {
      AWS_ENDPOINT_URL_APPCONFIG: appConfig.url,
      AWS_ACCESS_KEY_ID: operator.accessKeyId,
      AWS_SECRET_ACCESS_KEY: operator.secretAccessKey,
    };
    expect((await run(['on', RULE, HASH, ...names], environment)).lines.at(-1)).toBe(`${RULE} ${HASH}`);
    expect((await run(['off', RULE, ...names], environment)).lines.at(-1)).toMatch(/^Peacetime/);
    const unknown = await run(['list', ...names.map((name) => (name === 'at-once' ? 'slowly' : name))], environment);
    expect([unknown.code, unknown.said]).toEqual([1, expect.stringMatching(bilingual)]);
    expect(unknown.said).toContain('slowly');
  }, 30_000);

  it.each([
    ['no word', []],
    ['another word', ['toggle', RULE]],
    ['no rule', ['off']],
    ['what is no rule', ['off', 'dis_1']],
    ['a rule without its hash', ['on', RULE]],
    ['a hash of another length', ['on', RULE, '0123']],
    ['a hash in capitals', ['on', RULE, HASH.toUpperCase()]],
    ['something more', ['on', RULE, HASH, 'now']],
    ['an option that is none', ['list', '--all']],
    ['half a place in AWS', ['list', '--application', 'a', '--profile', 'p']],
  ])('says how it is used when it is given %s', async (_name, argv) => {
    const { code, said } = await run(argv);
    expect([code, said]).toEqual([64, expect.stringContaining('npm run disaster-flag --')]);
  });

  it('says where it looked when there is no region, or it does not run', async () => {
    const nowhere = await run(['list', '--data', join(dataDir, 'nowhere')]);
    expect([nowhere.code, nowhere.said]).toEqual([1, expect.stringMatching(bilingual)]);
    const elsewhere = await here('list', '--port', '4000');
    expect([elsewhere.code, elsewhere.said]).toEqual([1, expect.stringContaining('127.0.0.1:3000')]);
    const stopped = mkdtempSync(join(tmpdir(), 'stopped-'));
    const ids = { application: 'a', environment: 'e', profile: 'p', strategy: 's' };
    const region = { url: 'http://127.0.0.1:3000', appConfig: { endpoint: 'http://127.0.0.1:1', ...ids }, operator };
    writeFileSync(join(stopped, 'region.json'), JSON.stringify(region));
    const { code, said } = await run(['list', '--data', stopped]);
    expect([code, said]).toEqual([1, expect.stringContaining('The region is not running')]);
  }, 30_000);
});
