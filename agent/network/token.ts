import * as z from 'zod';
import type { Connection } from './connection.ts';
import { IngestFailure } from './failure.ts';

const SCOPE = 'ism-link/ingest';
/** A token is renewed this long before it ends, or at half its life where that is shorter. */
const MARGIN_MS = 60_000;
const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

export type Tokens = {
  /** A token with some life left; callers at the same time share one request. */
  current: () => Promise<string>;
  /** The network did not take the last one (a key was rotated, a clock is off): the next call asks anew. */
  forget: () => void;
};

export type TokenParts = { connection: Connection; fetch: typeof fetch; now: () => number };

/** Access tokens by client credentials (RFC 6749 4.4), the client authenticated by HTTP Basic. Network errors are thrown as they come. */
export function createTokens({ connection, fetch, now }: TokenParts): Tokens {
  let live: { token: Promise<string>; renewAt: number } | undefined;

  const request = async (entry: { renewAt: number }): Promise<string> => {
    const response = await fetch(`${connection.issuer}/oauth2/token`, {
      method: 'POST',
      headers: {
        authorization: basic(connection),
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: SCOPE }).toString(),
      signal: AbortSignal.timeout(30_000),
    });
    if (response.status >= 500 || response.status === 429) throw new TypeError(`sign-in answered ${response.status}`);
    if (!response.ok) throw new IngestFailure('SIGN_IN_REFUSED', `HTTP ${response.status}`);
    const answer = TokenAnswer.safeParse(await response.json().catch(() => undefined));
    if (!answer.success) throw new IngestFailure('UNEXPECTED_ANSWER', 'sign-in');
    const lifeMs = answer.data.expires_in * 1000;
    entry.renewAt = now() + lifeMs - Math.min(MARGIN_MS, lifeMs / 2);
    return answer.data.access_token;
  };

  return {
    current: async () => {
      if (live === undefined || now() >= live.renewAt) {
        const entry = { token: Promise.resolve(''), renewAt: Number.POSITIVE_INFINITY };
        entry.token = request(entry);
        live = entry;
      }
      const mine = live;
      try {
        return await mine.token;
      } catch (error) {
        if (live === mine) live = undefined;
        throw error;
      }
    },
    forget: () => {
      live = undefined;
    },
  };
}

/** RFC 6749 2.3.1: identifier and secret are form-encoded before they are joined. */
function basic({ clientId, clientSecret }: Connection): string {
  const encode = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+');
  return `Basic ${Buffer.from(`${encode(clientId)}:${encode(clientSecret)}`).toString('base64')}`;
}
