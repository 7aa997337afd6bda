import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { IngestReport } from '../../agent/ingest.ts';
import type { Connection } from '../../agent/network/connection.ts';
import { regionFolder, runMain } from './support/main-process.ts';
import { newFolder, put, putBasics, putPrescription } from './support/storage.ts';
import { StubNetwork } from './support/stub-network.ts';

let network: StubNetwork;
let connection: Connection;
let root: string;
let data: string;

beforeEach(async () => {
  network = new StubNetwork();
  connection = await network.start();
  root = newFolder();
  data = regionFolder(connection);
});
afterEach(() => network.stop());

const command = (...args: string[]) => [root, '--facility', 'ty-hospital', '--data', data, ...args];
const order = (n: number): string => String(n).padStart(15, '0');
const until = async (isSo: () => boolean): Promise<void> => {
  for (let waited = 0; !isSo() && waited < 20_000; waited += 20)
    await new Promise((resolve) => setTimeout(resolve, 20));
};

function linkedPatient(patientId: string, orders: number): void {
  network.links.set(patientId, 'verified');
  putBasics(root, patientId);
  for (let n = 1; n <= orders; n += 1) putPrescription(root, { patientId, order: order(n) });
}

describe('npm run ingest', () => {
  it('prints what became of everything in both languages, and exits 0 though a file was rejected', async () => {
    linkedPatient('0001234', 2);
    put(join(root, '000/123/0001234/20240105/OMP-01/notes.txt'), 'x');
    const { code, stdout, stderr } = await runMain(command()).ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/登録 +3 {2}stored/);
    expect(stdout).toMatch(/拒否 +1 {2}rejected/);
    expect(stdout).toContain('NAME_PATTERN');
    expect(stdout).toContain('notes.txt');
    expect(stdout).toContain('ファイル名がSS-MIX2の形ではありません / the name is not of the SS-MIX2 form');
  });

  it('prints one JSON document with --json', async () => {
    linkedPatient('0001234', 2);
    const { stdout } = await runMain(command('--json')).ended;
    expect(JSON.parse(stdout) as IngestReport).toMatchObject({
      facilityId: 'ty-hospital',
      scope: 'linked',
      files: { stored: 3 },
      rejected: [],
    });
    expect(JSON.parse((await runMain(command('--json')).ended).stdout)).toMatchObject({
      files: { stored: 0, unchanged: 3 },
    });
  });

  it('exits otherwise, and says why, where nothing could be sent', async () => {
    linkedPatient('0001234', 1);
    const codeOf = async (...args: string[]) => {
      const { code, stdout, stderr } = await runMain(args).ended;
      return [code, /must|not|no |needs|refused|cannot/.test(stdout + stderr)];
    };
    expect(await codeOf(...command('--scope', 'all'))).toEqual([77, true]);
    expect(await codeOf(root, '--facility', 'ty-hospital', '--data', newFolder())).toEqual([66, true]);
    expect(await codeOf(root, '--facility', 'test-clinic', '--data', data)).toEqual([66, true]);
    expect(await codeOf('/no/such', '--facility', 'ty-hospital', '--data', data)).toEqual([66, true]);
    expect(await codeOf(...command('--nonsense'))).toEqual([64, true]);
    network.secret = 'another';
    expect(await codeOf(...command())).toEqual([77, true]);
  });

  it('takes origin and credentials of a region elsewhere from the environment', async () => {
    linkedPatient('0001234', 1);
    const environment = {
      ISM_LINK_ISSUER: connection.issuer,
      ISM_LINK_CLIENT_ID: connection.clientId,
      ISM_LINK_CLIENT_SECRET: connection.clientSecret,
    };
    const args = [
      root,
      '--facility',
      'ty-hospital',
      '--origin',
      connection.origin,
      '--state',
      join(newFolder(), 's.sqlite'),
      '--json',
    ];
    expect(JSON.parse((await runMain(args, environment).ended).stdout)).toMatchObject({ files: { stored: 2 } });
  });

  it('goes on after kill -9 where it was, and neither loses nor doubles anything', async () => {
    for (const patient of [1, 2, 3, 4]) linkedPatient(`000000${patient}`, 60);
    for (const batches of [2, 5, 8]) {
      const { child, ended } = runMain(command('--concurrency', '2'));
      await until(() => network.count('createDocumentBatch') >= batches);
      child.kill('SIGKILL');
      expect((await ended).signal).toBe('SIGKILL');
    }
    const { stdout } = await runMain(command('--json')).ended;
    const { files } = JSON.parse(stdout) as IngestReport;
    expect(files).toMatchObject({ read: 244, rejected: 0 });
    expect(files.stored + files.unchanged).toBe(244);
    expect(network.documents.size).toBe(240);
  }, 60_000);

  it('watches for new files, answers requests, and ends cleanly on SIGINT', async () => {
    linkedPatient('0000001', 1);
    const { child, ended } = runMain(command('--watch', '--json'));
    await until(() => network.documents.size === 1);
    putPrescription(root, { patientId: '0000001', order: order(2) });
    network.refreshRequests.push({
      requestId: 'ref_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ',
      localId: '0000001',
      requestedAt: '2024-01-06T00:00:00.000Z',
    });
    await until(() => network.completions.length === 1 && network.documents.size === 2);
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ refreshed: 1 });
    expect(network.documents.size).toBe(2);
  }, 60_000);
});
