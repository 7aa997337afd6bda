import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AttributeType, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  AssociateSoftwareTokenCommand,
  ListGroupsCommand,
  ListUsersCommand,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { enrol, invite, PASSWORD, signIn, TEMPORARY } from './people.ts';
import { newDataDir, POOL, SignInProcess } from './sign-in-process.ts';

const { userPoolId: UserPoolId } = POOL;
const dataDir = newDataDir();
let server: SignInProcess;
let admin: CognitoIdentityProviderClient;

beforeAll(async () => {
  server = await SignInProcess.start({ dataDir });
  admin = server.admin;
});
afterAll(() => server.close());

const named = (list: AttributeType[] | undefined) =>
  Object.fromEntries((list ?? []).map(({ Name = '', Value }) => [Name, Value]));
const get = (Username: string) => admin.send(new AdminGetUserCommand({ UserPoolId, Username }));
const create = (Username: string, more: Partial<AdminCreateUserCommand['input']> = {}) =>
  admin.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'SUPPRESS', ...more }));
const letters = () =>
  readdirSync(join(dataDir, 'outbox')).map(
    (name) => JSON.parse(readFileSync(join(dataDir, 'outbox', name), 'utf8')) as Record<string, string>,
  );

describe('users', () => {
  it('AdminCreateUser answers with the user, who must change the password', async () => {
    const before = Date.now();
    const { User } = await create('ito', { UserAttributes: [{ Name: 'email', Value: 'ito@example.jp' }] });
    expect(User).toMatchObject({ Username: 'ito', Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' });
    expect(named(User?.Attributes)).toEqual({
      sub: expect.stringMatching(/^[\da-f-]{36}$/),
      email: 'ito@example.jp',
      email_verified: 'false',
    });
    expect(Math.abs(Number(User?.UserCreateDate) - before)).toBeLessThan(60_000);
    expect(await get('ito')).toMatchObject({ Username: 'ito', UserStatus: 'FORCE_CHANGE_PASSWORD' });
  });

  it('a user is found by sub as well', async () => {
    const { User } = await create('by-sub');
    const { sub = '' } = named(User?.Attributes);
    expect((await get(sub)).Username).toBe('by-sub');
  });

  it('names are unique, also when two arrive together', async () => {
    const answers = await Promise.allSettled([create('twin'), create('twin')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(create('twin')).rejects.toMatchObject({ name: 'UsernameExistsException' });
  });

  it('without a password one is made and put into the outbox, readable by the owner only', async () => {
    await create('mailed', {
      MessageAction: undefined,
      UserAttributes: [{ Name: 'email', Value: 'mailed@example.jp' }],
    });
    const letter = letters().find(({ username }) => username === 'mailed');
    expect(letter).toMatchObject({ kind: 'invitation', to: 'mailed@example.jp' });
    await expect(
      signIn(server, 'mailed', { password: letter?.['secret'] ?? '', newPassword: PASSWORD }),
    ).resolves.toHaveProperty('idToken');
    for (const name of readdirSync(join(dataDir, 'outbox'))) {
      expect(statSync(join(dataDir, 'outbox', name)).mode & 0o777).toBe(0o600);
    }
  });

  it('RESEND makes a new temporary password for who never signed in, and for nobody else', async () => {
    await invite(server, 'resent');
    await create('resent', { MessageAction: 'RESEND' });
    await expect(signIn(server, 'resent', { password: TEMPORARY })).rejects.toMatchObject({ code: 'refused' });
    await enrol(server, 'arrived');
    await expect(create('arrived', { MessageAction: 'RESEND' })).rejects.toMatchObject({
      name: 'UnsupportedUserStateException',
    });
    await expect(create('never-made', { MessageAction: 'RESEND' })).rejects.toMatchObject({
      name: 'UserNotFoundException',
    });
  });

  it('AdminUpdateUserAttributes changes, adds and removes, and a new address counts as not verified', async () => {
    await invite(server, 'moved');
    const update = (UserAttributes: AttributeType[]) =>
      admin.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username: 'moved', UserAttributes }));
    await update([
      { Name: 'email', Value: 'new@example.jp' },
      { Name: 'name', Value: '' },
    ]);
    expect(named((await get('moved')).UserAttributes)).toEqual({
      sub: expect.any(String),
      email: 'new@example.jp',
      email_verified: 'false',
    });
    await update([{ Name: 'email_verified', Value: 'true' }]);
    await update([{ Name: 'email', Value: 'new@example.jp' }]);
    expect(named((await get('moved')).UserAttributes)).toMatchObject({ email_verified: 'true' });
  });

  it.each([
    [[{ Name: 'custom:unknown', Value: 'x' }]],
    [[{ Name: 'sub', Value: 'x' }]],
    [[{ Name: 'email', Value: 'no-address' }]],
    [[{ Name: 'phone_number', Value: '090-1234-5678' }]],
    [[{ Name: 'email_verified', Value: 'yes' }]],
    [[{ Name: 'x'.repeat(33), Value: 'x' }]],
  ])('attributes %j are refused and nothing is made', async (UserAttributes) => {
    await expect(create('refused', { UserAttributes })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(get('refused')).rejects.toMatchObject({ name: 'UserNotFoundException' });
  });

  it.each(['', 'with space', '全角 空白', 'x'.repeat(129)])('the user name %j is refused', async (name) => {
    await expect(create(name)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('AdminDeleteUser removes the user, the groups and every sign-in; the name may be used again by another person', async () => {
    await enrol(server, 'leaver', 'physicians');
    const { sub: before } = named((await get('leaver')).UserAttributes);
    await admin.send(new AdminDeleteUserCommand({ UserPoolId, Username: 'leaver' }));
    await expect(get('leaver')).rejects.toBeInstanceOf(UserNotFoundException);
    await enrol(server, 'leaver');
    expect(named((await get('leaver')).UserAttributes)['sub']).not.toBe(before);
    const { Groups } = await admin.send(new AdminListGroupsForUserCommand({ UserPoolId, Username: 'leaver' }));
    expect(Groups).toEqual([]);
  });

  it('disabling and enabling are told by AdminGetUser and may be repeated', async () => {
    await invite(server, 'switched');
    for (const [command, Enabled] of [
      [AdminDisableUserCommand, false],
      [AdminEnableUserCommand, true],
    ] as const) {
      for (let time = 0; time < 2; time += 1) await admin.send(new command({ UserPoolId, Username: 'switched' }));
      expect(await get('switched')).toMatchObject({ Enabled });
    }
  });
});

describe('passwords', () => {
  it('AdminSetUserPassword makes a permanent or a temporary one', async () => {
    await invite(server, 'set');
    const set = (Password: string, Permanent: boolean) =>
      admin.send(new AdminSetUserPasswordCommand({ UserPoolId, Username: 'set', Password, Permanent }));
    await set(PASSWORD, true);
    expect((await get('set')).UserStatus).toBe('CONFIRMED');
    await expect(signIn(server, 'set')).resolves.toHaveProperty('accessToken');
    await set(TEMPORARY, false);
    expect((await get('set')).UserStatus).toBe('FORCE_CHANGE_PASSWORD');
    await expect(set('weak', true)).rejects.toMatchObject({ name: 'InvalidPasswordException' });
    await expect(create('weak', { TemporaryPassword: 'weak' })).rejects.toMatchObject({
      name: 'InvalidPasswordException',
      message: 'Password did not conform with policy: Password not long enough',
    });
  });

  it('AdminResetUserPassword needs an enabled, confirmed user with a verified address', async () => {
    const reset = (Username: string) => admin.send(new AdminResetUserPasswordCommand({ UserPoolId, Username }));
    await invite(server, 'reset');
    await expect(reset('reset')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await admin.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username: 'reset', Password: PASSWORD, Permanent: true }),
    );
    await reset('reset');
    expect((await get('reset')).UserStatus).toBe('RESET_REQUIRED');
    await create('no-address');
    await admin.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username: 'no-address', Password: PASSWORD, Permanent: true }),
    );
    await expect(reset('no-address')).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('groups', () => {
  it('are joined, listed in pages and left; what the pool lacks is not found', async () => {
    await enrol(server, 'member', 'physicians', 'office', 'office');
    const list = (more: object = {}) =>
      admin.send(new AdminListGroupsForUserCommand({ UserPoolId, Username: 'member', ...more }));
    expect((await list()).Groups?.map(({ GroupName }) => GroupName)).toEqual(['office', 'physicians']);
    const first = await list({ Limit: 1 });
    expect((await list({ Limit: 1, NextToken: first.NextToken })).Groups).toMatchObject([
      { GroupName: 'physicians', UserPoolId },
    ]);
    await admin.send(new AdminRemoveUserFromGroupCommand({ UserPoolId, Username: 'member', GroupName: 'office' }));
    expect((await list()).Groups).toHaveLength(1);
    await expect(
      admin.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: 'member', GroupName: 'nobody' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('ListUsers', () => {
  let own: SignInProcess;
  beforeAll(async () => {
    own = await SignInProcess.start();
    for (const name of ['anna', 'annette', 'bert', 'an_a', 'quo"te']) {
      const UserAttributes = [{ Name: 'email', Value: `${name.replace('"', '')}@example.jp` }];
      await own.admin.send(
        new AdminCreateUserCommand({ UserPoolId, Username: name, MessageAction: 'SUPPRESS', UserAttributes }),
      );
    }
    await own.admin.send(new AdminDisableUserCommand({ UserPoolId, Username: 'bert' }));
    await own.admin.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username: 'anna', Password: PASSWORD, Permanent: true }),
    );
  });
  afterAll(() => own.close());

  const list = (input: object) => own.admin.send(new ListUsersCommand({ UserPoolId, ...input }));
  const names = async (Filter: string) => (await list({ Filter })).Users?.map(({ Username }) => Username);

  it.each([
    ['username = "anna"', ['anna']],
    ['username ^= "ann"', ['anna', 'annette']],
    ['username ^= "an_"', ['an_a']],
    ['username ^= "%"', []],
    [String.raw`username = "quo\"te"`, ['quo"te']],
    ['email = "bert@example.jp"', ['bert']],
    ['email ^= "ann"', ['anna', 'annette']],
    ['"email"="BERT@example.jp"', []],
    ['status = "Disabled"', ['bert']],
    ['status = "enabled"', ['anna', 'annette', 'an_a', 'quo"te']],
    ['cognito:user_status = "CONFIRMED"', ['anna']],
    ['', ['anna', 'annette', 'bert', 'an_a', 'quo"te']],
  ])('%s finds %j', async (filter, expected) => {
    expect(await names(filter)).toEqual(expected);
  });

  it('goes through all pages, each user once', async () => {
    const seen: (string | undefined)[] = [];
    let PaginationToken: string | undefined;
    do {
      const page = await list({ Limit: 2, PaginationToken });
      seen.push(...(page.Users ?? []).map(({ Username }) => Username));
      PaginationToken = page.PaginationToken;
    } while (PaginationToken !== undefined);
    expect(seen).toEqual(['anna', 'annette', 'bert', 'an_a', 'quo"te']);
  });

  it('returns the attributes that are asked for', async () => {
    const { Users } = await list({ Filter: 'username = "anna"', AttributesToGet: ['email'] });
    expect(Users?.[0]?.Attributes).toEqual([{ Name: 'email', Value: 'anna@example.jp' }]);
  });

  it.each([
    { Filter: 'password_hash ^= "s"' },
    { Filter: 'username > "a"' },
    { Filter: 'username = "a" OR 1=1' },
    { Filter: "email = 'x'" },
    { Limit: 61 },
    { PaginationToken: 'nonsense' },
    { PaginationToken: Buffer.from('{"filter":"other","createdAt":1,"sub":""}').toString('base64url') },
  ])('%j is refused', async (input) => {
    await expect(list(input)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('who may call', () => {
  it('an action that the caller lacks is refused as IAM does', async () => {
    await invite(server, 'guarded');
    await server.deny('cognito-idp:AdminDisableUser');
    await expect(admin.send(new AdminDisableUserCommand({ UserPoolId, Username: 'guarded' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`arn:aws:cognito-idp:ap-northeast-1:000000000000:userpool/${UserPoolId}`),
    });
    await server.deny();
    expect((await get('guarded')).Enabled).toBe(true);
  });

  it('an unsigned request, an unknown operation and a body that is no JSON are refused', async () => {
    const post = async (headers: Record<string, string>, body: string) => {
      const target = { 'x-amz-target': 'AWSCognitoIdentityProviderService.AdminGetUser', ...headers };
      const response = await fetch(`${server.url}/`, { method: 'POST', headers: target, body });
      return { status: response.status, ...((await response.json()) as object) };
    };
    const body = JSON.stringify({ UserPoolId, Username: 'ito' });
    expect(await post({}, body)).toMatchObject({ status: 400, __type: 'MissingAuthenticationTokenException' });
    expect(await post({ 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' }, body)).toMatchObject({
      __type: 'UnknownOperationException',
    });
    for (const broken of ['{', '[]', 'null', ''])
      expect(await post({}, broken)).toMatchObject({ __type: 'SerializationException' });
  });

  it('another pool is not found, a missing user is told as such', async () => {
    await expect(
      admin.send(new AdminGetUserCommand({ UserPoolId: 'ap-northeast-1_Other1', Username: 'ito' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    for (const Command of [AdminUserGlobalSignOutCommand, AdminEnableUserCommand, AdminResetUserPasswordCommand]) {
      await expect(admin.send(new Command({ UserPoolId, Username: 'missing' }))).rejects.toMatchObject({
        name: 'UserNotFoundException',
        message: 'User does not exist.',
      });
    }
    await expect(admin.send(new ListGroupsCommand({ UserPoolId }))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
  });

  it('a one-time code is set up with a token of the right scope only', async () => {
    await enrol(server, 'settings');
    const { accessToken } = await signIn(server, 'settings', { scopes: ['openid'] });
    for (const AccessToken of [accessToken, 'nonsense']) {
      await expect(admin.send(new AssociateSoftwareTokenCommand({ AccessToken }))).rejects.toMatchObject({
        name: 'NotAuthorizedException',
      });
    }
    const SoftwareTokenMfaSettings = { Enabled: true };
    await expect(
      admin.send(new AdminSetUserMFAPreferenceCommand({ UserPoolId, Username: 'settings', SoftwareTokenMfaSettings })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException', message: 'User has not verified software token mfa' });
  });

  it('only the root answers, and only with the target header: a gateway that forwards pages forwards no API', async () => {
    const headers = { 'x-amz-target': 'AWSCognitoIdentityProviderService.AdminGetUser' };
    expect((await fetch(`${server.url}/`, { method: 'POST', body: '{}' })).status).toBe(404);
    for (const path of ['/oauth2/token', '/login', '//', '/?x']) {
      const response = await fetch(`${server.url}${path}`, { method: 'POST', headers, body: '{}' });
      expect(await response.text()).not.toContain('Exception');
    }
  });
});
