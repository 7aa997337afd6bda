import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { log } from '../../layers/edge/index.ts';

const metrics = new Metrics();

/**
 * The audit is append only, but IAM cannot forbid a Put from overwriting: every MODIFY or REMOVE in the table's stream is counted, and one is
 * enough for the alarm.
 */
export const handler = async (event: DynamoDBStreamEvent): Promise<void> => {
  for (const { eventName, eventID, dynamodb } of event.Records) {
    if (eventName !== 'MODIFY' && eventName !== 'REMOVE') continue;
    metrics.addMetric('AuditAltered', MetricUnit.Count, 1);
    log('error', 'audit altered', { eventName, eventID, auditEventId: dynamodb?.Keys?.['sk']?.S });
  }
  metrics.publishStoredMetrics();
};
