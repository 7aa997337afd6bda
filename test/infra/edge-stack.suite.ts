// oxlint-disable jest/expect-expect -- the template's has… methods assert, too
import { createContext, runInContext } from 'node:vm';
import { expect, it } from '@jest/globals';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { INDEX_REWRITE } from '../../infra/edge/index-rewrite.ts';
import { Objects } from '../../layers/objects/index.ts';
import { CLOUD, withVariables } from '../layers/objects/variables.ts';
import { type Network, synthesizeTexts } from './network.ts';

type Behaviour = {
  PathPattern?: string;
  ViewerProtocolPolicy: string;
  ResponseHeadersPolicyId: { Ref: string };
  CachePolicyId: string;
};
type HeadersConfig = {
  SecurityHeadersConfig: {
    ContentSecurityPolicy: { ContentSecurityPolicy: unknown };
    StrictTransportSecurity: { AccessControlMaxAgeSec: number };
  };
};

const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';

const describeDistribution = (network: Network): void => {
  const edge = network.template('edge');
  const config = network.only('edge', 'AWS::CloudFront::Distribution')['DistributionConfig'] as {
    DefaultCacheBehavior: Behaviour;
    CacheBehaviors: Behaviour[];
  };
  const headers = Object.fromEntries(
    network
      .resources('edge', 'AWS::CloudFront::ResponseHeadersPolicy')
      .map(([id, policy]) => [id, policy.Properties['ResponseHeadersPolicyConfig'] as HeadersConfig]),
  );
  const policyOf = (behaviour: Behaviour | undefined): string =>
    JSON.stringify(
      headers[behaviour?.ResponseHeadersPolicyId.Ref ?? '']?.SecurityHeadersConfig.ContentSecurityPolicy
        .ContentSecurityPolicy,
    );
  const behaviour = (path: string): Behaviour | undefined =>
    config.CacheBehaviors.find(({ PathPattern }) => PathPattern === path);

  it('no error page stands between the API and its callers', () => {
    expect(config).not.toHaveProperty('CustomErrorResponses');
  });

  it.each(['/v1/*', '/oauth2/*'])(
    '%s is passed on: never cached, never redirected from plain HTTP, the host left out',
    (path) => {
      expect(behaviour(path)).toMatchObject({
        CachePolicyId: CACHING_DISABLED,
        ViewerProtocolPolicy: 'https-only',
        OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
        AllowedMethods: expect.arrayContaining(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
      });
    },
  );

  it('no page runs an inline script, sits in a frame, or loads from elsewhere', () => {
    for (const policy of [config.DefaultCacheBehavior, ...config.CacheBehaviors].map(policyOf)) {
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|http:/);
    }
  });

  it('the web reaches its own origin and the document bucket, nothing else', () => {
    const policy = policyOf(config.DefaultCacheBehavior);
    expect(policy).toMatch(/connect-src 'self' https:\/\/",\{"Fn::ImportValue":"[^"]*Documents[^"]*RegionalDomainName/);
    expect(policy).toMatch(/img-src 'self' https:\/\/",\{"Fn::ImportValue":"[^"]*Documents[^"]*RegionalDomainName/);
    expect(policyOf(behaviour('/docs*'))).not.toContain('https://');
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
    const policy = policyOf(config.DefaultCacheBehavior).replaceAll(
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
    for (const { SecurityHeadersConfig } of Object.values(headers)) {
      expect(SecurityHeadersConfig.StrictTransportSecurity.AccessControlMaxAgeSec).toBe(2 * 365 * 24 * 3600);
    }
  });

  it('answers of the API stay in no cache', () => {
    expect(JSON.stringify(headers[behaviour('/v1/*')?.ResponseHeadersPolicyId.Ref ?? ''])).toContain(
      '{"Header":"cache-control","Override":true,"Value":"no-store"}',
    );
  });

  it('only CloudFront reads the web bucket', () => {
    edge.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
      OriginAccessControlConfig: Match.objectLike({ SigningBehavior: 'always' }),
    });
  });

  it('asks no terminal for a certificate yet', () => {
    expect(config).not.toHaveProperty('ViewerMtlsConfig');
  });

  it('with a domain of its own speaks TLS 1.3, and with an authority asks terminals for certificates without requiring one', () => {
    const texts = synthesizeTexts({
      stage: 'trial',
      stages: {
        trial: {
          webOrigins: ['https://records.example'],
          domain: {
            name: 'records.example',
            certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-000000000000',
          },
          terminalAuthority: { bucket: 'authority', key: 'bundle.pem', region: 'ap-northeast-1' },
          alarmEmail: 'office@records.example',
        },
      },
    });
    Template.fromString(texts.edge).hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: Match.objectLike({
        Aliases: ['records.example'],
        ViewerCertificate: Match.objectLike({ MinimumProtocolVersion: 'TLSv1.3_2025', SslSupportMethod: 'sni-only' }),
        ViewerMtlsConfig: {
          Mode: 'optional',
          TrustStoreConfig: Match.objectLike({ AdvertiseTrustStoreCaNames: true }),
        },
      }),
    });
    expect(texts.identity).toContain('https://records.example/callback');
    expect(texts.data).toContain('https://records.example');
    expect(texts.api).toContain('office@records.example');
    expect(Object.values(texts).join('')).not.toContain('ism-link.example');
  });

  it.each([
    ['/', '/index.html'],
    ['/docs', '/docs/index.html'],
    ['/docs/', '/docs/index.html'],
    ['/docs/swagger-ui.css', '/docs/swagger-ui.css'],
    ['/openapi.json', '/openapi.json'],
  ])('a request for %s is answered with %s', (uri, file) => {
    const context = createContext({ request: { uri } });
    expect(runInContext(`${INDEX_REWRITE}\nhandler({ request }).uri`, context)).toBe(file);
  });
};

