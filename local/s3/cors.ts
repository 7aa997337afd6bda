import type { BucketSpec, CorsRule } from './contract.ts';
import { S3Error } from './errors.ts';
import type { Reply } from './exchange.ts';

/** S3's patterns hold at most one `*`. */
function matchesPattern(pattern: string, text: string): boolean {
  const at = pattern.indexOf('*');
  if (at < 0) return pattern === text;
  const [start, end] = [pattern.slice(0, at), pattern.slice(at + 1)];
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}

type Asked = { origin: string; method: string; headers: string[] };

function findRule(bucket: BucketSpec | undefined, asked: Asked): { rule: CorsRule; origin: string } | undefined {
  for (const rule of bucket?.cors ?? []) {
    const pattern = rule.allowedOrigins.find((candidate) => matchesPattern(candidate, asked.origin));
    const allowsHeader = (name: string): boolean =>
      rule.allowedHeaders.some((allowed) => matchesPattern(allowed.toLowerCase(), name));
    if (pattern === undefined || !rule.allowedMethods.includes(asked.method) || !asked.headers.every(allowsHeader))
      continue;
    return { rule, origin: pattern === '*' ? '*' : asked.origin };
  }
  return undefined;
}

function headersOf({ rule, origin }: { rule: CorsRule; origin: string }): Record<string, string> {
  const exposed = rule.exposedHeaders ?? [];
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': rule.allowedMethods.join(', '),
    ...(exposed.length > 0 ? { 'Access-Control-Expose-Headers': exposed.join(', ') } : {}),
    ...(rule.maxAge === undefined ? {} : { 'Access-Control-Max-Age': String(rule.maxAge) }),
    ...(origin === '*' ? {} : { 'Access-Control-Allow-Credentials': 'true' }),
    Vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

/** What a browser's actual request gets beside the answer, refusals included; nothing when no rule fits. */
export function corsHeaders(
  bucket: BucketSpec | undefined,
  asked: { method: string; headers: ReadonlyMap<string, string> },
): Record<string, string> {
  const origin = asked.headers.get('origin');
  const match = origin === undefined ? undefined : findRule(bucket, { origin, method: asked.method, headers: [] });
  return match ? headersOf(match) : {};
}

/** A preflight, which is never signed and tells nothing but the bucket's rules. */
export function answerPreflight(bucket: BucketSpec | undefined, headers: ReadonlyMap<string, string>): Reply {
  const [origin, method] = [headers.get('origin'), headers.get('access-control-request-method')];
  if (origin === undefined || method === undefined) {
    throw new S3Error('AccessForbidden', { message: 'Insufficient information. Origin request header needed.' });
  }
  const wanted = (headers.get('access-control-request-headers') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase());
  const names = wanted.filter((name) => name !== '');
  const match = findRule(bucket, { origin, method, headers: names });
  if (!match) throw new S3Error('AccessForbidden');
  const allowed: Record<string, string> = names.length > 0 ? { 'Access-Control-Allow-Headers': names.join(', ') } : {};
  return { status: 200, headers: { ...headersOf(match), ...allowed } };
}
