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
const asks = (name: string) => ({
  EventType: 'viewer-request',
  FunctionARN: { 'Fn::GetAtt': [name, 'FunctionARN'] },
});
const resources = (extra: object = {}, code?: string) => ({
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } },
  Rewrite: {
    Type: 'AWS::CloudFront::Function',
    Properties: {
      Name: 'rewrite',
      AutoPublish: true,
      FunctionConfig: { Runtime: 'cloudfront-js-2.0', Comment: '' },
      FunctionCode:
        code ??
        "function handler(event) { const request = event.request; if (request.uri.endsWith('/')) request.uri += 'index.html'; return request; }",
    },
  },
  Config: {
    Type: 'AWS::CloudFront::Function',
    Properties: {
      Name: 'config',
      AutoPublish: true,
      FunctionConfig: { Runtime: 'cloudfront-js-2.0', Comment: '' },
      FunctionCode: {
        'Fn::Join': [
          '',
          [
            "function handler() { return { statusCode: 200, statusDescription: 'OK', headers: { 'Content-Type': { value: 'application/json' } }, body: { encoding: 'text', data: '",
            { Ref: 'Api' },
            " https://bucket.example' } }; }",
          ],
        ],
      },
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
          behaviour({ PathPattern: '/docs*', Compress: true, FunctionAssociations: [asks('Rewrite')] }),
          behaviour({ PathPattern: '/config.json', FunctionAssociations: [asks('Rewrite'), asks('Config')] }),
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
const read = (extra: object = {}, code?: string) =>
  distributionOf(openTemplate(writeAssembly({ Edge: { resources: resources(extra, code) } })), (text) =>
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
    expect(place('/').ask('/')).toEqual({ path: '/index.html' });
    expect(place('/docs/').ask('/docs/')).toEqual({ path: '/docs/index.html' });
    expect(place('/other/').ask('/other/')).toEqual({ path: '/other/' });
  });

  it('lets a function answer by itself, with this machine’s addresses in place of the cloud’s', () => {
    const asked = read()('/config.json').ask('/config.json');
    if (!('answer' in asked)) throw new Error('the function passed the request on');
    const { body, ...rest } = asked.answer;
    expect(rest).toEqual({ status: 200, headers: [['content-type', 'application/json']] });
    expect(body.toString()).toMatch(/^[a-z0-9]{10} http:\/\/127\.0\.0\.1:3001$/);
  });

  it.each([
    ['nothing', 'return undefined;'],
    ['cookies, which are not set here', "return { statusCode: 302, cookies: { a: { value: '1' } } };"],
    ['bytes', "return { statusCode: 200, body: { encoding: 'base64', data: 'AA==' } };"],
    ['no status', "return { statusCode: 'OK' };"],
  ])('says by name what it does not understand of a function: %s', (_what, statement) => {
    const { ask } = read({}, `function handler() { ${statement} }`)('/docs/');
    expect(() => ask('/docs/')).toThrow('Edge/Rewrite');
  });

  it('compresses where the behaviour says so', () => {
    const place = read();
    expect([place('/docs/').compresses, place('/').compresses]).toEqual([true, false]);
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
