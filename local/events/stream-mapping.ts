import { z } from 'zod';
import type { FunctionSpec } from '../functions/spec.ts';
import { judgeOf } from '../iam/judge.ts';
import type { Template } from '../template/template.ts';
import { assertUnderstood, type Pattern } from './pattern.ts';

const MappingProperties = z.strictObject({
  BatchSize: z.number().default(100),
  BisectBatchOnFunctionError: z.boolean().default(false),
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }).optional() }).optional(),
  Enabled: z.boolean().default(true),
  EventSourceArn: z.string(),
  FilterCriteria: z.strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) }).optional(),
  FunctionName: z.string(),
  MaximumRecordAgeInSeconds: z.number().default(-1),
  MaximumRetryAttempts: z.number().default(-1),
  // A table begins empty here together with its mapping: both positions mean its first record.
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  MaximumBatchingWindowInSeconds: z.number().optional(),
  ParallelizationFactor: z.number().optional(),
});

/** A function that reads a table's stream. -1 stands for no limit, as in CloudFormation. */
export type StreamMapping = {
  id: string;
  tableName: string;
  streamArn: string;
  functionArn: string;
  batchSize: number;
  bisects: boolean;
  reportsItems: boolean;
  maximumRetries: number;
  maximumAgeSeconds: number;
  deadLetters: string | undefined;
  filters: Pattern[];
};

/** The template's event source mappings. A function whose role may not read the stream is refused here, as Lambda would. */
export function streamMappingsOf(template: Template, functions: FunctionSpec[]): StreamMapping[] {
  return template.ofType('AWS::Lambda::EventSourceMapping').flatMap((resource) => {
    const properties = resource.read(MappingProperties, ['Tags', 'KmsKeyArn']);
    if (!properties.Enabled) return [];
    const spec = functions.find((one) => [one.arn, one.name].includes(properties.FunctionName));
    if (!spec) throw new Error(`${resource.id}: no function ${properties.FunctionName}`);
    const allows = judgeOf(spec.grants);
    for (const operation of ['DescribeStream', 'GetRecords', 'GetShardIterator']) {
      if (!allows({ action: `dynamodb:${operation}`, resource: properties.EventSourceArn })) {
        throw new Error(`${resource.id}: ${spec.name} may not dynamodb:${operation} on ${properties.EventSourceArn}`);
      }
    }
    const filters = (properties.FilterCriteria?.Filters ?? []).map((filter) => JSON.parse(filter.Pattern) as Pattern);
    for (const filter of filters) assertUnderstood(filter, resource.id);
    return [
      {
        id: resource.id,
        tableName: properties.EventSourceArn.split('/')[1] ?? '',
        streamArn: properties.EventSourceArn,
        functionArn: spec.arn,
        batchSize: properties.BatchSize,
        bisects: properties.BisectBatchOnFunctionError,
        reportsItems: properties.FunctionResponseTypes.length > 0,
        maximumRetries: properties.MaximumRetryAttempts,
        maximumAgeSeconds: properties.MaximumRecordAgeInSeconds,
        deadLetters: properties.DestinationConfig?.OnFailure?.Destination,
        filters,
      },
    ];
  });
}
