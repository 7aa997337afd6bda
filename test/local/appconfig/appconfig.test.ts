import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AppConfigClient,
  CreateHostedConfigurationVersionCommand,
  GetConfigurationProfileCommand,
  GetDeploymentCommand,
  GetHostedConfigurationVersionCommand,
  ListApplicationsCommand,
  ListDeploymentsCommand,
  ListHostedConfigurationVersionsCommand,
  StartDeploymentCommand,
  StopDeploymentCommand,
  ValidateConfigurationCommand,
} from '@aws-sdk/client-appconfig';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AppConfig } from '../../../local/appconfig/appconfig.ts';
import type { FlagTrouble } from '../../../local/appconfig/extension.ts';
import { configurationArn, flagSpecOf } from '../../../local/appconfig/spec.ts';
import { Principals } from '../../../local/functions/credentials.ts';
import type { FunctionSpec } from '../../../local/functions/spec.ts';
import type { Grant } from '../../../local/iam/policy.ts';
import type { Written } from '../functions/function-files.ts';
import { flagDocument, flagTemplate, HASH, RULE } from './flag-template.ts';
import { writeValidator } from './validator.ts';

const spec = flagSpecOf(flagTemplate());
const OTHER = RULE.replace('GHJ', 'GHK');
const READ: Grant = {
  effect: 'Allow',
  actions: ['appconfig:StartConfigurationSession', 'appconfig:GetLatestConfiguration'],
  resources: [configurationArn(spec)],
  conditions: [],
};
const functionWith = (name: string, grants: Grant[]): FunctionSpec => ({
  name,
  logicalId: name,
  arn: `arn:aws:lambda:ap-northeast-1:000000000000:function:${name}`,
  file: '',
  handler: 'handler',
  timeoutSeconds: 1,
  memoryMegabytes: 128,
  reservedConcurrency: undefined,
  variables: {},
  roleName: name,
  grants,
  readsSecrets: false,
  readsFlag: name !== 'unconcerned',
});
const reader = functionWith('reader', [READ]);
const halfReader = functionWith('half-reader', [{ ...READ, actions: READ.actions.slice(0, 1) }]);

const dataDir = mkdtempSync(join(tmpdir(), 'appconfig-'));
const principals = new Principals();
const operator = principals.addOperator();
const functionOnly = principals.addRole({ arn: 'function', grants: [READ] });

let validator: Written;
let appConfig: AppConfig;
let ports: ReadonlyMap<string, number>;
let trouble: FlagTrouble | undefined;

async function open(): Promise<void> {
  appConfig = await AppConfig.open({
    dataDir,
    spec,
    principals,
    invoke: (_arn, event) => validator.pool.invoke(event),
  });
  ports = await appConfig.openExtensions([reader, halfReader, functionWith('unconcerned', [READ])], () => trouble);
  await appConfig.deployFirst();
}

beforeAll(async () => {
  validator = await writeValidator();
  await open();
}, 60_000);
afterAll(async () => {
  await appConfig.close();
  await validator.close();
});
afterEach(() => {
  trouble = undefined;
});

const client = (credentials = operator.credentials) =>
  new AppConfigClient({ endpoint: appConfig.url, region: 'ap-northeast-1', credentials, maxAttempts: 1 });
const profile = { ApplicationId: spec.application.id, ConfigurationProfileId: spec.profile.id };
const environment = { ApplicationId: spec.application.id, EnvironmentId: spec.environment.id };
const create = (content: unknown, more: { LatestVersionNumber?: number; VersionLabel?: string } = {}) =>
  client().send(
    new CreateHostedConfigurationVersionCommand({
      ...profile,
      ContentType: 'application/json',
      Content: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
      ...more,
    }),
  );
const start = (version: number | string | undefined) =>
  client().send(
    new StartDeploymentCommand({
      ...environment,
      ConfigurationProfileId: spec.profile.id,
      ConfigurationVersion: String(version),
      DeploymentStrategyId: spec.strategy.id,
    }),
  );
