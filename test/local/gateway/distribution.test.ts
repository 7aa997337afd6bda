import { describe, expect, it } from '@jest/globals';
import { distributionOf } from '../../../local/gateway/distribution.ts';
import { withHeaders } from '../../../local/gateway/response-headers.ts';
import { openTemplate } from '../../../local/template/template.ts';
import { writeAssembly } from '../template/assembly-files.ts';

const behaviour = (properties: object) => ({
  TargetOriginId: 'pages',
  ViewerProtocolPolicy: 'https-only',
  ...properties,
});
const resources = (extra: object = {}) => ({
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } },
  Rewrite: {
    Type: 'AWS::CloudFront::Function',
    Properties: {
      Name: 'rewrite',
      AutoPublish: true,
      FunctionConfig: { Runtime: 'cloudfront-js-2.0', Comment: '' },
      FunctionCode:
        "function handler(event) { const request = event.request; if (request.uri.endsWith('/')) request.uri += 'index.html'; return request; }",
    },
  },
  Headers: {
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: {
      ResponseHeadersPolicyConfig: {
        Name: 'headers',
        SecurityHeadersConfig: {
          ContentSecurityPolicy: {
            ContentSecurityPolicy: "default-src 'none'; img-src https://bucket.example",
            Override: true,
          },
          StrictTransportSecurity: { AccessControlMaxAgeSec: 10, IncludeSubdomains: true, Override: false },
        },
        CustomHeadersConfig: { Items: [{ Header: 'Cache-Control', Value: 'no-store', Override: true }] },
      },
    },
  },
  Distribution: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        Enabled: true,
        DefaultRootObject: 'index.html',
        Origins: [
          { Id: 'pages', DomainName: 'web.s3.amazonaws.com' },
          {
            Id: 'api',
            DomainName: { 'Fn::Join': ['', [{ Ref: 'Api' }, '.execute-api.ap-northeast-1.amazonaws.com']] },
          },
        ],
        DefaultCacheBehavior: behaviour({}),
        CacheBehaviors: [
          behaviour({
            PathPattern: '/docs*',
            FunctionAssociations: [
              { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Rewrite', 'FunctionARN'] } },
            ],
          }),
          behaviour({
            PathPattern: '/v1/*',
            TargetOriginId: 'api',
            AllowedMethods: ['GET', 'POST'],
            ResponseHeadersPolicyId: { Ref: 'Headers' },
          }),
        ],
        ...extra,
      },
    },
  },
});
const read = (extra: object = {}) =>
  distributionOf(openTemplate(writeAssembly({ Edge: { resources: resources(extra) } })), (text) =>
    text.replaceAll('https://bucket.example', 'http://127.0.0.1:3001'),
  );

describe('the distribution of a template', () => {
  it('sends each path to the origin of the first behaviour that matches', () => {
    const place = read();
    const origins = ['/', '/v1/patients', '/v1', '/docs', '/V1/x', '/a.b/v1/'].map((path) => place(path).origin);
    expect(origins).toEqual(['pages', 'api', 'pages', 'pages', 'pages', 'pages']);
    expect(place('/').allowedMethods).toEqual(['GET', 'HEAD']);
    expect(place('/v1/x').allowedMethods).toEqual(['GET', 'POST']);
  });

  it('runs the behaviour’s own function, and puts the root object in the root’s place', () => {
    const place = read();
    expect(place('/').rewrite('/')).toBe('/index.html');
    expect(place('/docs/').rewrite('/docs/')).toBe('/docs/index.html');
    expect(place('/other/').rewrite('/other/')).toBe('/other/');
  });

  it('adds the policy’s headers, with this machine’s addresses, over the origin’s or under them', () => {
    const { headers } = read()('/v1/x');
    const own: [string, string][] = [
      ['cache-control', 'public'],
      ['strict-transport-security', 'max-age=1'],
    ];
    expect(withHeaders(own, headers)).toEqual([
      ['strict-transport-security', 'max-age=1'],
      ['content-security-policy', "default-src 'none'; img-src http://127.0.0.1:3001"],
      ['cache-control', 'no-store'],
    ]);
  });

  it.each([
    [
      'error pages, which would replace the API’s answers',
      { CustomErrorResponses: [{ ErrorCode: 404, ResponsePagePath: '/' }] },
    ],
    [
      'a behaviour property nobody has decided about',
      { CacheBehaviors: [behaviour({ PathPattern: '/x', LambdaFunctionAssociations: [] })] },
    ],
  ])('refuses %s', (_name, extra) => {
    expect(() => read(extra)).toThrow('Edge/Distribution');
  });
});
