// oxlint-disable no-new -- a construct joins its tree by being made
import type { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { CapabilityFunction, type FunctionSettings } from './capability-function.ts';
import { createDeadLetters, sendDeadLetters } from './operations-key.ts';

export type EventFunctionSettings = Omit<FunctionSettings, 'name' | 'readsKeys' | 'counted' | 'extraStatements'>;

type Ruled = Pick<FunctionSettings, 'name' | 'counted'> & {
  /** How long an event is tried again before it waits for a person. */
  maximumAge: Duration;
  rule: { id: string } & Omit<events.RuleProps, 'targets'>;
};

/** A function that answers an EventBridge rule. Two ways to fail: the rule cannot reach it, or it fails. Both end in the same queue. */
export class RuledFunction extends Construct {
  readonly handler: CapabilityFunction['handler'];
  readonly deadLetters: sqs.Queue;

  constructor(scope: Construct, id: string, props: { settings: EventFunctionSettings; ruled: Ruled }) {
    super(scope, id);
    const { settings, ruled } = props;
    const { name, counted, maximumAge, rule } = ruled;
    const { id: ruleId, ...ruleProps } = rule;
    this.deadLetters = createDeadLetters(this, 'DeadLetters', settings.logKey);
    this.handler = new CapabilityFunction(this, 'Function', {
      ...settings,
      name,
      readsKeys: true,
      ...(counted && { counted }),
      extraStatements: sendDeadLetters(this.deadLetters, settings.logKey),
    }).handler;
    this.handler.configureAsyncInvoke({
      onFailure: new SqsDestination(this.deadLetters),
      retryAttempts: 2,
      maxEventAge: maximumAge,
    });
    new events.Rule(this, ruleId, {
      ...ruleProps,
      targets: [
        new LambdaFunction(this.handler, {
          deadLetterQueue: this.deadLetters,
          retryAttempts: 24,
          maxEventAge: maximumAge,
        }),
      ],
    });
  }
}