const switchTo = async (rules: string[]) => start((await create(flagDocument(rules))).VersionNumber);
const latest = async () => {
  const { Items = [] } = await client().send(new ListHostedConfigurationVersionsCommand(profile));
  return Math.max(...Items.map(({ VersionNumber = 0 }) => VersionNumber));
};
const ask = async (
  who = reader,
  place = `/applications/${spec.application.id}/environments/${spec.environment.id}/configurations/${spec.profile.id}`,
) => {
  const answer = await fetch(`http://localhost:${ports.get(who.arn)}${place}`, { signal: AbortSignal.timeout(300) });
  const text = await answer.text();
  return { status: answer.status, body: answer.ok ? (JSON.parse(text) as unknown) : text };
};
const off = { status: 200, body: { 'disaster-mode': { enabled: false } } };
const onFor = (...rules: string[]) => ({ status: 200, body: { 'disaster-mode': { enabled: true, rules } } });

describe('the flag', () => {
  it('is deployed off at first, and its attributes are left out', async () => {
    expect(await ask()).toEqual(off);
  });

  it('is switched by a version and its deployment, and answered by names as well as ids', async () => {
    const version = await create(flagDocument([`${RULE}:${HASH}`]));
    expect(version).toMatchObject({ ...profile, ContentType: 'application/json', VersionNumber: 2 });
    expect(await ask()).toEqual(off);
    const deployment = await start(2);
    expect(deployment).toMatchObject({ State: 'COMPLETE', ConfigurationVersion: '2', PercentageComplete: 100 });
    const { DeploymentNumber } = deployment;
    const read = await client().send(new GetDeploymentCommand({ ...environment, DeploymentNumber }));
    expect(read).toMatchObject({ State: 'COMPLETE', ConfigurationName: 'disaster-mode', ConfigurationVersion: '2' });
    expect(read.CompletedAt).toBeInstanceOf(Date);
    expect(await ask()).toEqual(onFor(`${RULE}:${HASH}`));
    const names = `/applications/ism-link-test/environments/test/configurations/disaster-mode`;
    expect(await ask(reader, names)).toEqual(onFor(`${RULE}:${HASH}`));
    await switchTo([]);
    expect(await ask()).toEqual(off);
  });

  it('is kept with the instants that AppConfig writes into it', async () => {
    const { VersionNumber } = await create(flagDocument([`${RULE}:${HASH}`]));
    const { Content } = await client().send(new GetHostedConfigurationVersionCommand({ ...profile, VersionNumber }));
    const kept = JSON.parse(Buffer.from(Content ?? []).toString()) as {
      values: Record<string, Record<string, string>>;
    };
    expect(kept.values['disaster-mode']).toMatchObject({ enabled: true, rules: [`${RULE}:${HASH}`] });
    expect(kept.values['disaster-mode']?.['_updatedAt']).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    await expect(start(VersionNumber)).resolves.toMatchObject({ State: 'COMPLETE' });
    await switchTo([]);
  });

  it('goes back to what was before when a deployment is stopped', async () => {
    await switchTo([`${RULE}:${HASH}`]);
    const { DeploymentNumber } = await switchTo([`${OTHER}:${HASH}`]);
    const stop = (AllowRevert: boolean) =>
      client().send(new StopDeploymentCommand({ ...environment, DeploymentNumber, AllowRevert }));
    await expect(stop(false)).rejects.toMatchObject({ name: 'BadRequestException' });
    expect(await stop(true)).toMatchObject({ State: 'REVERTED' });
    expect(await ask()).toEqual(onFor(`${RULE}:${HASH}`));
    await expect(stop(true)).rejects.toMatchObject({ name: 'BadRequestException' });
    await switchTo([]);
  });

  it('survives a restart, and is not reset by it', async () => {
    await switchTo([`${RULE}:${HASH}`]);
    const before = await client().send(new ListDeploymentsCommand(environment));
    await appConfig.close();
    await open();
    expect(await ask()).toEqual(onFor(`${RULE}:${HASH}`));
    const after = await client().send(new ListDeploymentsCommand(environment));
    expect(after.Items).toEqual(before.Items);
    await switchTo([]);
  });
});

