import { describe, expect, it } from '@jest/globals';
import { createTokens } from '../../../agent/network/token.ts';

const connection = {
  origin: 'http://x',
  issuer: 'http://sign-in',
  clientId: 'a:b',
  clientSecret: 'c d/e',
  regionId: 'r',
};

function signIn(expiresIn: number, status = 200) {
  const asked: { url: string; authorization: string; body: string }[] = [];
  const fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const headers = new Headers(init?.headers);
    asked.push({ url: String(url), authorization: headers.get('authorization') ?? '', body: String(init?.body) });
    return Response.json({ access_token: `t${asked.length}`, expires_in: expiresIn }, { status });
  };
  return { asked, fetch };
}

describe('access tokens', () => {
  it('are asked for once, with the secret form-encoded in Basic (RFC 6749 2.3.1), and shared', async () => {
    const { asked, fetch } = signIn(300);
    const tokens = createTokens({ connection, fetch, now: () => 0 });
    expect(await Promise.all([tokens.current(), tokens.current(), tokens.current()])).toEqual(['t1', 't1', 't1']);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      url: 'http://sign-in/oauth2/token',
      body: 'grant_type=client_credentials&scope=ism-link%2Fingest',
    });
    expect(Buffer.from(asked[0]?.authorization.slice(6) ?? '', 'base64').toString()).toBe('a%3Ab:c+d%2Fe');
  });

  it('are renewed a minute before they end, or at half their life', async () => {
    for (const [life, live, due] of [
      [300, 239_999, 240_000],
      [60, 29_999, 30_000],
    ] as const) {
      let now = 0;
      const { fetch } = signIn(life);
      const tokens = createTokens({ connection, fetch, now: () => now });
      await tokens.current();
      now = live;
      expect(await tokens.current()).toBe('t1');
      now = due;
      expect(await tokens.current()).toBe('t2');
    }
  });

  it('are asked for anew after a failure, and when forgotten', async () => {
    const { fetch } = signIn(300);
    let isAway = true;
    const flaky = (async (...request: Parameters<typeof globalThis.fetch>) => {
      if (isAway) throw new TypeError('away');
      return fetch(...request);
    }) as typeof globalThis.fetch;
    const tokens = createTokens({ connection, fetch: flaky, now: () => 0 });
    await expect(tokens.current()).rejects.toThrow(TypeError);
    isAway = false;
    expect(await tokens.current()).toBe('t1');
    tokens.forget();
    expect(await tokens.current()).toBe('t2');
  });

  it('end the run where the sign-in refuses, and not where it is merely busy', async () => {
    await expect(
      createTokens({ connection, fetch: signIn(300, 401).fetch, now: () => 0 }).current(),
    ).rejects.toMatchObject({ code: 'SIGN_IN_REFUSED' });
    await expect(createTokens({ connection, fetch: signIn(300, 503).fetch, now: () => 0 }).current()).rejects.toThrow(
      TypeError,
    );
    await expect(createTokens({ connection, fetch: signIn(-1).fetch, now: () => 0 }).current()).rejects.toMatchObject({
      code: 'UNEXPECTED_ANSWER',
    });
  });
});
