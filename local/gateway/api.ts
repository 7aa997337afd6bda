import type { IncomingMessage } from 'node:http';
import type { FunctionPool } from '../functions/pool.ts';
import { type Answer, answerOf, gatewayAnswer } from './answer.ts';
import { readBody } from './body.ts';
import { type Authorized, eventOf, headersOf, newRequestId } from './event.ts';
import { type Match, makeRouter, type Route } from './routes.ts';
import { authorize, type Keys } from './token.ts';

/** Lambda's quota for a synchronous event. */
const MAXIMUM_EVENT_BYTES = 6 * 1024 * 1024;

type ApiSetup = {
  apiId: string;
  account: string;
  region: string;
  routes: Route[];
  /** By ARN. */
  functions: Map<string, FunctionPool>;
  keys: Keys;
};

/** What the access log says of a request: never its path or query, which may hold a patient's name. */
type Handled = { answer: Answer; requestId: string; routeKey: string };

export type Api = (message: IncomingMessage) => Promise<Handled>;

/** The HTTP API: finds the route, checks the token, invokes the function, shapes its answer. */
export function makeApi(setup: ApiSetup): Api {
  const find = makeRouter(setup.routes);
  return async (message) => {
    const requestId = newRequestId();
    const [rawPath = '/', rawQuery = ''] = splitOnce(message.url ?? '/', '?');
    const path = decoded(rawPath);
    const match = path === undefined ? undefined : find(message.method ?? 'GET', path);
    const answer = await answerTo(setup, { message, requestId, path, rawQuery, match });
    answer.headers.push(['apigw-requestid', requestId]);
    return { answer, requestId, routeKey: match?.route.key ?? '-' };
  };
}

type Asked = {
  message: IncomingMessage;
  requestId: string;
  path: string | undefined;
  rawQuery: string;
  match: Match | undefined;
};

async function answerTo(setup: ApiSetup, asked: Asked): Promise<Answer> {
  const { message, path, match } = asked;
  if (path === undefined) return gatewayAnswer(400, 'Bad Request');
  if (!match) return gatewayAnswer(404, 'Not Found');
  const headers = headersOf(message);
  const now = Date.now();
  let authorized: Authorized;
  if (match.route.authorizer) {
    const { authorizer, scopes } = match.route;
    const verdict = await authorize(
      { authorizer, scopes, authorization: headers.get('authorization'), now },
      setup.keys,
    );
    if ('refusal' in verdict) {
      return gatewayAnswer(verdict.refusal.status, verdict.refusal.message, [
        ['www-authenticate', verdict.refusal.challenge],
      ]);
    }
    authorized = { claims: verdict.claims, scopes };
  }
  const body = await readBody(message);
  if (!body) {
    // The rest is read and dropped: a client that is still sending would otherwise see a reset instead of the answer.
    message.resume();
    return tooLarge();
  }
  const { apiId, account, region } = setup;
  const received = { message, path, rawQuery: asked.rawQuery, body, headers };
  const event = JSON.stringify(
    eventOf(received, match, { requestId: asked.requestId, apiId, account, region, authorized, now }),
  );
  if (Buffer.byteLength(event) > MAXIMUM_EVENT_BYTES) return tooLarge();
  return invoke(setup, match.route, event);
}

const tooLarge = (): Answer => gatewayAnswer(413, 'Request Entity Too Large');

async function invoke(setup: ApiSetup, route: Route, event: string): Promise<Answer> {
  const pool = setup.functions.get(route.functionArn);
  if (!pool) return gatewayAnswer(500, 'Internal Server Error');
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const timer = setTimeout(() => resolve(gatewayAnswer(503, 'Service Unavailable')), route.timeoutMilliseconds);
  void pool.invoke(event).then((outcome) => resolve(answerOf(outcome)));
  const answer = await promise;
  clearTimeout(timer);
  return answer;
}

function decoded(path: string): string | undefined {
  try {
    return path.includes('%') ? decodeURIComponent(path) : path;
  } catch {
    return undefined;
  }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
