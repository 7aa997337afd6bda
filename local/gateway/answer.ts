import type { Outcome } from '../functions/instance.ts';

/** An HTTP answer before CloudFront's headers are added. */
export type Answer = { status: number; headers: [string, string][]; body: Buffer };

/** API Gateway's own answers. */
export const gatewayAnswer = (status: number, message: string, headers: [string, string][] = []): Answer => ({
  status,
  headers: [['content-type', 'application/json'], ...headers],
  body: Buffer.from(JSON.stringify({ message })),
});

/**
 * What a function's outcome becomes (payload format 2.0): an object with `statusCode` is taken as an answer, anything else as a JSON body
 * with 200. A function that failed is 500, one that found no instance 503.
 */
export function answerOf(outcome: Outcome): Answer {
  if (outcome.kind === 'throttled') return gatewayAnswer(503, 'Service Unavailable');
  if (outcome.kind === 'failed') return gatewayAnswer(500, 'Internal Server Error');
  const value: unknown = JSON.parse(outcome.payload);
  if (!isAnswer(value)) return plain(value);
  const { statusCode, headers = {}, cookies = [], body, isBase64Encoded } = value;
  if (!Number.isInteger(statusCode) || statusCode < 100 || statusCode > 599)
    return gatewayAnswer(500, 'Internal Server Error');
  const own = Object.entries(headers).map(([name, text]): [string, string] => [name.toLowerCase(), String(text)]);
  const hasType = own.some(([name]) => name === 'content-type');
  return {
    status: statusCode,
    headers: [
      // Node computes the length; a function's own could cut the body.
      ...own.filter(([name]) => name !== 'content-length'),
      ...(hasType || body === undefined
        ? []
        : [['content-type', 'text/plain;charset=UTF-8'] satisfies [string, string]]),
      ...cookies.map((cookie): [string, string] => ['set-cookie', cookie]),
    ],
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

type FunctionAnswer = {
  statusCode: number;
  headers?: Record<string, string | number | boolean>;
  cookies?: string[];
  body?: string;
  isBase64Encoded?: boolean;
};

const isAnswer = (value: unknown): value is FunctionAnswer =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'statusCode' in value;

function plain(value: unknown): Answer {
  const body = typeof value === 'string' ? value : JSON.stringify(value);
  return { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from(body) };
}
