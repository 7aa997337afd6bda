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

  it('a flag that cannot be read, or lists a rule that is not as it says, is noticed wherever it is read', () => {
    const filters = network.resources('api', 'AWS::Logs::MetricFilter').map(([, filter]) => filter.Properties);
    for (const [code, metric] of [
      ['FLAG_UNREADABLE', 'FlagUnreadable'],
      ['FLAG_RULE_MISMATCH', 'FlagRuleMismatch'],
    ]) {
      const own = filters.filter(({ FilterPattern }) => FilterPattern === `{ $.code = "${code}" }`);
      expect(own).toHaveLength(4);
      for (const { MetricTransformations } of own)
        expect(MetricTransformations).toEqual([{ MetricName: metric, MetricNamespace: 'ism-link', MetricValue: '1' }]);
      expect(alarms).toContainEqual(
        expect.objectContaining({ Namespace: 'ism-link', MetricName: metric, Threshold: 1, Statistic: 'Sum' }),
      );
    }
  });

  it('reminders that fail hour after hour are noticed, and so are those that nobody was sent', () => {
    const remind = network.functions().get('remind')?.id;
    const failing = alarms.find(
      (alarm) =>
        alarm['MetricName'] === 'Errors' && JSON.stringify(alarm['Dimensions']).includes(`{"Ref":"${remind}"}`),
    );
    expect(failing).toMatchObject({ Period: 3600, EvaluationPeriods: 3, DatapointsToAlarm: 2, Threshold: 1 });
    const patterns = network
      .resources('api', 'AWS::Logs::MetricFilter')
      .filter(([, { Properties }]) => JSON.stringify(Properties['MetricTransformations']).includes('ReminderLost'))
      .map(([, { Properties }]) => Properties['FilterPattern']);
    expect(patterns.sort()).toEqual(['{ $.code = "GIVEN_UP" }', '{ $.code = "NO_ADDRESS" }']);
    expect(alarms).toContainEqual(
      expect.objectContaining({ Namespace: 'ism-link', MetricName: 'ReminderLost', Threshold: 1, Statistic: 'Sum' }),
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
