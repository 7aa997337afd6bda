// oxlint-disable no-new -- a construct joins its tree by being made
import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { DataStack } from '../data-stack.ts';
import { CapabilityFunction, type FunctionSettings } from './capability-function.ts';
import { createDeadLetters, sendDeadLetters } from './operations-key.ts';

/** The metric that `audit-guard` counts up by one for each event that was altered or removed; its dimension is `service`. */
export const AUDIT_ALTERED_METRIC = 'AuditAltered';

const streamStatements = (data: DataStack, streamArn: string): iam.PolicyStatement[] => [
  new iam.PolicyStatement({
    sid: 'ReadAuditStream',
    actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
    resources: [streamArn],
  }),
  // Lambda asks for it when it sets the mapping up; IAM knows no resource for it.
  new iam.PolicyStatement({ sid: 'ListStreams', actions: ['dynamodb:ListStreams'], resources: ['*'] }),
  new iam.PolicyStatement({
    sid: 'AuditKey',
    actions: ['kms:Decrypt', 'kms:DescribeKey'],
    resources: [data.keys.audit.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${data.region}.amazonaws.com` } },
  }),
];

const streamArnOf = (data: DataStack): string => {
  const { tableStreamArn } = data.tables.audit;
  if (!tableStreamArn) throw new Error('The audit table has no stream');
  return tableStreamArn;
};

/**
 * The audit only grows. A MODIFY or REMOVE on its stream is somebody's deed: IAM cannot forbid a Put from overwriting, so it is
 * noticed here within seconds.
 */
export class AuditGuard extends Construct {
  readonly handler: CapabilityFunction['handler'];
  readonly deadLetters: sqs.Queue;

  constructor(
    scope: Construct,
    id: string,
    settings: Omit<FunctionSettings, 'name' | 'readsKeys' | 'extraStatements'>,
  ) {
    super(scope, id);
    const streamArn = streamArnOf(settings.data);
    this.deadLetters = createDeadLetters(this, 'DeadLetters', settings.logKey);
    this.handler = new CapabilityFunction(this, 'Function', {
      ...settings,
      name: 'audit-guard',
      readsKeys: false,
      extraStatements: [
        ...streamStatements(settings.data, streamArn),
        ...sendDeadLetters(this.deadLetters, settings.logKey),
      ],
    }).handler;
    new lambda.EventSourceMapping(this, 'AuditStream', {
      target: this.handler,
      eventSourceArn: streamArn,
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      filters: [lambda.FilterCriteria.filter({ eventName: lambda.FilterRule.or('MODIFY', 'REMOVE') })],
      batchSize: 100,
      bisectBatchOnError: true,
      retryAttempts: 10,
      maxRecordAge: Duration.hours(12),
      onFailure: new SqsDlq(this.deadLetters),
    });
  }
}
