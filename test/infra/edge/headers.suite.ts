import { expect, it } from '@jest/globals';
import { Objects } from '../../../layers/objects/index.ts';
import { CLOUD, withVariables } from '../../layers/objects/variables.ts';
import type { Network } from '../network.ts';
import { type Behaviour, behaviourOf, behavioursOf } from './behaviours.ts';

type HeadersConfig = {
  SecurityHeadersConfig: {
    ContentSecurityPolicy: { ContentSecurityPolicy: unknown };
    StrictTransportSecurity: { AccessControlMaxAgeSec: number };
  };
  CustomHeadersConfig: { Items: { Header: string; Override: boolean; Value: string }[] };
};

const NOTHING_ELSE = {
  'default-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'object-src': "'none'",
};

/** The directives of a policy; what it takes from another stack is `bucket`. */
const directivesIn = (policy: unknown): Record<string, string> => {
  const parts = typeof policy === 'string' ? [policy] : (policy as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
  const text = parts.map((part) => (typeof part === 'string' ? part : 'bucket')).join('');
  return Object.fromEntries(text.split('; ').map((directive) => directive.split(/ (.*)/).slice(0, 2)));
};

export const describeHeaders = (network: Network): void => {
  const configs = new Map(
    network
      .resources('edge', 'AWS::CloudFront::ResponseHeadersPolicy')
      .map(([id, policy]) => [id, policy.Properties['ResponseHeadersPolicyConfig'] as HeadersConfig]),
  );
  const configOf = ({ ResponseHeadersPolicyId }: Behaviour): HeadersConfig =>
    configs.get(ResponseHeadersPolicyId.Ref) as HeadersConfig;
  const contentPolicyOf = (behaviour: Behaviour): unknown =>
    configOf(behaviour).SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy;
  const policyOf = (behaviour: Behaviour): string => JSON.stringify(contentPolicyOf(behaviour));
  const directivesOf = (pattern: string) => directivesIn(contentPolicyOf(behaviourOf(network, pattern)));

  it('no page runs an inline script or a text, sits in a frame, or loads from elsewhere', () => {
    for (const policy of behavioursOf(network).map(policyOf)) {
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/'unsafe-|\*|http:/);
    }
  });

  it.each(['*', '/assets/*', '/config.json'])(
    'the web (%s) reaches its own origin and the document bucket, compiles WebAssembly, draws what it fetched, and nothing else',
    (path) => {
      expect(policyOf(behaviourOf(network, path))).toMatch(
        /https:\/\/",\{"Fn::ImportValue":"[^"]*Documents[^"]*RegionalDomainName/,
      );
      expect(directivesOf(path)).toEqual({
        ...NOTHING_ELSE,
        'script-src': "'self' 'wasm-unsafe-eval'",
        'worker-src': "'self'",
        'style-src': "'self'",
        'font-src': "'self'",
        'img-src': "'self' blob: https://bucket",
        'connect-src': "'self' https://bucket",
        'manifest-src': "'self'",
      });
    },
  );

  it('the API’s pages reach their own origin alone, and compile nothing; the API’s answers load nothing at all', () => {
    expect(directivesOf('/docs*')).toEqual({
      ...NOTHING_ELSE,
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' data:",
      'connect-src': "'self'",
    });
    for (const path of ['/v1/*', '/oauth2/*']) expect(directivesOf(path)).toEqual(NOTHING_ELSE);
  });

  it('no page asks for the camera, the microphone or the place: a photograph comes through a file input', () => {
    for (const { CustomHeadersConfig } of configs.values())
      expect(CustomHeadersConfig.Items).toContainEqual({
        Header: 'permissions-policy',
        Override: true,
        Value: 'camera=(), geolocation=(), microphone=(), payment=()',
      });
  });

  it.each([
    ['*', 'no-cache'],
    ['/docs*', 'no-cache'],
    ['/config.json', 'no-cache'],
    ['/assets/*', 'public, max-age=31536000, immutable'],
    ['/v1/*', 'no-store'],
    ['/oauth2/*', 'no-store'],
  ])('a browser keeps what %s answers: %s', (path, value) => {
    const { CustomHeadersConfig } = configOf(behaviourOf(network, path));
    expect(CustomHeadersConfig.Items.filter(({ Header }) => Header === 'cache-control')).toEqual([
      { Header: 'cache-control', Override: true, Value: value },
    ]);
  });

  it('bytes of documents are fetched from the very host that the web may reach', async () => {
    const [documents] = network.resources('data', 'AWS::S3::Bucket').find(([id]) => id.startsWith('Documents')) ?? [];
    const { Outputs } = network.template('data').toJSON() as {
      Outputs: Record<string, { Value: unknown; Export?: { Name: string } }>;
    };
    const exported = Object.values(Outputs).find(
      ({ Value }) => JSON.stringify(Value) === JSON.stringify({ 'Fn::GetAtt': [documents, 'RegionalDomainName'] }),
    );
    // What CloudFormation gives as a bucket's regional domain name.
    const policy = policyOf(behaviourOf(network, '*')).replaceAll(
      `",{"Fn::ImportValue":"${exported?.Export?.Name}"},"`,
      'documents-of-prod.s3.ap-northeast-1.amazonaws.com',
    );
    const sources = /connect-src ([^;]*)/.exec(policy)?.[1]?.split(' ');
    const { url } = await withVariables(CLOUD, () =>
      new Objects({ bucket: 'documents-of-prod' }).presignUpload({
        key: 'documents/one',
        sha256: 'ab'.repeat(32),
        byteLength: 1,
        mediaType: 'application/pdf',
      }),
    );
    expect(sources).toEqual(["'self'", new URL(url).origin]);
  });

  it('browsers keep to HTTPS for two years', () => {
    for (const { SecurityHeadersConfig } of configs.values()) {
      expect(SecurityHeadersConfig.StrictTransportSecurity.AccessControlMaxAgeSec).toBe(2 * 365 * 24 * 3600);
    }
  });
};