describe('a version', () => {
  it.each([
    ['is no JSON', '{"version"', {}],
    ['has another form', { version: '1', flags: [] }, { Location: '/flags' }],
    [
      'has a value of no flag',
      { ...flagDocument([]), values: { other: { enabled: true } } },
      { Location: '/values/other' },
    ],
    ['has an attribute of no flag', flagDocument([], { all: true }), { Location: '/values/disaster-mode/all' }],
    [
      'breaks the flag’s own pattern',
      flagDocument(['dis_1:2']),
      { Location: '/values/disaster-mode/rules', Reason: 'does not match its pattern' },
    ],
    ['holds a text for a list', flagDocument([], { rules: `${RULE}:${HASH}` }), { Reason: 'not an array' }],
  ])('that %s is refused at once, and not kept', async (_name, content, detail) => {
    const before = await latest();
    const refused = (await create(content).catch((error: unknown) => error)) as {
      name: string;
      Reason?: string;
      Details?: { InvalidConfiguration: object[] };
    };
    expect(refused.name).toBe('BadRequestException');
    if (Object.keys(detail).length > 0) {
      expect(refused.Reason).toBe('InvalidConfiguration');
      expect(refused.Details?.InvalidConfiguration).toContainEqual(expect.objectContaining(detail));
    }
    expect(await latest()).toBe(before);
  });

  it('is not written over somebody else’s', async () => {
    const before = await latest();
    await expect(create(flagDocument([]), { LatestVersionNumber: before - 1 })).rejects.toMatchObject({
      name: 'ConflictException',
    });
    expect((await create(flagDocument([]), { LatestVersionNumber: before })).VersionNumber).toBe(before + 1);
  });

  it('has a label of its own, by which it is deployed and found', async () => {
    const label = 'after-the-earthquake';
    const { VersionNumber } = await create(flagDocument([]), { VersionLabel: label });
    await expect(create(flagDocument([]), { VersionLabel: label })).rejects.toMatchObject({
      name: 'ConflictException',
    });
    expect(await start(label)).toMatchObject({ ConfigurationVersion: String(VersionNumber) });
    const found = await client().send(new ListHostedConfigurationVersionsCommand({ ...profile, VersionLabel: label }));
    expect(found.Items).toMatchObject([{ VersionNumber, VersionLabel: label }]);
  });

  it('that is too large is refused', async () => {
    await expect(create('x'.repeat(2 * 1024 * 1024 + 1))).rejects.toMatchObject({ name: 'PayloadTooLargeException' });
  });
});

