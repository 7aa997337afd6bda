import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { IngestReport } from '../../agent/ingest.ts';
import type { Connection } from '../../agent/network/connection.ts';
import { IngestFailure } from '../../agent/network/failure.ts';
import { type WatchOptions, watch } from '../../agent/watch.ts';
import { dicomFile } from './support/dicom-file.ts';
import { patience } from './support/patience.ts';
import { newFolder, put, putBasics, putPrescription } from './support/storage.ts';
import { StubNetwork } from './support/stub-network.ts';

let network: StubNetwork;
let connection: Connection;
let root: string;

beforeEach(async () => {
  network = new StubNetwork();
  connection = await network.start();
  root = newFolder();
});
afterEach(() => network.stop());

const requestOf = (n: number, localId: string) => ({
  requestId: `ref_01JD3Z2V6Q5W8X9Y0ABCDEFG0${n}`,
  localId,
  requestedAt: '2024-01-06T00:00:00.000Z',
});

/** Watches until `turns` looks are over; `before` says what happens ahead of each. */
async function watched(
  turns: number,
  before: (turn: number) => void,
  options: Partial<WatchOptions> = {},
): Promise<IngestReport[]> {
  const stop = new AbortController();
  const reports: IngestReport[] = [];
  const calm = patience();
  let turn = 0;
  before(0);
  const surroundings = {
    ...calm,
    sleep: async (ms: number) => {
      // Retries wait less than a look does.
      if (ms >= 4000) {
        turn += 1;
        if (turn >= turns) stop.abort();
        else before(turn);
      }
      await calm.sleep?.(ms);
    },
  };
  const onReport = (report: IngestReport): void => void reports.push(report);
  await watch({ facilityId: 'ty-hospital', connection, root, signal: stop.signal, surroundings, onReport, ...options });
  return reports;
}

describe('watching', () => {
  it('finds new files at the next pass', async () => {
    network.links.set('0001234', 'verified');
    putBasics(root, '0001234');
    const stateFile = join(newFolder(), 'state.sqlite');
    const reports = await watched(30, (turn) => turn === 1 && void putPrescription(root, { patientId: '0001234' }), {
      stateFile,
      scanSeconds: 10,
    });
    expect(network.documents.size).toBe(1);
    expect(reports.reduce((sum, { files }) => sum + files.stored, 0)).toBe(2);
  });

  it("answers requests with that patient's news first, and says what it could do", async () => {
    for (const patientId of ['0000001', '0000002']) {
      network.links.set(patientId, 'verified');
      putBasics(root, patientId);
      putPrescription(root, { patientId });
    }
    const dicom = newFolder();
    network.links.set('0000003', 'verified');
    const stateFile = join(newFolder(), 'state.sqlite');
    const before = (turn: number): void => {
      if (turn === 1) network.refreshRequests.push(requestOf(1, '0000001'));
      if (turn === 2) putPrescription(root, { patientId: '0000001', order: '000000000000002' });
      if (turn === 2) put(join(dicom, 'a.dcm'), dicomFile({ elements: [['00100020', 'LO', '1']] }));
      if (turn === 2)
        network.refreshRequests.push(requestOf(2, '0000001'), requestOf(3, '0000003'), requestOf(4, '0000099'));
    };
    const reports = await watched(4, before, { stateFile, dicom, scanSeconds: 100_000 });
    expect(network.completions.map(({ outcome }) => outcome)).toEqual([
      'nothingNew',
      'sent',
      'unknownPatient',
      'unknownPatient',
    ]);
    expect(reports.reduce((sum, { refreshed }) => sum + refreshed, 0)).toBe(4);
    const ids = network.requests.map(({ id }) => id);
    expect(ids.lastIndexOf('createDocumentBatch')).toBeLessThan(ids.lastIndexOf('completeRefreshRequest'));
    expect(network.documents.size).toBe(4);
  });

  it('verifies a pending link by answering, and sends the rest', async () => {
    network.links.set('0000001', 'pending');
    putBasics(root, '0000001');
    putPrescription(root, { patientId: '0000001' });
    const before = (turn: number): void => {
      if (turn !== 1) return;
      network.verifiable.add('0000001');
      network.refreshRequests.push(requestOf(1, '0000001'));
    };
    await watched(3, before, { scanSeconds: 100_000 });
    expect(network.completions).toMatchObject([{ outcome: 'sent' }]);
    expect(network.documents.size).toBe(1);
  });

  it('waits for a network that is away', async () => {
    network.links.set('0000001', 'verified');
    putBasics(root, '0000001');
    let isAway = false;
    network.fault = () => (isAway ? { code: 'UNAVAILABLE' } : undefined);
    const reports = await watched(
      60,
      (turn) => {
        isAway = turn >= 1 && turn < 40;
      },
      { scanSeconds: 10, pollSeconds: 5 },
    );
    expect(reports.some(({ failure }) => failure?.code === 'UNREACHABLE')).toBe(true);
    expect(reports.at(-1)?.failure).toBeUndefined();
  });

  it('ends where the network refuses the sign-in', async () => {
    network.secret = 'another';
    await expect(watched(3, () => undefined)).rejects.toThrow(IngestFailure);
  });
});
