// oxlint-disable no-new -- a construct joins its tree by being made
import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { CapabilityFunction, type FunctionSettings } from './capability-function.ts';
import { createDeadLetters, sendDeadLetters } from './operations-key.ts';

/** The metric that `scan-document` counts up by one for each document that could not be scanned; its dimension is `service`. */
export const SCAN_FAILED_METRIC = 'ScanFailed';

/** How long a verdict is tried again before it waits for a person. */
const MAXIMUM_AGE = Duration.hours(6);

/** GuardDuty's verdict on an uploaded document makes it available or quarantines it. */
export class ScanDocument extends Construct {
  readonly handler: CapabilityFunction['handler'];
  readonly deadLetters: sqs.Queue;

  constructor(
    scope: Construct,
    id: string,
    settings: Omit<FunctionSettings, 'name' | 'readsKeys' | 'extraStatements'>,
  ) {
    super(scope, id);
    this.deadLetters = createDeadLetters(this, 'DeadLetters', settings.logKey);
    this.handler = new CapabilityFunction(this, 'Function', {
      ...settings,
      name: 'scan-document',
      readsKeys: true,
      extraStatements: sendDeadLetters(this.deadLetters, settings.logKey),
    }).handler;
    // Two ways to fail: the rule cannot reach the function, or the function fails. Both end in the same queue.
    this.handler.configureAsyncInvoke({
      onFailure: new SqsDestination(this.deadLetters),
      retryAttempts: 2,
      maxEventAge: MAXIMUM_AGE,
    });
    new events.Rule(this, 'Verdicts', {
      description: 'GuardDuty has scanned an uploaded document',
      eventPattern: {
        source: ['aws.guardduty'],
        detailType: ['GuardDuty Malware Protection Object Scan Result'],
        detail: { s3ObjectDetails: { bucketName: [settings.data.documents.bucketName] } },
      },
      targets: [
        new LambdaFunction(this.handler, {
          deadLetterQueue: this.deadLetters,
          retryAttempts: 24,
          maxEventAge: MAXIMUM_AGE,
        }),
      ],
    });
  }
}
