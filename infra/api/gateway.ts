// oxlint-disable no-new -- a construct joins its tree by being made
import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Capability, Operation } from '../../schemas/operation.ts';
import { type IdentityStack, SCOPES } from '../identity-stack.ts';
import type { Stage } from '../stage.ts';

/** Requests a second: some forty times what 20 hospitals with 2,000 people at work ask for; above it something runs wild. */
const STEADY_REQUESTS_PER_SECOND = 500;
const BURST_REQUESTS = 1000;

/** The gateway takes a token with any one of the scopes of its route. */
const SCOPES_OF_CALLER: Record<Operation['caller'], string[]> = {
  staff: [SCOPES.staff],
  system: [SCOPES.system],
  staffOrSystem: [SCOPES.staff, SCOPES.system],
};

/**
 * One line a request, for those that never reach a function (a function's own go to the audit). `routeKey` is the template of the path:
 * neither path nor query is written, because a search's query holds names.
 */
const ACCESS_LOG_FORMAT = JSON.stringify({
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  protocol: '$context.protocol',
  sourceIp: '$context.identity.sourceIp',
  subject: '$context.authorizer.claims.sub',
  client: '$context.authorizer.claims.client_id',
  responseBytes: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  integrationLatencyMs: '$context.integrationLatency',
  integrationStatus: '$context.integrationStatus',
  authorizerError: '$context.authorizer.error',
  error: '$context.error.responseType',
});

const createAccessLog = (scope: Construct, parts: { stage: Stage; logKey: kms.IKey }): logs.LogGroup =>
  new logs.LogGroup(scope, 'AccessLog', {
    retention: parts.stage.logRetentionDays,
    encryptionKey: parts.logKey,
    removalPolicy: RemovalPolicy.RETAIN,
  });

/**
 * Signature, issuer, expiry and audience are the gateway's part; session, staff and rules are the functions'. HTTP APIs compare `client_id`
 * where a token has no `aud`, as Cognito's access tokens have none. An ID token fails for want of scopes.
 */
const createAuthorizer = (identity: IdentityStack): HttpJwtAuthorizer =>
  new HttpJwtAuthorizer('Token', identity.userPool.userPoolProviderUrl, {
    jwtAudience: [identity.webClient, ...identity.systemClients].map((client) => client.userPoolClientId),
    identitySource: ['$request.header.Authorization'],
  });

export type GatewayParts = {
  stage: Stage;
  identity: IdentityStack;
  logKey: kms.IKey;
  operations: readonly Operation[];
  functions: ReadonlyMap<Capability, lambda.IFunction>;
};

const addRoutes = (api: apigateway.HttpApi, parts: GatewayParts): void => {
  const authorizer = createAuthorizer(parts.identity);
  // One integration and one permission per function: a permission per route would fill the functions' policies (20 KB).
  const integrations = new Map(
    [...parts.functions].map(([capability, handler]) => [
      capability,
      new HttpLambdaIntegration(`Integration-${capability}`, handler, {
        payloadFormatVersion: apigateway.PayloadFormatVersion.VERSION_2_0,
        scopePermissionToRoute: false,
      }),
    ]),
  );
  for (const operation of parts.operations) {
    const integration = integrations.get(operation.capability);
    if (!integration) throw new Error(`Operation ${operation.id} names an unknown capability: ${operation.capability}`);
    api.addRoutes({
      path: operation.path,
      methods: [apigateway.HttpMethod[operation.method]],
      integration,
      authorizer,
      authorizationScopes: SCOPES_OF_CALLER[operation.caller],
    });
  }
};

/**
 * The API's door. No CORS: web and API share one origin. Until terminals have certificates its execute-api endpoint is open to whoever
 * holds a token; afterwards a custom domain with mutual TLS (`apigatewayv2.DomainName`, `mtls`), reached by CloudFront alone, replaces it: add the
 * domain here, map it to `$default`, and set `disableExecuteApiEndpoint`.
 */
export const createGateway = (scope: Construct, parts: GatewayParts): apigateway.HttpApi => {
  const api = new apigateway.HttpApi(scope, 'Http', {
    description: `ism-link ${parts.stage.name}`,
    createDefaultStage: false,
    disableExecuteApiEndpoint: false,
  });
  addRoutes(api, parts);
  new apigateway.HttpStage(scope, 'Stage', {
    httpApi: api,
    stageName: '$default',
    autoDeploy: true,
    throttle: { rateLimit: STEADY_REQUESTS_PER_SECOND, burstLimit: BURST_REQUESTS },
    detailedMetricsEnabled: true,
    accessLogSettings: {
      destination: new apigateway.LogGroupLogDestination(createAccessLog(scope, parts)),
      format: AccessLogFormat.custom(ACCESS_LOG_FORMAT),
    },
  });
  return api;
};
