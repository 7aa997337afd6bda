// oxlint-disable jest/expect-expect -- the template's has… methods assert, too
import { expect, it } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { OPERATIONS } from '../../../schemas/operations/index.ts';
import type { Network } from '../network.ts';

const SCOPES = {
  staff: ['ism-link/staff'],
  system: ['ism-link/ingest'],
  staffOrSystem: ['ism-link/staff', 'ism-link/ingest'],
};

export const describeRoutes = (network: Network): void => {
  const routes = network.resources('api', 'AWS::ApiGatewayV2::Route').map(([, route]) => route.Properties);
  const byKey = new Map(routes.map((route) => [route['RouteKey'], route]));
  const integrations = Object.fromEntries(network.resources('api', 'AWS::ApiGatewayV2::Integration'));

  it('every operation has a route, and no route is without an operation', () => {
    expect(new Set(byKey.keys())).toEqual(new Set(OPERATIONS.map(({ method, path }) => `${method} ${path}`)));
    expect(routes).toHaveLength(OPERATIONS.length);
  });

  it.each(OPERATIONS.map((operation) => [operation.id, operation] as const))(
    '%s asks for a token of the right kind, and reaches its capability',
    (_, operation) => {
      const route = byKey.get(`${operation.method} ${operation.path}`);
      expect(route).toMatchObject({ AuthorizationType: 'JWT', AuthorizationScopes: SCOPES[operation.caller] });
      expect(route?.['AuthorizerId']).toHaveProperty('Ref');
      const [integration] = JSON.stringify(route?.['Target']).match(/Http\w*Integration\w+/) ?? [];
      const uri = integrations[integration ?? '']?.Properties;
      expect(uri).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' });
      expect(JSON.stringify(uri?.['IntegrationUri'])).toContain(network.functions().get(operation.capability)?.id);
    },
  );

  it('tokens must come from our user pool, for the web or one of the systems', () => {
    const authorizer = network.only('api', 'AWS::ApiGatewayV2::Authorizer');
    expect(authorizer).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
    });
    const { Audience, Issuer } = authorizer['JwtConfiguration'] as {
      Audience: unknown[];
      Issuer: unknown;
    };
    expect(Audience).toHaveLength(4);
    expect(JSON.stringify(Issuer)).toMatch(/FnGetAttStaff[0-9A-F]{8}ProviderURL/);
  });

  it('access logs hold neither path, query, nor a name', () => {
    const stage = network.only('api', 'AWS::ApiGatewayV2::Stage');
    const { Format } = stage['AccessLogSettings'] as { Format: string };
    const logged = Object.values(JSON.parse(Format) as Record<string, string>);
    expect(logged).toContain('$context.routeKey');
    expect(logged.filter((field) => /path|query|username|name|email|header|body/i.test(field))).toEqual([]);
  });

  it('is throttled, and answers no other origin', () => {
    network.template('api').hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      DefaultRouteSettings: Match.objectLike({ ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 }),
    });
    network.template('api').hasResourceProperties('AWS::ApiGatewayV2::Api', { CorsConfiguration: Match.absent() });
  });
};
