import { createContext, Script } from 'node:vm';
import { z } from 'zod';
import type { TemplateResource } from '../template/template.ts';
import type { Answer } from './answer.ts';

const FunctionProperties = z.object({ FunctionCode: z.string(), FunctionConfig: z.object({ Runtime: z.string() }) });

/** What a viewer-request function gives back (CloudFront developer guide, "CloudFront Functions event structure"): the request, or its own answer. */
const PassedOn = z.object({ uri: z.string() });
const OwnAnswer = z.strictObject({
  statusCode: z.int().min(200).max(599),
  statusDescription: z.string().optional(),
  headers: z.record(z.string(), z.strictObject({ value: z.string() })).default({}),
  body: z.union([z.string(), z.strictObject({ encoding: z.literal('text'), data: z.string() })]).default(''),
});

/** What became of a request before an origin hears of it. */
export type Asked = { path: string } | { answer: Answer };
export type EdgeFunction = (path: string) => Asked;

/**
 * A CloudFront Function of the template: its own code, with this machine's addresses in it, in a context with nothing else, as in CloudFront.
 * Throws where it gives back what is not understood here.
 */
export function edgeFunctionOf(resource: TemplateResource, addresses: (text: string) => string): EdgeFunction {
  const { FunctionCode } = resource.read(FunctionProperties, ['AutoPublish', 'Name']);
  const script = new Script(`${addresses(FunctionCode)}\n;handler`);
  const handler = script.runInContext(createContext({})) as (event: object) => unknown;
  return (path) => {
    const given = handler({ request: { uri: path, method: 'GET', headers: {}, querystring: {} } });
    const passedOn = PassedOn.safeParse(given);
    if (passedOn.success) return { path: passedOn.data.uri };
    const own = OwnAnswer.safeParse(given);
    if (!own.success) throw new Error(`${resource.id}: what it answers is not understood: ${own.error.message}`);
    return { answer: answerOf(own.data) };
  };
}

const answerOf = ({ statusCode, headers, body }: z.output<typeof OwnAnswer>): Answer => ({
  status: statusCode,
  headers: Object.entries(headers).map(([name, { value }]): [string, string] => [name.toLowerCase(), value]),
  body: Buffer.from(typeof body === 'string' ? body : body.data),
});
