import { z } from 'zod';
import { requirePermission } from '../functions/permissions.ts';
import type { Template, TemplateResource } from '../template/template.ts';

const ApiProperties = z.strictObject({ Name: z.string(), ProtocolType: z.literal('HTTP') });
const API_IGNORED = ['Description', 'DisableExecuteApiEndpoint', 'Tags'];

const RouteProperties = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
});

const IntegrationProperties = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  IntegrationMethod: z.string().optional(),
  TimeoutInMillis: z.number().default(30_000),
});

const AuthorizerProperties = z.strictObject({
  ApiId: z.string(),
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.union([z.string(), z.array(z.string())]),
  JwtConfiguration: z.strictObject({ Audience: z.array(z.string()), Issuer: z.string() }),
  Name: z.string(),
});

const StageProperties = z.strictObject({
  ApiId: z.string(),
  StageName: z.literal('$default'),
  AutoDeploy: z.literal(true),
});
/** Requests are not throttled; access lines go to DIR/logs/gateway.log. */
const STAGE_IGNORED = ['AccessLogSettings', 'DefaultRouteSettings', 'RouteSettings', 'Tags', 'Description'];

/** What a JWT authorizer accepts. */
export type Authorizer = { issuer: string; audience: string[] };

export type Route = {
  /** `GET /v1/patients/{patientId}` */
  key: string;
  method: string;
  segments: string[];
  functionArn: string;
  timeoutMilliseconds: number;
  authorizer: Authorizer | undefined;
  /** A token needs any one of them. */
  scopes: string[];
};

/** The routes of the template's HTTP API. A route whose function gives the gateway no permission would answer 500 in the cloud: refused here. */
export function routesOf(template: Template): { apiId: string; routes: Route[] } {
  const api = template.only('AWS::ApiGatewayV2::Api');
  api.read(ApiProperties, API_IGNORED);
  template.only('AWS::ApiGatewayV2::Stage').read(StageProperties, STAGE_IGNORED);
  const routes = template.ofType('AWS::ApiGatewayV2::Route').map((resource) => routeOf(template, resource));
  for (const { key, functionArn } of routes) {
    const sourceArn = `arn:aws:execute-api:${template.region}:${template.account}:${api.ref}/$default/${key.replace(' ', '')}`;
    requirePermission(template, { functionArn, service: 'apigateway.amazonaws.com', sourceArn });
  }
  return { apiId: api.ref, routes };
}

function routeOf(template: Template, resource: TemplateResource): Route {
  const properties = resource.read(RouteProperties);
  const integration = template.byRef('AWS::ApiGatewayV2::Integration', properties.Target.replace('integrations/', ''));
  if (!integration) throw new Error(`${resource.id}: no integration ${properties.Target}`);
  const { IntegrationUri, TimeoutInMillis } = integration.read(IntegrationProperties, ['Description']);
  const [method = '', path = ''] = properties.RouteKey.split(' ');
  return {
    key: properties.RouteKey,
    method,
    segments: segmentsOf(path),
    // Either the function's ARN itself, or inside the older form `…:path/2015-03-31/functions/ARN/invocations`.
    functionArn: /arn:aws:lambda:[^/]+/.exec(IntegrationUri.split('/functions/').at(-1) ?? '')?.[0] ?? '',
    timeoutMilliseconds: TimeoutInMillis,
    authorizer:
      properties.AuthorizationType === 'JWT' ? authorizerOf(template, resource, properties.AuthorizerId) : undefined,
    scopes: properties.AuthorizationScopes,
  };
}

function authorizerOf(template: Template, route: TemplateResource, id: string | undefined): Authorizer {
  const resource = template.byRef('AWS::ApiGatewayV2::Authorizer', id ?? '');
  if (!resource) throw new Error(`${route.id}: no authorizer ${String(id)}`);
  const { IdentitySource, JwtConfiguration } = resource.read(AuthorizerProperties);
  if (String(IdentitySource).toLowerCase() !== '$request.header.authorization') {
    throw new Error(`${resource.id}: the identity source ${String(IdentitySource)} is not understood`);
  }
  return { issuer: JwtConfiguration.Issuer, audience: JwtConfiguration.Audience };
}

const segmentsOf = (path: string): string[] => path.split('/').slice(1);

export type Match = { route: Route; parameters: Record<string, string> };

/**
 * Finds a request's route: a literal segment before a parameter, a parameter before `{proxy+}`, `$default` last; a method before ANY
 * (API Gateway developer guide, "Routes for HTTP APIs"). `path` is decoded, as API Gateway decodes it.
 */
export function makeRouter(routes: Route[]): (method: string, path: string) => Match | undefined {
  const ordered = routes.toSorted((a, b) => rankOf(a).localeCompare(rankOf(b)));
  return (method, path) => {
    const segments = segmentsOf(path);
    for (const route of ordered) {
      if (route.method !== method && route.method !== 'ANY' && route.key !== '$default') continue;
      const parameters = route.key === '$default' ? {} : parametersOf(route.segments, segments);
      if (parameters) return { route, parameters };
    }
    return undefined;
  };
}

function rankOf(route: Route): string {
  if (route.key === '$default') return '9';
  const kinds = route.segments.map((segment) => (segment.endsWith('+}') ? '3' : segment.startsWith('{') ? '2' : '1'));
  return `${kinds.join('')}${route.method === 'ANY' ? 'b' : 'a'}`;
}

function parametersOf(pattern: string[], segments: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    if (part.endsWith('+}')) {
      if (segments.length <= index) return undefined;
      parameters[part.slice(1, -2)] = segments.slice(index).join('/');
      return parameters;
    }
    const segment = segments[index];
    if (segment === undefined) return undefined;
    if (!part.startsWith('{')) {
      if (part !== segment) return undefined;
    } else if (segment === '') return undefined;
    else parameters[part.slice(1, -1)] = segment;
  }
  return segments.length === pattern.length ? parameters : undefined;
}
