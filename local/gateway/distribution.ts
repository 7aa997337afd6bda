import { z } from 'zod';
import { wildcardExpression } from '../iam/wildcards.ts';
import type { Template } from '../template/template.ts';
import { type EdgeFunction, edgeFunctionOf } from './edge-function.ts';
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
  Compress: z.boolean().default(false),
  // Nothing is cached on one machine, and every header reaches the origin.
  CachePolicyId: z.string().optional(),
  CachedMethods: z.array(z.string()).optional(),
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

/** Where CloudFront sends a request, and what it adds to the answer. */
export type Place = {
  origin: 'api' | 'pages';
  allowedMethods: string[];
  headers: HeaderRule[];
  /** Compresses files for clients that take them so. */
  compresses: boolean;
  /** What the behaviour's CloudFront Functions make of a request: another path, or an answer of their own. */
  ask: EdgeFunction;
};

/** The template's distribution: which origin answers a path. The first matching pattern wins, the default behaviour is last. */
export function distributionOf(template: Template, addresses: (text: string) => string): (path: string) => Place {
  const resource = template.only('AWS::CloudFront::Distribution');
  const config = resource.read(z.object({ DistributionConfig: Config }), ['Tags']).DistributionConfig;
  const apiDomain = new URL(template.only('AWS::ApiGatewayV2::Api').attribute('ApiEndpoint')).hostname;
  const functionOf = ({ FunctionARN }: { FunctionARN: string }): EdgeFunction => {
    const found = template
      .ofType('AWS::CloudFront::Function')
      .find((one) => one.attribute('FunctionARN') === FunctionARN);
    if (!found) throw new Error(`No CloudFront function ${FunctionARN}`);
    return edgeFunctionOf(found, addresses);
  };
  const places = [...config.CacheBehaviors, config.DefaultCacheBehavior].map((behaviour) => {
    const origin = config.Origins.find((one) => one.Id === behaviour.TargetOriginId);
    if (!origin) throw new Error(`${resource.id}: no origin ${behaviour.TargetOriginId}`);
    const place: Place = {
      origin: origin.DomainName === apiDomain ? 'api' : 'pages',
      allowedMethods: behaviour.AllowedMethods,
      headers: headerRulesOf(template, behaviour.ResponseHeadersPolicyId, addresses),
      compresses: behaviour.Compress,
      ask: askOf(behaviour.FunctionAssociations.map(functionOf), config.DefaultRootObject),
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

/** The functions one after another, until one answers by itself; the root object stands in the root's place. */
function askOf(functions: EdgeFunction[], rootObject: string): EdgeFunction {
  return (path) => {
    let asked = path;
    for (const edgeFunction of functions) {
      const given = edgeFunction(asked);
      if ('answer' in given) return given;
      asked = given.path;
    }
    return { path: asked === '/' ? `/${rootObject}` : asked };
  };
}
