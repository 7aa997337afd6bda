import { z } from 'zod';
import type { Template } from '../template/template.ts';

const InvokeConfig = z.strictObject({
  FunctionName: z.string(),
  Qualifier: z.string(),
  MaximumRetryAttempts: z.number().default(2),
  MaximumEventAgeInSeconds: z.number().default(21_600),
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }).optional() }).optional(),
});

/** How often an asynchronous event is tried again, for how long, and where it ends. */
export type Retries = { maximumRetries: number; maximumAgeMilliseconds: number; deadLetters: string | undefined };

/** By function ARN; Lambda's own defaults where a function has no EventInvokeConfig. */
export function retriesOf(template: Template): (functionArn: string) => Retries {
  const configs = template.ofType('AWS::Lambda::EventInvokeConfig').map((resource) => resource.read(InvokeConfig));
  return (functionArn) => {
    const found = configs.find((config) => [functionArn, functionArn.split(':').at(-1)].includes(config.FunctionName));
    return {
      maximumRetries: found?.MaximumRetryAttempts ?? 2,
      maximumAgeMilliseconds: (found?.MaximumEventAgeInSeconds ?? 21_600) * 1000,
      deadLetters: found?.DestinationConfig?.OnFailure?.Destination,
    };
  };
}
