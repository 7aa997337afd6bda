// oxlint-disable jest/expect-expect -- the template's has… methods assert, too
import { createContext, runInContext } from 'node:vm';
import { expect, it } from '@jest/globals';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { INDEX_REWRITE } from '../../infra/edge/index-rewrite.ts';
import { OPERATIONS } from '../../schemas/operations/index.ts';
import { behaviourOf, CACHING_DISABLED, CACHING_OPTIMIZED, functionCodeOf } from './edge/behaviours.ts';
import { describeHeaders } from './edge/headers.suite.ts';
import { describeWebConfig } from './edge/web-config.suite.ts';
import { type Network, synthesizeTexts } from './network.ts';

const describeDistribution = (network: Network): void => {
  const edge = network.template('edge');
  const config = network.only('edge', 'AWS::CloudFront::Distribution')['DistributionConfig'];

  it('no error page stands between the API and its callers', () => {
    expect(config).not.toHaveProperty('CustomErrorResponses');
  });

  it.each(['/v1/*', '/oauth2/*'])(
    '%s is passed on: never cached, never redirected from plain HTTP, the host left out',
    (path) => {
      expect(behaviourOf(network, path)).toMatchObject({
        CachePolicyId: CACHING_DISABLED,
        ViewerProtocolPolicy: 'https-only',
        OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
        AllowedMethods: expect.arrayContaining(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
      });
    },
  );

  it.each(['*', '/docs*', '/assets/*'])('files of the web (%s) travel compressed, and only over TLS', (path) => {
    expect(behaviourOf(network, path)).toMatchObject({
      Compress: true,
      CachePolicyId: CACHING_OPTIMIZED,
      ViewerProtocolPolicy: 'redirect-to-https',
    });
  });

  it('parts with a hash in their name are no screens: what is missing there stays missing', () => {
    expect(behaviourOf(network, '/assets/*')).not.toHaveProperty('FunctionAssociations');
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
    ['/callback', '/index.html'],
    ['/patients', '/index.html'],
    ['/patients/', '/index.html'],
    ['/patients/pat_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ', '/index.html'],
    ['/patients/pat_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ/chart', '/index.html'],
    ['/v1.2/of/a/screen', '/index.html'],
    ['/visits', '/index.html'],
    ['/v1', '/v1'],
    ['/V1/me', '/V1/me'],
    ['/v2/me', '/v2/me'],
    ['/oauth2', '/oauth2'],
    ['/docsx', '/index.html'],
    ['/docs', '/docs/index.html'],
    ['/docs/', '/docs/index.html'],
    ['/docs/swagger-ui.css', '/docs/swagger-ui.css'],
    ['/docs/LICENSE', '/docs/LICENSE'],
    ['/openapi.json', '/openapi.json'],
    ['/favicon.svg', '/favicon.svg'],
    ['/cmaps/UniJIS-UTF16-H.bcmap', '/cmaps/UniJIS-UTF16-H.bcmap'],
  ])('a request for %s is answered with %s', (uri, file) => {
    for (const code of [INDEX_REWRITE, functionCodeOf(network, '*'), functionCodeOf(network, '/docs*')])
      expect(runInContext(`${String(code)}\nhandler({ request }).uri`, createContext({ request: { uri } }))).toBe(file);
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

  it('rules that read bodies count, and block everywhere but on the document and print routes', () => {
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
    expect(statement.match(/"PositionalConstraint":"\w+","SearchString":"[^"]+"/g)).toEqual([
      '"PositionalConstraint":"STARTS_WITH","SearchString":"/v1/document"',
      '"PositionalConstraint":"ENDS_WITH","SearchString":"/summary-prints"',
    ]);
    expect(statement.match(/NORMALIZE_PATH/g)).toHaveLength(2);
  });

  it('what may have a body of more than 8 KB is let through: documents, and the ids of a printed summary', () => {
    const prints = OPERATIONS.filter(({ path }) => path.endsWith('/summary-prints'));
    expect(prints.map(({ id }) => id).sort()).toEqual(['printEmsSummary', 'printSummary']);
    for (const { body } of prints) {
      const documentIds = [`doc_${'<script>'.repeat(9)}`];
      expect(body?.safeParse({ documentIds }).success).toBe(false);
    }
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
  describeHeaders(network);
  describeWebConfig(network);
  describeFirewall(network);
};
