import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type IdentityStack, SCOPES } from '../identity-stack.ts';
import type { Stage } from '../stage.ts';

/** What the page must know before anybody has signed in. Nothing of it is secret, and the same files serve every stage. */
const webConfig = (identity: IdentityStack, { loginDomainPrefix, region, idleMinutes }: Stage) => {
  // Tokens are asked for on the web's own origin (`/oauth2/token`); people go to the login's.
  const login = `https://${loginDomainPrefix}.auth.${region}.amazoncognito.com`;
  return {
    issuer: identity.userPool.userPoolProviderUrl,
    clientId: identity.webClient.userPoolClientId,
    authorizationEndpoint: `${login}/oauth2/authorize`,
    logoutEndpoint: `${login}/logout`,
    scopes: ['openid', SCOPES.staff],
    idleMinutes,
  };
};

/**
 * A CloudFront Function (runtime 2.0, viewer request) that answers `/config.json` by itself: ids that only a deployment knows come from the
 * template, and no file has to be written after it. It says the few headers that matter for a JSON text itself, beside the behaviour's policy.
 */
export const configFunctionCode = (scope: Construct, parts: { identity: IdentityStack; stage: Stage }): string =>
  `
const CONFIG = ${Stack.of(scope).toJsonString(webConfig(parts.identity, parts.stage))};
function handler() {
  return {
    statusCode: 200,
    statusDescription: 'OK',
    headers: {
      'content-type': { value: 'application/json' },
      'cache-control': { value: 'no-cache' },
      'x-content-type-options': { value: 'nosniff' },
    },
    body: { encoding: 'text', data: JSON.stringify(CONFIG) },
  };
}
`.trim();
