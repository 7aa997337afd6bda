import type { Network } from '../network.ts';

export type Behaviour = {
  PathPattern?: string;
  ViewerProtocolPolicy: string;
  ResponseHeadersPolicyId: { Ref: string };
  CachePolicyId: string;
  Compress: boolean;
  FunctionAssociations?: { EventType: string; FunctionARN: { 'Fn::GetAtt': [string, string] } }[];
};

/** AWS's own cache policies. */
export const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
export const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';

export const behavioursOf = (network: Network): Behaviour[] => {
  const { DistributionConfig } = network.only('edge', 'AWS::CloudFront::Distribution');
  const config = DistributionConfig as { DefaultCacheBehavior: Behaviour; CacheBehaviors: Behaviour[] };
  return [...config.CacheBehaviors, { ...config.DefaultCacheBehavior, PathPattern: '*' }];
};

/** What answers a pattern; `*` is the default. */
export const behaviourOf = (network: Network, pattern: string): Behaviour => {
  const found = behavioursOf(network).find(({ PathPattern }) => PathPattern === pattern);
  if (!found) throw new Error(`no behaviour for ${pattern}`);
  return found;
};

/** The code of the one function that a pattern asks first. */
export const functionCodeOf = (network: Network, pattern: string): unknown => {
  const [asked, ...others] = behaviourOf(network, pattern).FunctionAssociations ?? [];
  if (!asked || others.length > 0 || asked.EventType !== 'viewer-request')
    throw new Error(`no one function: ${pattern}`);
  const [id] = asked.FunctionARN['Fn::GetAtt'];
  const functions = Object.fromEntries(network.resources('edge', 'AWS::CloudFront::Function'));
  return functions[id]?.Properties['FunctionCode'];
};
