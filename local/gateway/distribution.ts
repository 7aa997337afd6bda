import { createContext, Script } from 'node:vm';
import { z } from 'zod';
import { wildcardExpression } from '../iam/wildcards.ts';
import type { Template, TemplateResource } from '../template/template.ts';
import { type HeaderRule, headerRulesOf } from './response-headers.ts';

const Behaviour = z.strictObject({
  PathPattern: z.string().optional(),
  TargetOriginId: z.string(),
  ViewerProtocolPolicy: z.string(),
  AllowedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  ResponseHeadersPolicyId: z.string().optional(),
  FunctionAssociations: z
    .array(z.strictObject({ EventType: z.literal('viewer-request'), FunctionARN: z.string() }))
    .default([]),
  // Nothing is cached or compressed on one machine, and every header reaches the origin.
  CachePolicyId: z.string().optional(),
  CachedMethods: z.array(z.string()).optional(),
  Compress: z.boolean().optional(),
  OriginRequestPolicyId: z.string().optional(),
});

const Origin = z.object({ Id: z.string(), DomainName: z.string() });

const Config = z.object({
  DefaultRootObject: z.string().default(''),
  DefaultCacheBehavior: Behaviour,
  CacheBehaviors: z.array(Behaviour).default([]),
  Origins: z.array(Origin),
  // Error pages would replace the API's own answers; the network has none.
  CustomErrorResponses: z.undefined().optional(),
});

const FunctionProperties = z.object({ FunctionCode: z.string(), FunctionConfig: z.object({ Runtime: z.string() }) });

/** Where CloudFront sends a request, and what it adds to the answer. */
export type Place = {
  origin: 'api' | 'pages';
  allowedMethods: string[];
  headers: HeaderRule[];
  /** Rewrites the path as the behaviour's CloudFront Function does. */
  rewrite: (path: string) => string;
};

/** The template's distribution: which origin answers a path. The first matching pattern wins, the default behaviour is last. */
export function distributionOf(template: Template, addresses: (text: string) => string): (path: string) => Place {
  const resource = template.only('AWS::CloudFront::Distribution');
  const config = resource.read(z.object({ DistributionConfig: Config }), ['Tags']).DistributionConfig;
  const apiDomain = new URL(template.only('AWS::ApiGatewayV2::Api').attribute('ApiEndpoint')).hostname;
  const places = [...config.CacheBehaviors, config.DefaultCacheBehavior].map((behaviour) => {
    const origin = config.Origins.find((one) => one.Id === behaviour.TargetOriginId);
    if (!origin) throw new Error(`${resource.id}: no origin ${behaviour.TargetOriginId}`);
    const place: Place = {
      origin: origin.DomainName === apiDomain ? 'api' : 'pages',
      allowedMethods: behaviour.AllowedMethods,
      headers: headerRulesOf(template, behaviour.ResponseHeadersPolicyId, addresses),
      rewrite: rewriteOf(template, behaviour, config.DefaultRootObject),
    };
    return { matches: patternOf(behaviour.PathPattern ?? '*'), place };
  });
  return (path) => {
    const found = places.find(({ matches }) => matches.test(path));
    if (!found) throw new Error(`No behaviour matches ${path}`);
    return found.place;
  };
}

/** CloudFront's patterns: `*` any characters, `?` one; case counts; a leading slash is understood. */
function patternOf(pattern: string): RegExp {
  if (pattern === '*') return /^/;
  return wildcardExpression(pattern.startsWith('/') ? pattern : `/${pattern}`);
}

type Rewrite = (event: { request: { uri: string; method: string; headers: object; querystring: object } }) => {
  uri?: string;
  statusCode?: number;
};

function rewriteOf(
  template: Template,
  behaviour: z.output<typeof Behaviour>,
  rootObject: string,
): (path: string) => string {
  const handlers = behaviour.FunctionAssociations.map(({ FunctionARN }) => {
    const found = template
      .ofType('AWS::CloudFront::Function')
      .find((one) => one.attribute('FunctionARN') === FunctionARN);
    if (!found) throw new Error(`No CloudFront function ${FunctionARN}`);
    return handlerOf(found);
  });
  return (path) => {
    const request = { uri: path, method: 'GET', headers: {}, querystring: {} };
    for (const handler of handlers) {
      const answer = handler({ request });
      if (answer.uri === undefined) throw new Error('A CloudFront function that answers by itself is not understood');
      request.uri = answer.uri;
    }
    return request.uri === '/' ? `/${rootObject}` : request.uri;
  };
}

/** The template's own code, in a context with nothing in it, as in CloudFront. */
function handlerOf(resource: TemplateResource): Rewrite {
  const { FunctionCode } = resource.read(FunctionProperties, ['AutoPublish', 'Name']);
  return new Script(`${FunctionCode}\n;handler`).runInContext(createContext({})) as Rewrite;
}
