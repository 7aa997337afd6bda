import { expect, it } from '@jest/globals';
import type { Network } from '../network.ts';

export const describeAlarms = (network: Network): void => {
  const alarms = network.resources('api', 'AWS::CloudWatch::Alarm').map(([, alarm]) => alarm.Properties);
  const metrics = JSON.stringify(alarms);

  it('every alarm states its human impact in both languages, then the fact, and wakes somebody', () => {
    for (const alarm of alarms) {
      expect(alarm['AlarmDescription']).toMatch(/^[^/]*[\u3040-\u30ff\u4e00-\u9fff][^/]* \/ [A-Z][^:]+: \S.+$/u);
      expect(alarm['AlarmActions']).toHaveLength(1);
      expect(alarm['TreatMissingData']).toBe('notBreaching');
    }
  });

  it('an altered audit is noticed twice: by what the guard counts, and by its being called', () => {
    expect(alarms).toContainEqual(
      expect.objectContaining({ Namespace: 'ism-link', MetricName: 'AuditAltered', Threshold: 1 }),
    );
    const guard = network.functions().get('audit-guard')?.id;
    expect(alarms).toContainEqual(
      expect.objectContaining({
        MetricName: 'Invocations',
        Threshold: 1,
        Dimensions: [{ Name: 'FunctionName', Value: { Ref: guard } }],
      }),
    );
  });

  it('a document that could not be scanned is noticed, by what the function counts under its own name', () => {
    expect(alarms).toContainEqual(
      expect.objectContaining({
        Namespace: 'ism-link',
        MetricName: 'ScanFailed',
        Threshold: 1,
        Dimensions: [{ Name: 'service', Value: 'scan-document' }],
      }),
    );
  });

  it.each([
    '5xx',
    'Latency',
    'Errors',
    'Throttles',
    'ReadThrottleEvents',
    'WriteThrottleEvents',
    'ApproximateNumberOfMessagesVisible',
    'AsyncEventAge',
  ])('%s is watched', (metric) => {
    expect(metrics).toContain(`"MetricName":"${metric}"`);
  });

  it('every function is watched for failures and refusals', () => {
    for (const { id } of network.functions().values()) {
      const own = alarms
        .filter((alarm) => JSON.stringify(alarm['Dimensions'] ?? []).includes(`{"Ref":"${id}"}`))
        .map((alarm) => alarm['MetricName']);
      expect(own).toEqual(expect.arrayContaining(['Errors', 'Throttles']));
    }
  });
};
