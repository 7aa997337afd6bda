import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { identityOf } from '../../../local/identity/pool-spec.ts';
import { Secrets } from '../../../local/secrets/secrets.ts';
import { openTemplate } from '../../../local/template/template.ts';
import { writeAssembly } from '../template/assembly-files.ts';

const PasswordPolicy = { MinimumLength: 13, RequireLowercase: true, RequireSymbols: true };
const scope = (name: string) => ({ 'Fn::Join': ['', [{ Ref: 'Server' }, `/${name}`]] });
const client = (properties: object) => ({
  Type: 'AWS::Cognito::UserPoolClient',
  Properties: { UserPoolId: { Ref: 'Pool' }, AllowedOAuthFlowsUserPoolClient: true, ...properties },
});
const resources = {
  Pool: {
    Type: 'AWS::Cognito::UserPool',
    Properties: {
      Policies: { PasswordPolicy },
      MfaConfiguration: 'OPTIONAL',
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UsernameConfiguration: { CaseSensitive: false },
    },
  },
  Server: {
    Type: 'AWS::Cognito::UserPoolResourceServer',
    Properties: { Identifier: 'net', Name: 'net', Scopes: [{ ScopeName: 'staff' }], UserPoolId: { Ref: 'Pool' } },
  },
  Doctors: { Type: 'AWS::Cognito::UserPoolGroup', Properties: { GroupName: 'doctor', UserPoolId: { Ref: 'Pool' } } },
  Web: client({
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', scope('staff')],
    CallbackURLs: ['https://net.example/callback'],
    LogoutURLs: ['https://net.example/'],
    AccessTokenValidity: 5,
    RefreshTokenValidity: 8,
    TokenValidityUnits: { AccessToken: 'minutes', RefreshToken: 'hours' },
  }),
  System: client({
    ClientName: 'system-ty-hospital',
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: [scope('ingest')],
    GenerateSecret: true,
  }),
};
const read = (dataDir: string, changed: Record<string, unknown> = {}) =>
  identityOf(openTemplate(writeAssembly({ Identity: { resources: { ...resources, ...changed } } })), {
    secrets: new Secrets(dataDir),
    origins: ['http://127.0.0.1:3000', 'http://localhost:3000'],
  });
const newDir = (): string => mkdtempSync(join(tmpdir(), 'identity-'));

describe('the user pool of a template', () => {
  it('keeps the paths of its addresses, and never the cloud’s origin', () => {
    const { webClient } = read(newDir());
    expect(webClient.redirectUris).toEqual([
      'http://127.0.0.1:3000/',
      'http://127.0.0.1:3000/callback',
      'http://localhost:3000/',
      'http://localhost:3000/callback',
    ]);
    expect(webClient).toMatchObject({
      kind: 'web',
      scopes: ['openid', 'net/staff'],
      accessTokenSeconds: 300,
      refreshTokenSeconds: 28_800,
    });
    expect(webClient).not.toHaveProperty('secret');
  });

  it.each([undefined, { CaseSensitive: true }])('stops the start where names differ by case: %j', (setting) => {
    const Properties = { ...resources.Pool.Properties, UsernameConfiguration: setting };
    expect(() => read(newDir(), { Pool: { ...resources.Pool, Properties } })).toThrow('UsernameConfiguration');
  });

  it('keeps the password policy, groups and scopes', () => {
    expect(read(newDir()).spec).toMatchObject({
      groups: ['doctor'],
      mfa: 'OPTIONAL',
      resourceServers: [{ identifier: 'net', scopes: ['staff'] }],
      passwordPolicy: {
        minimumLength: 13,
        requireLowercase: true,
        requireUppercase: false,
        requireNumbers: false,
        requireSymbols: true,
      },
    });
  });

  it('makes a system’s secret once, and knows which facility it belongs to', () => {
    const dataDir = newDir();
    const [first] = read(dataDir).systems;
    expect(first).toMatchObject({ facilityId: 'ty-hospital', clientSecret: expect.stringMatching(/^.{51}$/) });
    expect(read(dataDir).systems).toEqual([first]);
    expect(read(newDir()).systems[0]?.clientSecret).not.toBe(first?.clientSecret);
  });

  it('refuses a client whose flow is not understood', () => {
    const Web = client({ AllowedOAuthFlows: ['implicit'], AllowedOAuthScopes: ['openid'] });
    expect(() => read(newDir(), { Web })).toThrow('Identity/Web');
  });
});