type Rule = {
  Name: string;
  Priority: number;
  Action?: unknown;
  Statement: Record<string, { RuleActionOverrides?: { Name: string; ActionToUse: unknown }[] }>;
};

const describeFirewall = (network: Network): void => {
  const acl = network.only('firewall', 'AWS::WAFv2::WebACL') as {
    Rules: Rule[];
    VisibilityConfig: unknown;
  };
  const rule = (name: string): Rule | undefined => acl.Rules.find(({ Name }) => Name === name);

  it('the firewall stands before the distribution, with the managed groups and a limit for floods', () => {
    expect(acl.Rules.map(({ Name }) => Name)).toEqual(
      expect.arrayContaining([
        'Floods',
        'AWSManagedRulesCommonRuleSet',
        'AWSManagedRulesKnownBadInputsRuleSet',
        'AWSManagedRulesSQLiRuleSet',
        'AWSManagedRulesAmazonIpReputationList',
      ]),
    );
    network.template('edge').hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: Match.objectLike({
        WebACLId: {
          'Fn::GetStackOutput': Match.objectLike({ StackName: 'ism-link-prod-firewall', Region: 'us-east-1' }),
        },
      }),
    });
  });

  it('rules that read bodies count, and block everywhere but on the document routes', () => {
    const overrides = acl.Rules.flatMap(
      ({ Statement }) => Statement['ManagedRuleGroupStatement']?.RuleActionOverrides ?? [],
    );
    expect(overrides.map(({ Name }) => Name)).toEqual(
      expect.arrayContaining(['SizeRestrictions_BODY', 'CrossSiteScripting_BODY', 'SQLi_BODY', 'Log4JRCE_BODY']),
    );
    for (const { Name, ActionToUse } of overrides) {
      expect(Name).toMatch(/_BODY$/);
      expect(ActionToUse).toEqual({ Count: {} });
    }
    const block = rule('SuspiciousBodies');
    expect(block?.Action).toEqual({ Block: {} });
    expect(block?.Priority).toBe(Math.max(...acl.Rules.map(({ Priority }) => Priority)));
    const statement = JSON.stringify(block?.Statement);
    expect(statement.match(/awswaf:managed:aws:/g)).toHaveLength(overrides.length);
    expect(statement).toContain('"PositionalConstraint":"STARTS_WITH","SearchString":"/v1/document"');
    expect(statement).toContain('NORMALIZE_PATH');
  });

  it('neither firewall nor edge writes down what somebody searched for', () => {
    expect(JSON.stringify(acl)).not.toContain('"SampledRequestsEnabled":true');
    network.template('firewall').hasResourceProperties('AWS::WAFv2::LoggingConfiguration', {
      RedactedFields: [
        { QueryString: {} },
        { SingleHeader: { Name: 'authorization' } },
        { SingleHeader: { Name: 'cookie' } },
      ],
    });
    const fields = network.only('edge-logs', 'AWS::Logs::Delivery')['RecordFields'] as string[];
    expect(fields).toContain('cs-uri-stem');
    expect(fields.filter((field) => /query|cookie|referer|x-forwarded/i.test(field))).toEqual([]);
  });
};

export const describeEdge = (network: Network): void => {
  describeDistribution(network);
  describeFirewall(network);
};
