import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { EventBridgeEvent } from 'aws-lambda';
import { documentIdOfObject, openRuntime } from '../../layers/deed/index.ts';
import { log } from '../../layers/edge/index.ts';
import { readVerdict } from './read-verdict.ts';
import { recordScan } from './record-scan.ts';

const metrics = new Metrics();
const opening = openRuntime();
opening.catch(() => undefined);

/**
 * Delivered at least once, in any order with the completion of the upload. A document that could not be scanned stays as it is, closed: a person
 * is told, and a scan that is done again can still open it.
 */
export const handler = async (event: EventBridgeEvent<string, unknown>): Promise<void> => {
  const { objectKey, objectVersionId, status, result } = readVerdict(event.detail);
  const documentId = documentIdOfObject(objectKey);
  if (documentId === undefined) return log('info', 'not a document', { eventId: event.id });
  if (result === 'none') {
    metrics.addMetric('ScanFailed', MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
    return log('error', 'not scanned', { documentId, status: /^[A-Z_]{1,40}$/.test(status) ? status : 'unknown' });
  }
  const { store } = await opening;
  const outcome = await recordScan(store, { documentId, scan: { result, objectVersionId }, requestId: event.id });
  log(result === 'clean' ? 'info' : 'warn', 'scanned', { documentId, outcome });
};