describe('a deployment', () => {
  it('of what only the validator finds wrong is refused with its words, and what was deployed stays', async () => {
    await switchTo([`${OTHER}:${HASH}`]);
    const { VersionNumber } = await create(flagDocument([`${RULE}:${HASH}`, `${RULE}:fedcba9876543210`]));
    const refusal = {
      name: 'BadRequestException',
      message: expect.stringContaining('a rule is listed more than once'),
    };
    await expect(start(VersionNumber)).rejects.toMatchObject(refusal);
    const wish = { ...profile, ConfigurationVersion: String(VersionNumber) };
    await expect(client().send(new ValidateConfigurationCommand(wish))).rejects.toMatchObject(refusal);
    expect(await ask()).toEqual(onFor(`${OTHER}:${HASH}`));
    await switchTo([]);
  });

  it.each([
    ['version', { ConfigurationVersion: '999' }],
    ['profile', { ConfigurationProfileId: 'nowhere' }],
    ['strategy', { DeploymentStrategyId: 'AppConfig.AllAtOnce' }],
    ['environment', { EnvironmentId: 'nowhere' }],
  ])('of an unknown %s is not found', async (_name, wrong) => {
    const command = new StartDeploymentCommand({
      ...environment,
      ConfigurationProfileId: spec.profile.id,
      ConfigurationVersion: '1',
      DeploymentStrategyId: spec.strategy.id,
      ...wrong,
    });
    await expect(client().send(command)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('the control API', () => {
  it('tells what there is, in pages', async () => {
    expect((await client().send(new ListApplicationsCommand({}))).Items).toEqual([
      { Id: spec.application.id, Name: 'ism-link-test' },
    ]);
    expect(await client().send(new GetConfigurationProfileCommand(profile))).toMatchObject({
      Type: 'AWS.AppConfig.FeatureFlags',
      Validators: [{ Type: 'LAMBDA' }],
    });
    const first = await client().send(new ListHostedConfigurationVersionsCommand({ ...profile, MaxResults: 2 }));
    const second = await client().send(
      new ListHostedConfigurationVersionsCommand({ ...profile, MaxResults: 2, NextToken: first.NextToken }),
    );
    const numbers = [...(first.Items ?? []), ...(second.Items ?? [])].map(({ VersionNumber }) => VersionNumber);
    const newest = await latest();
    expect(numbers).toEqual([newest, newest - 1, newest - 2, newest - 3]);
  });

  it('is closed to functions, which only read, and to strangers', async () => {
    for (const credentials of [functionOnly.credentials, { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' }]) {
      const command = new CreateHostedConfigurationVersionCommand({
        ...profile,
        ContentType: 'x',
        Content: Buffer.from('{}'),
      });
      await expect(client(credentials).send(command)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    }
    expect((await fetch(`${appConfig.url}/applications`)).status).toBe(403);
  });

  it('refuses by name what it does not emulate', async () => {
    const answer = await fetch(`${appConfig.url}/extensions`);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('/extensions is not emulated')]);
  });
});

describe('the extension', () => {
  it('is there for functions that have its layer', () => {
    expect([...ports.keys()]).toEqual([reader.arn, halfReader.arn]);
  });

  it('asks in its function’s name: both rights are needed, and only this place is known', async () => {
    expect(await ask(halfReader)).toMatchObject({
      status: 403,
      body: expect.stringContaining('GetLatestConfiguration'),
    });
    expect(await ask(reader, '/applications/other/environments/test/configurations/disaster-mode')).toMatchObject({
      status: 404,
    });
    expect(await ask(reader, '/')).toMatchObject({ status: 404 });
    expect((await fetch(`http://localhost:${ports.get(reader.arn)}/`, { method: 'POST' })).status).toBe(405);
  });

  it('goes on with the version before while it is stale', async () => {
    await switchTo([`${RULE}:${HASH}`]);
    trouble = 'stale';
    expect(await ask()).toEqual(off);
    trouble = undefined;
    expect(await ask()).toEqual(onFor(`${RULE}:${HASH}`));
    trouble = 'stale';
    await switchTo([]);
    expect(await ask()).toEqual(onFor(`${RULE}:${HASH}`));
  });

  it('fails as it is told to', async () => {
    trouble = 'failure';
    expect(await ask()).toMatchObject({ status: 500 });
    trouble = 'malformed';
    await expect(ask()).rejects.toThrow('JSON');
    trouble = 'silence';
    await expect(ask()).rejects.toThrow('timeout');
  });
});

describe('a template', () => {
  it.each([
    ['that lets a deployment grow', { Strategy: { DeploymentDurationInMinutes: 10 } }, 'DeploymentDurationInMinutes'],
    ['whose profile lies elsewhere', { Profile: { LocationUri: 's3://bucket/key' } }, 'LocationUri'],
    [
      'that does not let AppConfig call the validator',
      { Permission: { Principal: 'events.amazonaws.com' } },
      'has no AWS::Lambda::Permission',
    ],
    ['with a property nobody has decided about', { Profile: { KmsKeyIdentifier: 'x' } }, 'KmsKeyIdentifier'],
  ])('%s stops the start', (_name, changed, message) => {
    expect(() => flagSpecOf(flagTemplate(changed))).toThrow(message);
  });
});
