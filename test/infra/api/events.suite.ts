// oxlint-disable jest/expect-expect -- the template's has… methods assert, too
import { expect, it } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import type { Network } from '../network.ts';

export const describeEvents = (network: Network): void => {
  const api = network.template('api');

  it('a verdict on a document of our bucket reaches scan-document, or waits in its queue', () => {
    api.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.guardduty'],
        'detail-type': ['GuardDuty Malware Protection Object Scan Result'],
        detail: { s3ObjectDetails: { bucketName: [{ 'Fn::ImportValue': Match.stringLikeRegexp('Documents') }] } },
      },
      Targets: [
        Match.objectLike({
          DeadLetterConfig: Match.anyValue(),
          RetryPolicy: { MaximumEventAgeInSeconds: 21600, MaximumRetryAttempts: 24 },
        }),
      ],
    });
    api.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: Match.anyValue() },
    });
  });

  it('audit-guard hears of nothing but altered and removed events', () => {
    api.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::ImportValue': Match.stringLikeRegexp('Audit.*StreamArn') },
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["MODIFY","REMOVE"]}' }] },
      BisectBatchOnFunctionError: true,
      DestinationConfig: { OnFailure: Match.anyValue() },
    });
  });

  it('reminders go out every hour, and a round that fails is tried again until the next one, then waits in its queue', () => {
    const target = network.functions().get('remind')?.id;
    api.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 hour)',
      State: 'ENABLED',
      Targets: [
        Match.objectLike({
          Arn: { 'Fn::GetAtt': [target, 'Arn'] },
          DeadLetterConfig: Match.anyValue(),
          RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 24 },
        }),
      ],
    });
    api.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: target },
      MaximumEventAgeInSeconds: 3600,
      DestinationConfig: { OnFailure: Match.anyValue() },
    });
  });

  it('dead letters are encrypted, kept two weeks, and taken over TLS alone', () => {
    const queues = network.resources('api', 'AWS::SQS::Queue');
    expect(queues).toHaveLength(3);
    for (const [, queue] of queues)
      expect(queue.Properties).toMatchObject({
        MessageRetentionPeriod: 14 * 24 * 3600,
        KmsMasterKeyId: expect.anything(),
      });
    for (const [, policy] of network.resources('api', 'AWS::SQS::QueuePolicy'))
      expect(JSON.stringify(policy.Properties)).toContain('"aws:SecureTransport":"false"');
  });
};
