/** An app client of the user pool: `web` signs people in (code + PKCE), `system` speaks for itself (client credentials). */
export type SignInClient = {
  clientId: string;
  name: string;
  kind: 'web' | 'system';
  secret?: string;
  redirectUris?: string[];
  logoutUris?: string[];
  /** OIDC scopes and `identifier/scope` of the resource servers. */
  scopes: string[];
  accessTokenSeconds: number;
  /** Cognito's default of 30 days when absent. */
  refreshTokenSeconds?: number;
};

/** What the template says of the user pool. */
export type UserPoolSpec = {
  userPoolId: string;
  groups: string[];
  resourceServers: { identifier: string; scopes: string[] }[];
  passwordPolicy: {
    minimumLength: number;
    requireLowercase: boolean;
    requireUppercase: boolean;
    requireNumbers: boolean;
    requireSymbols: boolean;
  };
  mfa: 'OFF' | 'OPTIONAL' | 'ON';
  clients: SignInClient[];
  /** Names of custom attributes with their `custom:` prefix; any other is refused, as by Cognito. */
  customAttributes?: string[];
};

/** The scopes that every pool knows (Cognito, "Scopes, M2M, and resource servers"). */
export const OIDC_SCOPES = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'];

const REFRESH_TOKEN_SECONDS = 30 * 24 * 60 * 60;

/** Lifetime in seconds of the refresh tokens of a client. */
export function refreshSecondsOf(client: SignInClient): number {
  return client.refreshTokenSeconds ?? REFRESH_TOKEN_SECONDS;
}

/** Throws a sentence that names the client when the spec could not exist as a Cognito pool. */
export function assertPool(pool: UserPoolSpec): void {
  const known = new Set([
    ...OIDC_SCOPES,
    ...pool.resourceServers.flatMap((server) => server.scopes.map((scope) => `${server.identifier}/${scope}`)),
  ]);
  for (const client of pool.clients) {
    const unknown = client.scopes.filter((scope) => !known.has(scope));
    if (unknown.length > 0) throw new Error(`App client ${client.clientId} has unknown scopes: ${unknown.join(' ')}`);
    if (client.kind === 'system') assertSystemClient(client);
    else if (!client.redirectUris?.length) throw new Error(`App client ${client.clientId} has no redirect URI`);
  }
}

/** Client credentials need a secret and know only custom scopes (Cognito, "Token endpoint"). */
function assertSystemClient(client: SignInClient): void {
  if (!client.secret) throw new Error(`App client ${client.clientId} has no secret`);
  const personal = client.scopes.filter((scope) => OIDC_SCOPES.includes(scope));
  if (personal.length > 0) {
    throw new Error(`App client ${client.clientId} speaks for no person: ${personal.join(' ')}`);
  }
}
