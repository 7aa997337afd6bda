import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionName } from '../permissions.ts';
import type { Stage } from '../stage.ts';
import { AUDIT_ALTERED_METRIC } from './audit-guard.ts';
import { FLAG_METRICS, METRICS_NAMESPACE } from './capability-function.ts';
import { IMPACT_OF, type Impact } from './impacts.ts';
import { REMINDER_LOST_METRIC } from './remind.ts';
import { SCAN_FAILED_METRIC } from './scan-document.ts';

type AlarmParts = {
  metric: cloudwatch.IMetric;
  threshold: number;
  impact: Impact;
  /** The technical fact, for whoever mends it. */
  fact: string;
  evaluationPeriods?: number;
  datapointsToAlarm?: number;
};

/** Functions whose events wait in a queue when they cannot be answered. */
type QueuedFunction = 'scan-document' | 'audit-guard' | 'remind';

export type AlarmSources = {
  stage: Stage;
  key: kms.IKey;
  api: HttpApi;
  functions: ReadonlyMap<FunctionName, lambda.IFunction>;
  deadLetters: ReadonlyMap<QueuedFunction, sqs.IQueue>;
  tables: Record<'records' | 'directory' | 'audit', dynamodb.ITable>;
};

const ONE_MINUTE = Duration.minutes(1);
const FIVE_MINUTES = Duration.minutes(5);
const ONE_HOUR = Duration.hours(1);

const sum = (metrics: cloudwatch.IMetric[], label: string): cloudwatch.MathExpression =>
  new cloudwatch.MathExpression({
    expression: metrics.map((_, index) => `FILL(m${index}, 0)`).join(' + '),
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric])),
    label,
    period: ONE_MINUTE,
  });

/** Every alarm of the region, and the one topic that people are woken by. */
export class Alarms extends Construct {
  readonly #topic: sns.Topic;

  constructor(scope: Construct, id: string, sources: AlarmSources) {
    super(scope, id);
    this.#topic = new sns.Topic(this, 'Topic', { displayName: 'ism-link', masterKey: sources.key, enforceSSL: true });
    if (sources.stage.alarmEmail) this.#topic.addSubscription(new EmailSubscription(sources.stage.alarmEmail));
    this.#watchApi(sources.api);
    for (const [name, handler] of sources.functions) {
      if (name === 'remind') this.#watchReminders(handler);
      else this.#watchErrors(name, handler);
      this.#watchThrottles(name, handler);
    }
    for (const [name, queue] of sources.deadLetters) this.#watchDeadLetters(name, queue);
    for (const [name, table] of Object.entries(sources.tables)) this.#watchTable(name, table);
    this.#watchAudit(sources);
    this.#watchScans(sources);
    this.#watchFlag();
  }

