// oxlint-disable jest/expect-expect -- the template's has… methods assert, too
import { expect, it } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { Role } from '../../schemas/directory.ts';
import type { Network } from './network.ts';

export const describeIdentity = (network: Network): void => {
  const identity = network.template('identity');
  const clients = network.resources('identity', 'AWS::Cognito::UserPoolClient').map(([, client]) => client.Properties);
  const web = clients.filter((client) => client['GenerateSecret'] === false);
  const systems = clients.filter((client) => client['GenerateSecret'] === true);

  it('nobody signs up by themselves, and a name means the same in any case', () => {
    identity.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UsernameConfiguration: { CaseSensitive: false },
      AliasAttributes: Match.absent(),
      UsernameAttributes: Match.absent(),
      DeletionProtection: 'ACTIVE',
    });
  });

  it('passwords have 13 characters of every kind, and leaked ones are refused', () => {
    identity.hasResourceProperties('AWS::Cognito::UserPool', {
      Policies: {
        PasswordPolicy: Match.objectLike({
          MinimumLength: 13,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
        }),
      },
      UserPoolTier: 'PLUS',
      UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
    });
  });

  it('a second factor is an authenticator, never a text message', () => {
    identity.hasResourceProperties('AWS::Cognito::UserPool', {
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    });
  });

  it('every role of the directory is a group', () => {
    const groups = network
      .resources('identity', 'AWS::Cognito::UserPoolGroup')
      .map(([, group]) => group.Properties['GroupName']);
    expect(groups).toEqual(Role.options);
  });

  it('the web holds no secret and no access token older than five minutes; a duty of eight hours needs one sign-in', () => {
    expect(web).toEqual([
      expect.objectContaining({
        AllowedOAuthFlows: ['code'],
        ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
        AccessTokenValidity: 5,
        IdTokenValidity: 5,
        RefreshTokenValidity: 480,
        TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
        EnableTokenRevocation: true,
        PreventUserExistenceErrors: 'ENABLED',
        CallbackURLs: ['https://ism-link.example/callback'],
      }),
    ]);
    expect(JSON.stringify(web[0]?.['AllowedOAuthScopes'])).toMatch(/^\["openid",.*"\/staff"/);
  });

  it('each system has its own secret and may do nothing but ingest', () => {
    expect(systems.map((client) => client['ClientName'])).toEqual([
      'system-ty-hospital',
      'system-test-hospital',
      'system-test-clinic',
    ]);
    for (const client of systems) {
      expect(client['AllowedOAuthFlows']).toEqual(['client_credentials']);
      expect(JSON.stringify(client['AllowedOAuthScopes'])).toMatch(
        /^\[\{"Fn::Join":\["",\[\{"Ref":"\w+"\},"\/ingest"\]\]\}\]$/,
      );
    }
  });

  it('people sign in at the managed login', () => {
    identity.hasResourceProperties('AWS::Cognito::UserPoolDomain', { Domain: 'ism-link-prod', ManagedLoginVersion: 2 });
    identity.hasResourceProperties('AWS::Cognito::ManagedLoginBranding', { UseCognitoProvidedValues: true });
  });
};
