import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Match } from './routes.ts';
import type { Claims } from './token.ts';

/** A request as the gateway has read it. */
type Received = {
  message: IncomingMessage;
  path: string;
  rawQuery: string;
  body: Buffer;
  headers: Map<string, string>;
};

/** Headers that only CloudFront or API Gateway may set: what a client writes there is dropped. */
const NOT_FROM_CLIENTS = /^(cloudfront-|x-amzn-|x-amz-cf-|x-edge-|via$)/;

/**
 * A client's headers as API Gateway gives them: lower case, repeated ones joined by a comma. Headers that CloudFront would
 * set never come from a client: device certificates arrive in them.
 */
export function headersOf(message: IncomingMessage): Map<string, string> {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < message.rawHeaders.length; index += 2) {
    const name = (message.rawHeaders[index] ?? '').toLowerCase();
    const value = message.rawHeaders[index + 1] ?? '';
    if (NOT_FROM_CLIENTS.test(name)) continue;
    const earlier = headers.get(name);
    headers.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return headers;
}

export type Authorized = { claims: Claims; scopes: string[] } | undefined;

/** The id by which gateway, function and audit name one request. */
export const newRequestId = (): string => `${randomBytes(11).toString('base64url')}=`;

/** API Gateway's event, payload format 2.0 (developer guide, "AWS Lambda proxy integrations for HTTP APIs"). */
export function eventOf(
  received: Received,
  match: Match,
  context: { requestId: string; apiId: string; account: string; region: string; authorized: Authorized; now: number },
): object {
  const { message, headers, body } = received;
  const sourceIp = message.socket.remoteAddress ?? '127.0.0.1';
  const cookie = headers.get('cookie');
  const query = new URLSearchParams(received.rawQuery);
  const isText = isTextual(headers);
  const domainName = `${context.apiId}.execute-api.${context.region}.amazonaws.com`;
  const forwarded = headers.get('x-forwarded-for');
  return {
    version: '2.0',
    routeKey: match.route.key,
    rawPath: received.path,
    rawQueryString: received.rawQuery,
    ...(cookie ? { cookies: cookie.split(';').map((part) => part.trim()) } : {}),
    headers: {
      ...Object.fromEntries([...headers].filter(([name]) => name !== 'cookie' && name !== 'connection')),
      host: domainName,
      'x-amzn-trace-id': `Root=1-${Math.floor(context.now / 1000).toString(16)}-${randomBytes(12).toString('hex')}`,
      // The viewer, then CloudFront, as both append themselves.
      'x-forwarded-for': `${forwarded ? `${forwarded}, ` : ''}${sourceIp}, 127.0.0.1`,
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    ...(received.rawQuery ? { queryStringParameters: joined(query) } : {}),
    requestContext: {
      accountId: context.account,
      apiId: context.apiId,
      ...(context.authorized
        ? {
            authorizer: {
              jwt: { claims: claimTexts(context.authorized.claims), scopes: scopesOf(context.authorized) },
            },
          }
        : {}),
      domainName,
      domainPrefix: context.apiId,
      http: {
        method: message.method ?? 'GET',
        path: received.path,
        protocol: `HTTP/${message.httpVersion}`,
        sourceIp,
        userAgent: headers.get('user-agent') ?? '',
      },
      requestId: context.requestId,
      routeKey: match.route.key,
      stage: '$default',
      time: requestTime(context.now),
      timeEpoch: context.now,
    },
    ...(Object.keys(match.parameters).length > 0 ? { pathParameters: match.parameters } : {}),
    ...(body.length > 0 ? { body: body.toString(isText ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

function joined(query: URLSearchParams): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of query) parameters[name] = name in parameters ? `${parameters[name]},${value}` : value;
  return parameters;
}

const TEXTUAL = /^(text\/|application\/(json|xml|javascript|[\w.-]+\+(json|xml)))/i;

/** Whether a body travels as text; anything else is base64. */
function isTextual(headers: Map<string, string>): boolean {
  const encoding = headers.get('content-encoding') ?? 'identity';
  const type = headers.get('content-type');
  return encoding === 'identity' && (type === undefined || TEXTUAL.test(type));
}

/** Claims arrive as text, lists as `[a b]`. */
function claimTexts(claims: Claims): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.join(' ')}]` : typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  );
}

/** The scopes of the route that the token holds; null where the route asks for none. */
function scopesOf({ claims, scopes }: NonNullable<Authorized>): string[] | null {
  const held = String(claims['scope'] ?? '').split(' ');
  return scopes.length === 0 ? null : scopes.filter((scope) => held.includes(scope));
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `22/Nov/2026:03:04:05 +0000` */
function requestTime(now: number): string {
  const iso = new Date(now).toISOString();
  return `${iso.slice(8, 10)}/${MONTHS[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
