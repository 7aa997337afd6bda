import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { EventBridgeEvent } from 'aws-lambda';
import type { recordScan } from '../../../functions/scan-document/record-scan.ts';

const recorded = jest.fn<typeof recordScan>(async () => 'available');
jest.mock('../../../layers/deed/index.ts', () => ({
  openRuntime: async () => ({ store: 'the store' }),
  documentIdOfObject: (key: string) => (key.startsWith('documents/') ? key.slice('documents/'.length) : undefined),
}));
jest.mock('../../../functions/scan-document/record-scan.ts', () => ({ recordScan: recorded }));
process.env['POWERTOOLS_METRICS_NAMESPACE'] = 'ism-link';
process.env['POWERTOOLS_SERVICE_NAME'] = 'scan-document';

const event = (scanStatus: string, scanResultStatus: string, objectKey = 'documents/doc_1') =>
  ({
    id: 'event 1',
    detail: {
      scanStatus,
      s3ObjectDetails: { objectKey, versionId: 'object 1' },
      scanResultDetails: { scanResultStatus },
    },
  }) as EventBridgeEvent<string, unknown>;

/** What one event leaves on the console: log lines, and metrics in their embedded form. */
const said = async (told: EventBridgeEvent<string, unknown>): Promise<Record<string, unknown>[]> => {
  const { handler } = await import('../../../functions/scan-document/handler.ts');
  const written = [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, 'write').mockReturnValue(true));
  await handler(told);
  const lines = written.flatMap(({ mock }) =>
    mock.calls.map(([line]) => JSON.parse(String(line)) as Record<string, unknown>),
  );
  jest.restoreAllMocks();
  return lines;
};

beforeEach(() => void recorded.mockClear());

describe('an event of the malware scan', () => {
  it.each([
    ['NO_THREATS_FOUND', 'clean'],
    ['THREATS_FOUND', 'threat'],
  ])('%s is recorded as %s', async (status, result) => {
    const lines = await said(event('COMPLETED', status));
    const scan = { result, objectVersionId: 'object 1' };
    expect(recorded.mock.calls).toEqual([['the store', { documentId: 'doc_1', scan, requestId: 'event 1' }]]);
    expect(lines.filter((line) => 'ScanFailed' in line)).toEqual([]);
  });

  it.each(['FAILED', 'UNSUPPORTED', 'ACCESS_DENIED', 'something <new>'])(
    '%s is neither: nothing is recorded, it is counted for the alarm and logged by its code alone',
    async (status) => {
      const lines = await said(event('SKIPPED', status));
      expect(recorded).not.toHaveBeenCalled();
      expect(lines.filter((line) => 'ScanFailed' in line)).toMatchObject([{ ScanFailed: 1, service: 'scan-document' }]);
      const logged = { level: 'ERROR', documentId: 'doc_1', status: status.includes('<') ? 'unknown' : status };
      expect(lines).toContainEqual(expect.objectContaining(logged));
    },
  );

  it('about an object that is no document is passed over', async () => {
    await said(event('COMPLETED', 'THREATS_FOUND', 'other/key'));
    expect(recorded).not.toHaveBeenCalled();
  });
});
