import { createContext, runInContext } from 'node:vm';
import { expect, it } from '@jest/globals';
import { type Network, synthesizeTexts } from '../network.ts';
import { behaviourOf, CACHING_DISABLED, functionCodeOf } from './behaviours.ts';

type Configured = { statusCode: number; headers: Record<string, { value: string }>; body: { data: string } };
/** The function as CloudFront runs it, ids that only a deployment knows named by where they come from. */
const answered = (texts: Network['texts']): Configured => {
  const edge = JSON.parse(texts.edge) as { Resources: Record<string, { Properties: Record<string, unknown> }> };
  const [, resource] = Object.entries(edge.Resources).find(([id]) => id.startsWith('WebConfig')) ?? [];
  const code = resource?.Properties['FunctionCode'] as { 'Fn::Join': [string, unknown[]] };
  const text = code['Fn::Join'][1]
    .map((part) => (typeof part === 'string' ? part : (part as { 'Fn::ImportValue': string })['Fn::ImportValue']))
    .join('');
  return runInContext(`${text}\nhandler()`, createContext({})) as Configured;
};

export const describeWebConfig = (network: Network): void => {
  it('/config.json tells the page where to sign in, as which client, and when to lock; nobody may keep it', () => {
    const { statusCode, headers, body } = answered(network.texts);
    expect([statusCode, headers]).toEqual([
      200,
      {
        'content-type': { value: 'application/json' },
        'cache-control': { value: 'no-cache' },
        'x-content-type-options': { value: 'nosniff' },
      },
    ]);
    expect(JSON.parse(body.data)).toEqual({
      issuer: expect.stringMatching(/^ism-link-prod-identity:.*Staff.*ProviderURL/),
      clientId: expect.stringMatching(/^ism-link-prod-identity:.*StaffWeb/),
      authorizationEndpoint: 'https://ism-link-prod.auth.ap-northeast-1.amazoncognito.com/oauth2/authorize',
      logoutEndpoint: 'https://ism-link-prod.auth.ap-northeast-1.amazoncognito.com/logout',
      scopes: ['openid', 'ism-link/staff'],
      idleMinutes: { blank: 5, lock: 15 },
    });
  });

  it('a stage says otherwise how long a terminal may stand idle', () => {
    const texts = synthesizeTexts({
      stage: 'trial',
      stages: { trial: { idleMinutes: { blank: 2 }, loginDomainPrefix: 'somewhere' } },
    });
    expect(JSON.parse(answered(texts).body.data)).toMatchObject({
      authorizationEndpoint: 'https://somewhere.auth.ap-northeast-1.amazoncognito.com/oauth2/authorize',
      idleMinutes: { blank: 2, lock: 15 },
    });
  });

  it('its behaviour answers by that function alone, and keeps nothing', () => {
    expect(JSON.stringify(functionCodeOf(network, '/config.json'))).toContain('authorizationEndpoint');
    expect(behaviourOf(network, '/config.json').CachePolicyId).toBe(CACHING_DISABLED);
  });
};