  #alarm(id: string, parts: AlarmParts): void {
    const alarm = new cloudwatch.Alarm(this, id, {
      alarmDescription: `${parts.impact.ja} / ${parts.impact.en}: ${parts.fact}`,
      metric: parts.metric,
      threshold: parts.threshold,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: parts.evaluationPeriods ?? 1,
      datapointsToAlarm: parts.datapointsToAlarm ?? parts.evaluationPeriods ?? 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.#topic));
    alarm.addOkAction(new SnsAction(this.#topic));
  }

  #watchApi(api: HttpApi): void {
    this.#alarm('ApiErrors', {
      metric: api.metricServerError({ period: ONE_MINUTE, statistic: 'Sum' }),
      threshold: 5,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      impact: { ja: '医師が記録を開けません', en: 'Doctors cannot open records' },
      fact: 'five or more answers of the API a minute are 5xx',
    });
    this.#alarm('ApiLatency', {
      metric: api.metricLatency({ period: FIVE_MINUTES, statistic: 'p99' }),
      threshold: 3000,
      evaluationPeriods: 3,
      impact: { ja: '画面が遅く、診察を待たせています', en: 'Screens are slow and consultations wait' },
      fact: 'one request in a hundred takes 3 s or longer, for 15 minutes',
    });
  }

  #watchErrors(name: FunctionName, handler: lambda.IFunction): void {
    this.#alarm(`Errors-${name}`, {
      metric: handler.metricErrors({ period: ONE_MINUTE }),
      threshold: 1,
      evaluationPeriods: 5,
      datapointsToAlarm: 2,
      impact: IMPACT_OF[name],
      fact: `function ${name} crashed or timed out in two of five minutes`,
    });
  }

  /** It comes once an hour, and a round that is tried again a minute later leaves alone what has just failed: two failures are two hours. */
  #watchReminders(handler: lambda.IFunction): void {
    this.#alarm('Errors-remind', {
      metric: handler.metricErrors({ period: ONE_HOUR }),
      threshold: 1,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      impact: IMPACT_OF.remind,
      fact: 'function remind crashed, timed out or could not send in two of three hours',
    });
    this.#alarm('ReminderLost', {
      metric: new cloudwatch.Metric({
        namespace: METRICS_NAMESPACE,
        metricName: REMINDER_LOST_METRIC,
        period: ONE_HOUR,
        statistic: 'Sum',
      }),
      threshold: 1,
      impact: IMPACT_OF.remind,
      fact: 'neither the facility nor the network office has an address, or mail could not be sent for two days',
    });
  }

  #watchThrottles(name: FunctionName, handler: lambda.IFunction): void {
    this.#alarm(`Throttles-${name}`, {
      metric: handler.metricThrottles({ period: ONE_MINUTE }),
      threshold: 1,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      impact: IMPACT_OF[name],
      fact: `function ${name} was refused for want of concurrency in two of three minutes`,
    });
  }

  #watchDeadLetters(name: QueuedFunction, queue: sqs.IQueue): void {
    this.#alarm(`DeadLetters-${name}`, {
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: ONE_MINUTE }),
      threshold: 1,
      impact: IMPACT_OF[name],
      fact: `an event that ${name} could not answer waits for a person`,
    });
  }

  #watchTable(name: string, table: dynamodb.ITable): void {
    const indexes = name === 'audit' ? ['byPatient', 'byStaff'] : [];
    const metrics = ['ReadThrottleEvents', 'WriteThrottleEvents'].flatMap((metric) => [
      table.metric(metric, { period: ONE_MINUTE, statistic: 'Sum' }),
      ...indexes.map((index) =>
        table.metric(metric, {
          period: ONE_MINUTE,
          statistic: 'Sum',
          dimensionsMap: { TableName: table.tableName, GlobalSecondaryIndexName: index },
        }),
      ),
    ]);
    this.#alarm(`Throttles-table-${name}`, {
      metric: sum(metrics, `throttled requests on ${name}`),
      threshold: 1,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      impact: {
        ja: '一部の操作が「混み合っています」と断られています',
        en: 'Some people are told that the network is busy',
      },
      fact: `DynamoDB throttles the ${name} table`,
    });
  }

  /** Twice, so that a broken guard hides nothing: by what it counts, and by the fact that it was called at all (its filter passes only alterations). */
  #watchAudit(sources: AlarmSources): void {
    const impact = {
      ja: '監査記録が書き換えられました。直ちに確認してください',
      en: 'Somebody altered the audit; look at once',
    };
    this.#alarm('AuditAltered', {
      metric: new cloudwatch.Metric({
        namespace: METRICS_NAMESPACE,
        metricName: AUDIT_ALTERED_METRIC,
        dimensionsMap: { service: 'audit-guard' },
        period: ONE_MINUTE,
        statistic: 'Sum',
      }),
      threshold: 1,
      impact,
      fact: 'a MODIFY or REMOVE came on the stream of the audit table',
    });
    const guard = sources.functions.get('audit-guard');
    if (!guard) throw new Error('There is no audit-guard to watch');
    this.#alarm('AuditGuardCalled', {
      metric: guard.metricInvocations({ period: ONE_MINUTE }),
      threshold: 1,
      impact,
      fact: 'audit-guard was called, and it is called for a MODIFY or REMOVE only',
    });
  }

  /** Either way people work as in peacetime: nothing is opened by mistake, and perhaps something is shut that should be open. */
  #watchFlag(): void {
    const metric = (metricName: string): cloudwatch.Metric =>
      new cloudwatch.Metric({ namespace: METRICS_NAMESPACE, metricName, period: ONE_MINUTE, statistic: 'Sum' });
    this.#alarm('FlagUnreadable', {
      metric: metric(FLAG_METRICS.FLAG_UNREADABLE),
      threshold: 1,
      impact: {
        ja: '災害時の臨時ルールが適用されず、平常時の扱いになっています',
        en: 'Disaster rules are not applied; everybody works as in peacetime',
      },
      fact: 'a function could not read the flag disaster-mode, or found it malformed',
    });
    this.#alarm('FlagRuleMismatch', {
      metric: metric(FLAG_METRICS.FLAG_RULE_MISMATCH),
      threshold: 1,
      impact: {
        ja: '発動したはずの災害時の臨時ルールが適用されていません',
        en: 'A disaster rule that was switched on is not applied',
      },
      fact: 'the flag disaster-mode lists a rule that is not there, has ended, was not approved in time, or whose record has another hash',
    });
  }

  #watchScans(sources: AlarmSources): void {
    const scan = sources.functions.get('scan-document');
    if (!scan) throw new Error('There is no scan-document to watch');
    this.#alarm('ScanBacklog', {
      metric: scan.metric('AsyncEventAge', { period: FIVE_MINUTES, statistic: 'Maximum' }),
      threshold: Duration.minutes(10).toMilliseconds(),
      impact: IMPACT_OF['scan-document'],
      fact: 'a verdict on a document waited for ten minutes or longer',
    });
    this.#alarm('ScanFailed', {
      metric: new cloudwatch.Metric({
        namespace: METRICS_NAMESPACE,
        metricName: SCAN_FAILED_METRIC,
        dimensionsMap: { service: 'scan-document' },
        period: FIVE_MINUTES,
        statistic: 'Sum',
      }),
      threshold: 1,
      impact: IMPACT_OF['scan-document'],
      fact: 'a document was skipped by the scan or could not be scanned; it stays closed until it is scanned again',
    });
  }
}
