import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Secrets } from '../secrets/secrets.ts';
import type { SignInClient, UserPoolSpec } from '../sign-in/pool.ts';
import type { Template, TemplateResource } from '../template/template.ts';

const PoolProperties = z.strictObject({
  MfaConfiguration: z.enum(['OFF', 'OPTIONAL', 'ON']).default('OFF'),
  EnabledMfas: z.array(z.literal('SOFTWARE_TOKEN_MFA')).optional(),
  Policies: z.object({
    PasswordPolicy: z.object({
      MinimumLength: z.number(),
      RequireLowercase: z.boolean().default(false),
      RequireUppercase: z.boolean().default(false),
      RequireNumbers: z.boolean().default(false),
      RequireSymbols: z.boolean().default(false),
    }),
  }),
  AdminCreateUserConfig: z.object({ AllowAdminCreateUserOnly: z.literal(true) }),
  /** The only kind that the local sign-in knows; left out, Cognito would tell `Sato` from `sato`. */
  UsernameConfiguration: z.object({ CaseSensitive: z.literal(false) }),
  Schema: z.array(z.object({ Name: z.string(), AttributeDataType: z.string().optional() })).default([]),
});
/** Mail and messages, threat protection and deletion protection stand for nothing here. */
const POOL_IGNORED = [
  'AccountRecoverySetting',
  'DeletionProtection',
  'EmailVerificationMessage',
  'EmailVerificationSubject',
  'SmsVerificationMessage',
  'UserPoolAddOns',
  'UserPoolName',
  'UserPoolTags',
  'UserPoolTier',
  'VerificationMessageTemplate',
];

const Unit = z.enum(['seconds', 'minutes', 'hours', 'days']);
const ClientProperties = z.strictObject({
  AccessTokenValidity: z.number().default(60),
  AllowedOAuthFlows: z.array(z.enum(['code', 'client_credentials'])).length(1),
  AllowedOAuthFlowsUserPoolClient: z.literal(true),
  AllowedOAuthScopes: z.array(z.string()),
  CallbackURLs: z.array(z.string()).default([]),
  ClientName: z.string().optional(),
  GenerateSecret: z.boolean().default(false),
  LogoutURLs: z.array(z.string()).default([]),
  RefreshTokenValidity: z.number().default(43_200),
  TokenValidityUnits: z
    .object({ AccessToken: Unit.default('minutes'), RefreshToken: Unit.default('minutes') })
    .default({ AccessToken: 'minutes', RefreshToken: 'minutes' }),
});
const CLIENT_IGNORED = [
  'EnableTokenRevocation',
  'ExplicitAuthFlows',
  'IdTokenValidity',
  'PreventUserExistenceErrors',
  'SupportedIdentityProviders',
  'UserPoolId',
];

const GroupProperties = z.object({ GroupName: z.string() });
const ServerProperties = z.object({ Identifier: z.string(), Scopes: z.array(z.object({ ScopeName: z.string() })) });

/** A facility's own system, as the template names its client: `system-ty-hospital`. */
export type System = { facilityId: string; clientId: string; clientSecret: string };

export type Identity = {
  spec: UserPoolSpec;
  webClient: SignInClient;
  systems: System[];
};

/** The template's user pool, for the local sign-in. `origins` are where the web is opened on this machine. */
export function identityOf(template: Template, given: { secrets: Secrets; origins: string[] }): Identity {
  const pool = template.only('AWS::Cognito::UserPool');
  const { Policies, MfaConfiguration, Schema } = pool.read(PoolProperties, POOL_IGNORED);
  const policy = Policies.PasswordPolicy;
  const clients = template.ofType('AWS::Cognito::UserPoolClient').map((resource) => clientOf(resource, given));
  const webClient = clients.find((client) => client.kind === 'web');
  if (!webClient) throw new Error(`${pool.id} has no client for people`);
  return {
    webClient,
    systems: clients.flatMap(systemOf),
    spec: {
      userPoolId: pool.ref,
      groups: template
        .ofType('AWS::Cognito::UserPoolGroup')
        .map((group) => group.read(GroupProperties, ['UserPoolId', 'Description', 'Precedence']).GroupName),
      resourceServers: template.ofType('AWS::Cognito::UserPoolResourceServer').map((resource) => {
        const { Identifier, Scopes } = resource.read(ServerProperties, ['Name', 'UserPoolId']);
        return { identifier: Identifier, scopes: Scopes.map((scope) => scope.ScopeName) };
      }),
      passwordPolicy: {
        minimumLength: policy.MinimumLength,
        requireLowercase: policy.RequireLowercase,
        requireUppercase: policy.RequireUppercase,
        requireNumbers: policy.RequireNumbers,
        requireSymbols: policy.RequireSymbols,
      },
      mfa: MfaConfiguration,
      clients,
      customAttributes: Schema.filter((attribute) => attribute.AttributeDataType).map(
        (attribute) => `custom:${attribute.Name}`,
      ),
    },
  };
}

const SECONDS = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

function clientOf(
  resource: TemplateResource,
  { secrets, origins }: { secrets: Secrets; origins: string[] },
): SignInClient {
  const properties = resource.read(ClientProperties, CLIENT_IGNORED);
  const { AccessToken, RefreshToken } = properties.TokenValidityUnits;
  const isWeb = properties.AllowedOAuthFlows[0] === 'code';
  const clientId = resource.ref;
  return {
    clientId,
    name: properties.ClientName ?? resource.logicalId,
    kind: isWeb ? 'web' : 'system',
    ...(properties.GenerateSecret
      ? {
          secret: secrets.obtain({ arn: `client:${clientId}`, name: clientId }, () =>
            randomBytes(39).toString('base64url').slice(0, 51),
          ).value,
        }
      : {}),
    ...(isWeb
      ? { redirectUris: atHome(properties.CallbackURLs, origins), logoutUris: atHome(properties.LogoutURLs, origins) }
      : {}),
    scopes: properties.AllowedOAuthScopes,
    accessTokenSeconds: properties.AccessTokenValidity * SECONDS[AccessToken],
    refreshTokenSeconds: properties.RefreshTokenValidity * SECONDS[RefreshToken],
  };
}

/** The same paths on this machine's origins, and each origin's own page; never the cloud's addresses. */
function atHome(urls: string[], origins: string[]): string[] {
  const paths = new Set(['/', ...urls.map((url) => new URL(url).pathname)]);
  return origins.flatMap((origin) => [...paths].map((path) => `${origin}${path}`));
}

function systemOf(client: SignInClient): System[] {
  const facilityId = /^system-(.+)$/.exec(client.name)?.[1];
  return client.kind === 'system' && facilityId && client.secret
    ? [{ facilityId, clientId: client.clientId, clientSecret: client.secret }]
    : [];
}
