import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { allowLogs, retainedKey } from '../data/keys.ts';

/** The key of what operators read: logs, dead letters, alarms. The services that write them are named in its policy. */
export const createOperationsKey = (scope: Construct): kms.Key => {
  const key = retainedKey(scope, 'OperationsKey', 'ism-link: logs, dead letters, alarms');
  allowLogs(key);
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'AlarmsAndRules',
      principals: [
        new iam.ServicePrincipal('cloudwatch.amazonaws.com'),
        new iam.ServicePrincipal('events.amazonaws.com'),
      ],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': key.stack.account } },
    }),
  );
  return key;
};

/** Events that could not be answered wait here two weeks for a person; the alarm tells them. */
export const createDeadLetters = (scope: Construct, id: string, encryptionMasterKey: kms.IKey): sqs.Queue =>
  new sqs.Queue(scope, id, {
    encryption: sqs.QueueEncryption.KMS,
    encryptionMasterKey,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });

/** Lets a function put its own failures into its own queue. */
export const sendDeadLetters = (queue: sqs.IQueue, key: kms.IKey): iam.PolicyStatement[] => [
  new iam.PolicyStatement({ sid: 'SendDeadLetters', actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
  new iam.PolicyStatement({
    sid: 'OperationsKey',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `sqs.${key.stack.region}.amazonaws.com` } },
  }),
];
