import { renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type IngestReport, ingest } from '../../agent/ingest.ts';
import type { Connection } from '../../agent/network/connection.ts';
import type { IngestOptions } from '../../agent/options.ts';
import { dicomFile } from './support/dicom-file.ts';
import { fileName, message } from './support/hl7-text.ts';
import { patience } from './support/patience.ts';
import { newFolder, placeOf, put, putBasics, putMessage, putPrescription } from './support/storage.ts';
import { StubNetwork } from './support/stub-network.ts';

let network: StubNetwork;
let connection: Connection;
let root: string;
let stateFile: string;

beforeEach(async () => {
  network = new StubNetwork();
  connection = await network.start();
  root = newFolder();
  stateFile = join(newFolder(), 'state', 'ty.sqlite');
});
afterEach(() => network.stop());

const send = (options: Partial<IngestOptions> = {}): Promise<IngestReport> =>
  ingest({ facilityId: 'ty-hospital', connection, root, stateFile, surroundings: patience(), ...options });
const order = (n: number): string => String(n).padStart(15, '0');
const isWhole = ({ files }: IngestReport): boolean =>
  files.read ===
  files.stored + files.unchanged + files.superseded + files.removed + files.older + files.notKept + files.rejected;

/** A linked patient with demographics and some orders. */
function linkedPatient(patientId: string, orders = 3): void {
  network.links.set(patientId, 'verified');
  putBasics(root, patientId);
  for (let n = 1; n <= orders; n += 1) putPrescription(root, { patientId, order: order(n) });
}

describe('whom it sends', () => {
  it('sends linked patients only, by default', async () => {
    linkedPatient('0001234', 2);
    putBasics(root, '0009999');
    putPrescription(root, { patientId: '0009999' });
    const report = await send();
    expect(report).toMatchObject({
      patients: 1,
      files: { read: 3, stored: 3, rejected: 0 },
      skipped: { notLinkedPatients: 1 },
    });
    expect([...network.demographics.keys()]).toEqual(['0001234']);
    expect(new Set([...network.documents.values()].map(({ localId }) => localId))).toEqual(new Set(['0001234']));
    expect(report.failure).toBeUndefined();
  });

  it('sends demographics first', async () => {
    linkedPatient('0001234', 1);
    await send();
    expect(network.requests.map(({ id }) => id)).toEqual([
      'readFacility',
      'listFacilityPatients',
      'putFacilityPatient',
      'createDocumentBatch',
    ]);
  });

  it('sends of a pending patient the demographics, and the rest only when they verified the link', async () => {
    for (const patientId of ['0000001', '0000002']) {
      network.links.set(patientId, 'pending');
      putBasics(root, patientId);
      putPrescription(root, { patientId });
    }
    network.verifiable.add('0000002');
    const report = await send();
    expect(report).toMatchObject({ files: { read: 3, stored: 2, notKept: 1 }, skipped: { notLinkedPatients: 1 } });
    expect([...network.documents.values()].map(({ localId }) => localId)).toEqual(['0000002']);
    // Later the other link is found right too: nothing that was held back is forgotten.
    network.verifiable.add('0000001');
    expect(await send()).toMatchObject({ files: { stored: 2, unchanged: 2 } });
    expect(network.documents.size).toBe(2);
  });

  it('reads a list of linked patients that has several pages', async () => {
    network.pageSize = 2;
    for (const n of [1, 2, 3, 4, 5]) linkedPatient(`000000${n}`, 1);
    expect(await send()).toMatchObject({ patients: 5, files: { stored: 10 } });
    expect(network.count('listFacilityPatients')).toBe(3);
  });

  it('needs an entrustment to send everybody', async () => {
    linkedPatient('0001234');
    const report = await send({ scope: 'all' });
    expect(report).toMatchObject({ failure: { code: 'ENTRUSTMENT_REQUIRED' }, files: { read: 0 } });
    expect(network.documents.size).toBe(0);
  });

  it('sends everybody by entrustment, but nobody whom the facility excluded', async () => {
    network.entrustment = { recordedOn: '2024-01-01', reference: '委託契約 2024-1' };
    network.excludedLocalIds = ['0000002'];
    for (const patientId of ['0000001', '0000002', '0000003']) {
      putBasics(root, patientId);
      putPrescription(root, { patientId });
    }
    const dicom = newFolder();
    put(join(dicom, 'excluded.dcm'), dicomFile({ elements: [['00100020', 'LO', '2']] }));
    const report = await send({ scope: 'all', dicom });
    expect(report).toMatchObject({
      patients: 2,
      files: { stored: 4 },
      skipped: { excludedPatients: 1, excludedFiles: 1 },
    });
    expect([...network.demographics.keys()].sort()).toEqual(['0000001', '0000003']);
  });

  it('finds a patient whose folder is padded otherwise than the network pads', async () => {
    network.links.set('0001234', 'verified');
    for (const patientId of ['00001234', '1234']) putPrescription(root, { patientId, order: order(Number(patientId)) });
    putPrescription(root, { patientId: '12345678901' });
    const report = await send();
    expect(report.files.stored).toBe(2);
    expect(report.rejected).toMatchObject([{ code: 'LOCAL_ID' }]);
  });
});

describe('what it sends', () => {
  it('sends batches of at most 24 documents, one thing once in each', async () => {
    linkedPatient('0001234', 60);
    expect(await send()).toMatchObject({ files: { stored: 61 } });
    const sizes = network.requests
      .filter(({ id }) => id === 'createDocumentBatch')
      .map(({ body }) => (body['documents'] as unknown[]).length);
    expect(sizes).toEqual([24, 24, 12]);
  });

  it('keeps each batch under a megabyte', async () => {
    network.links.set('0001234', 'verified');
    for (let n = 1; n <= 6; n += 1) {
      const noise = Array.from(
        { length: 300 },
        (_, line) =>
          `OBX|${line}|TX|${n}.${line}^所見^X||${Buffer.from(`${n} ${line} `.repeat(120)).toString('base64').slice(0, 900)}`,
      );
      putMessage(
        root,
        { type: 'OMG-13', order: order(n), patientId: '0001234' },
        { type: 'ORU^R01^ORU_R01', segments: ['OBR|1|9||9A1^心エコー^JC10', ...noise] },
      );
    }
    expect(await send()).toMatchObject({ files: { stored: 6 } });
    const bodies = network.requests
      .filter(({ id }) => id === 'createDocumentBatch')
      .map(({ body }) => Buffer.byteLength(JSON.stringify(body)));
    expect(bodies.length).toBeGreaterThan(1);
    for (const bytes of bodies) expect(bytes).toBeLessThanOrEqual(1_000_000);
  });

  it('superseded and deleted orders leave the current view', async () => {
    network.links.set('0001234', 'verified');
    const of = (n: number, timestamp: string, flag: 0 | 1 | 2): string =>
      putPrescription(root, { patientId: '0001234', order: order(n), timestamp, flag });
    of(1, '20240105101112000', 2);
    of(1, '20240105111112000', 1);
    const second = of(2, '20240105101112000', 1);
    const report = await send();
    expect(report).toMatchObject({ files: { read: 3, stored: 2, superseded: 1 } });
    expect(network.current()).toEqual([`20240105_OMP-01_${order(1)}`, `20240105_OMP-01_${order(2)}`]);
    // The hospital deletes the second: its file is renamed to flag 0.
    renameSync(second, second.replace(/1$/, '0'));
    expect(await send()).toMatchObject({ files: { removed: 1, unchanged: 2 } });
    expect(network.current()).toEqual([`20240105_OMP-01_${order(1)}`]);
  });

  it('sends the latest demographics of several', async () => {
    network.links.set('0001234', 'verified');
    putBasics(root, '0001234', 2);
    const newer = fileName({
      patientId: '0001234',
      date: '-',
      type: 'ADT-00',
      department: '-',
      timestamp: '20240107000000000',
    });
    const pid = 'PID|0001||0001234^^^^PI||架空^新子^^^^^L^I~カクウ^シンコ^^^^^L^P||19370304|F';
    put(placeOf(root, newer), message({ type: 'ADT^A08^ADT_A01', segments: [], pid }));
    expect(await send()).toMatchObject({ files: { read: 2, stored: 1, superseded: 1 } });
    expect(network.demographics.get('0001234')).toMatchObject({ name: { given: '新子' } });
  });

  it('sends images of linked patients, byte for byte, and remembers whose the others are', async () => {
    network.links.set('0001234', 'verified');
    const dicom = newFolder();
    const slice = dicomFile({ pixels: 3_000_000 });
    put(join(dicom, 'study/1.dcm'), slice);
    put(
      join(dicom, 'study/other.dcm'),
      dicomFile({
        elements: [
          ['00100020', 'LO', '77'],
          ['00080018', 'UI', '1.2.9'],
        ],
      }),
    );
    put(join(dicom, 'DICOMDIR'), 'index');
    put(join(dicom, 'readme.txt'), 'no image');
    const report = await send({ dicom });
    expect(report).toMatchObject({
      files: { read: 2, stored: 1, rejected: 1 },
      skipped: { notLinkedFiles: 1 },
      rejected: [{ code: 'NOT_DICOM' }],
    });
    const [image] = [...network.documents.values()];
    expect(image).toMatchObject({ localId: '0001234', contentType: 'image', sourceKey: 'dicom_1.2.3.4.5.1' });
    expect(image?.bytes?.equals(slice)).toBe(true);
    const again = await send({ dicom });
    expect(again).toMatchObject({ files: { unchanged: 1, rejected: 1 }, skipped: { notLinkedFiles: 1 } });
    expect(network.count('announceDocument')).toBe(1);
    network.links.set('0000077', 'verified');
    expect(await send({ dicom })).toMatchObject({ files: { stored: 1, unchanged: 1 } });
  });

  it('sends documents of the extended storage, and takes back deleted ones', async () => {
    network.links.set('0001234', 'verified');
    const extended = newFolder();
    const place = (name: string, file: string): string => join(extended, '000/123/0001234/20240105', name, file);
    const summary = '0001234_20240105_DS^退院サマリ^L^18842-5^n^LN_000000000000003_20240110101112345_01_';
    put(place(`${summary}1`, 'summary.pdf'), '%PDF-1.7 summary');
    put(place('0001234_20240105_R^検査レポート^L^^n^L_000000000000004_20240110101112345_01_1', 'a.pdf'), 'no pdf');
    put(place('0001234_20240105_R^空^L^^n^L_000000000000005_20240110101112345_01_1', '.keep'), '');
    put(place('0009999_20240105_R^他人^L^^n^L_000000000000006_20240110101112345_01_1', 'b.pdf'), '%PDF-1.7');
    const report = await send({ extended });
    expect(report.files).toMatchObject({ read: 4, stored: 1, rejected: 3 });
    expect(report.rejected.map(({ code }) => code).sort()).toEqual(['EMPTY_FILE', 'MISFILED_NAME', 'NOT_ITS_FORMAT']);
    expect([...network.documents.values()]).toMatchObject([
      { contentType: 'dischargeSummary', sourceKey: 'extended_20240105_DS_000000000000003' },
    ]);
    expect(await send({ extended })).toMatchObject({ files: { unchanged: 1, rejected: 3 } });
    renameSync(place(`${summary}1`, ''), place(`${summary}0`, ''));
    expect(await send({ extended })).toMatchObject({ files: { removed: 1, rejected: 3 } });
    expect(await send({ extended })).toMatchObject({ files: { unchanged: 1, rejected: 3 } });
  });
});

describe('wrong files', () => {
  it('names each with its reason and stores all others', async () => {
    linkedPatient('0001234', 2);
    const wrong: [string, Uint8Array | string][] = [
      [placeOf(root, fileName({ type: 'OMP-02', order: order(1) })), ''],
      [placeOf(root, fileName({ type: 'OMP-02', order: order(2) })), 'not HL7'],
      [
        placeOf(root, fileName({ type: 'OMP-02', order: order(3) })),
        message({ type: 'RDE^O11', segments: [], patientId: '0009999' }),
      ],
      [placeOf(root, fileName({ type: 'OMP-02', order: order(4) })), message({ type: 'ADT^A08', segments: [] })],
      [join(root, '000/123/0001234/20240105/OMP-02', fileName({ type: 'OMP-01', order: order(5) })), 'misfiled'],
      [join(root, '000/123/0001234/20240105/OMP-02/README.txt'), 'stray'],
      [
        placeOf(root, fileName({ type: 'OMP-02', order: order(6) })),
        Buffer.concat([message({ type: 'RDE^O11', segments: [] }), Buffer.from([0x82, 0xa0])]),
      ],
    ];
    for (const [path, bytes] of wrong) put(path, bytes);
    const report = await send();
    expect(report.files).toMatchObject({ read: 10, stored: 3, rejected: 7 });
    expect(report.rejected.map(({ code }) => code).sort()).toEqual(
      [
        'EMPTY_FILE',
        'NOT_HL7',
        'MISFILED_PATIENT',
        'MISFILED_TYPE',
        'MISFILED_NAME',
        'NAME_PATTERN',
        'BROKEN_CHARSET',
      ].sort(),
    );
    for (const each of report.rejected)
      expect([each.ja, each.en, each.file].every((text) => text.length > 3)).toBe(true);
    expect(report.failure).toBeUndefined();
    // They stay wrong without being read again, and are sent once they are mended.
    expect((await send()).files).toMatchObject({ unchanged: 3, rejected: 7 });
    const mended = wrong[0]?.[0] ?? '';
    writeFileSync(mended, message({ type: 'RDE^O11', segments: ['ORC|NW|1', 'RXE||1^輸液^HOT9|1'] }));
    expect((await send()).files).toMatchObject({ stored: 1, unchanged: 3, rejected: 6 });
  });

  it('stores the rest of a batch in which the network finds fault with one document', async () => {
    linkedPatient('0001234', 9);
    network.fault = (id, body) =>
      id === 'createDocumentBatch' && JSON.stringify(body).includes(`OMP-01_${order(5)}`)
        ? { code: 'INVALID_REQUEST' }
        : undefined;
    const report = await send();
    expect(report).toMatchObject({
      files: { stored: 9, rejected: 1 },
      rejected: [{ code: 'NOT_ACCEPTED', detail: 'INVALID_REQUEST' }],
    });
    expect(report.rejected[0]?.file).toContain(order(5));
    // The network was mended: the file is tried again.
    network.fault = () => undefined;
    expect(await send()).toMatchObject({ files: { stored: 1, unchanged: 9 } });
  });

  it('sends a batch that the network finds too large in halves, and names the one document that is too large by itself', async () => {
    linkedPatient('0001234', 9);
    network.fault = (id, body) => {
      if (id !== 'createDocumentBatch') return undefined;
      const { documents } = body as { documents: unknown[] };
      const isLarge = JSON.stringify(documents).includes(`OMP-01_${order(5)}`);
      return documents.length > 2 || isLarge ? { code: 'BODY_TOO_LARGE' } : undefined;
    };
    const report = await send();
    expect(report).toMatchObject({ files: { stored: 9, rejected: 1 }, rejected: [{ code: 'TOO_LARGE' }] });
    expect(report.rejected[0]?.file).toContain(order(5));
    network.fault = () => undefined;
    expect(await send()).toMatchObject({ files: { stored: 1, unchanged: 9 } });
  });

  it('leaves a patient whom the network does not let in any more, and goes on with the next', async () => {
    linkedPatient('0000001', 30);
    linkedPatient('0000002', 1);
    network.fault = (id, body) =>
      id === 'createDocumentBatch' && body['localId'] === '0000001' ? { code: 'FORBIDDEN' } : undefined;
    const report = await send({ concurrency: 1 });
    expect(report.files).toMatchObject({ stored: 3, rejected: 24 });
    expect(report.rejected[0]).toMatchObject({ code: 'REFUSED', detail: 'FORBIDDEN' });
  });
});

describe('sending again', () => {
  it('sends nothing the second time, and counts all as unchanged', async () => {
    for (const n of [1, 2, 3]) linkedPatient(`000000${n}`, 5);
    expect(await send()).toMatchObject({ files: { read: 18, stored: 18 } });
    const before = network.requests.length;
    const second = await send();
    expect(second).toMatchObject({ files: { read: 18, unchanged: 18, stored: 0 } });
    expect(network.requests.slice(before).map(({ id }) => id)).toEqual(['readFacility', 'listFacilityPatients']);
    expect(isWhole(second)).toBe(true);
  });

  it('takes a copied storage (new times, the same bytes) for unchanged', async () => {
    linkedPatient('0001234', 1);
    await send();
    const before = network.count('createDocumentBatch');
    utimesSync(placeOf(root, fileName({ type: 'OMP-01', order: order(1) })), new Date(), new Date(Date.now() + 60_000));
    expect(await send()).toMatchObject({ files: { unchanged: 2 } });
    expect(network.count('createDocumentBatch')).toBe(before);
  });

  it('duplicates nothing when the state is lost: the network says unchanged', async () => {
    linkedPatient('0001234', 30);
    await send();
    const stored = network.documents.size;
    rmSync(stateFile);
    expect(await send()).toMatchObject({ files: { unchanged: 31, stored: 0 } });
    expect(network.documents.size).toBe(stored);
  });

  it('forgets what it sent to a region that was reset', async () => {
    linkedPatient('0001234', 3);
    await send();
    network.documents.clear();
    network.demographics.clear();
    expect(await send({ connection: { ...connection, regionId: 'another' } })).toMatchObject({ files: { stored: 4 } });
  });

  it('looks again when the settings of the facility change', async () => {
    linkedPatient('0001234', 1);
    await send();
    expect(await send({ infectionCodes: ['X'] })).toMatchObject({ files: { unchanged: 2 } });
    expect(network.count('createDocumentBatch')).toBe(2);
  });
});

describe('a network that is busy or away', () => {
  it('waits as long as it is told, and loses nothing', async () => {
    linkedPatient('0001234', 30);
    let refusals = 0;
    network.fault = (id) => {
      if (id !== 'createDocumentBatch' || refusals >= 3) return undefined;
      refusals += 1;
      return [
        { code: 'CONFLICT' as const },
        { code: 'UNAVAILABLE' as const, retryAfter: 7 },
        { code: 'SEARCH_EXHAUSTED' as const, retryAfter: 2 },
      ][refusals - 1];
    };
    const surroundings = patience();
    expect(await send({ surroundings })).toMatchObject({ files: { stored: 31 } });
    expect(surroundings.slept).toEqual([187.5, 7375, 2750]);
  });

  it('repeats under the same key what was stored but not answered', async () => {
    linkedPatient('0001234', 3);
    let dropped = 0;
    network.fault = (id) => (id === 'createDocumentBatch' && dropped++ === 0 ? { drop: 'after' } : undefined);
    const report = await send();
    expect(report).toMatchObject({ files: { read: 4 } });
    expect(report.failure).toBeUndefined();
    const keys = network.requests.filter(({ id }) => id === 'createDocumentBatch').map(({ key }) => key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect(network.documents.size).toBe(3);
  });

  it('gives up after a bounded number of attempts, keeps what was stored, and goes on there the next time', async () => {
    linkedPatient('0001234', 60);
    let batches = 0;
    network.fault = (id) => (id === 'createDocumentBatch' && ++batches > 1 ? { code: 'UNAVAILABLE' } : undefined);
    const report = await send();
    expect(report).toMatchObject({ failure: { code: 'UNREACHABLE' }, files: { stored: 25 } });
    expect(batches).toBe(1 + 8);
    network.fault = () => undefined;
    const rest = await send();
    expect(rest).toMatchObject({ files: { unchanged: 25, stored: 36 } });
    expect(network.documents.size).toBe(60);
  });

  it('says that it cannot reach the network', async () => {
    await network.stop();
    expect(await send()).toMatchObject({ failure: { code: 'UNREACHABLE' }, files: { read: 0 } });
    network = new StubNetwork();
    connection = await network.start();
  });

  it('says that the sign-in was refused', async () => {
    network.secret = 'another';
    expect(await send()).toMatchObject({ failure: { code: 'SIGN_IN_REFUSED' } });
  });

  it('signs in again when its token is not taken any more', async () => {
    linkedPatient('0001234', 3);
    network.fault = (id) => {
      if (id === 'putFacilityPatient') network.tokens += 10;
      return undefined;
    };
    expect(await send()).toMatchObject({ files: { stored: 4 } });
  });

  it('does not lose heart over one document that the network fails at, and stops where it fails at all', async () => {
    linkedPatient('0000001', 5);
    linkedPatient('0000002', 60);
    network.fault = (id, body) =>
      id === 'createDocumentBatch' && JSON.stringify(body).includes(`OMP-01_${order(5)}"`)
        ? { code: 'INTERNAL' }
        : undefined;
    expect(await send({ concurrency: 1 })).toMatchObject({ files: { stored: 65, rejected: 2 } });
    rmSync(stateFile);
    network.fault = (id) => (id === 'createDocumentBatch' ? { code: 'INTERNAL' } : undefined);
    const report = await send({ concurrency: 1 });
    expect(report).toMatchObject({ failure: { code: 'UNREACHABLE', detail: 'INTERNAL' } });
  });

  it('finishes an upload that was cut off before, during or after it', async () => {
    network.links.set('0001234', 'verified');
    for (const fault of [{ drop: 'before' }, { drop: 'after' }, { status: 403 }, { status: 500 }] as const) {
      const dicom = newFolder();
      put(join(dicom, 'a.dcm'), dicomFile({ elements: [['00080018', 'UI', `1.2.${network.documents.size}`]] }));
      let faults = 0;
      network.fault = (id) => (id === 'upload' && faults++ === 0 ? fault : undefined);
      expect(await send({ dicom })).toMatchObject({ files: { stored: 1 } });
    }
    expect(network.documents.size).toBe(4);
  });

  it('names a file that cannot be uploaded, and tries it again the next time', async () => {
    network.links.set('0001234', 'verified');
    const dicom = newFolder();
    put(join(dicom, 'a.dcm'), dicomFile());
    network.fault = (id) => (id === 'upload' ? { status: 500 } : undefined);
    expect(await send({ dicom })).toMatchObject({ files: { rejected: 1 }, rejected: [{ code: 'UPLOAD_FAILED' }] });
    network.fault = () => undefined;
    expect(await send({ dicom })).toMatchObject({ files: { stored: 1 } });
  });

  it('ends when it is told to, without losing what was acknowledged', async () => {
    linkedPatient('0001234', 100);
    const stop = new AbortController();
    network.fault = (id) => {
      if (id === 'createDocumentBatch' && network.count(id) === 2) stop.abort();
      return undefined;
    };
    const report = await send({ signal: stop.signal });
    expect(report.failure?.code).toBe('STOPPED');
    network.fault = () => undefined;
    const rest = await send();
    expect(rest.files.stored + rest.files.unchanged).toBe(101);
    expect(network.documents.size).toBe(100);
  });
});

describe('what cannot begin', () => {
  it('says that the facility has no such ID', async () => {
    expect(await send({ facilityId: 'Not An Id' })).toMatchObject({ failure: { code: 'USAGE' } });
  });

  it('says which folder it cannot open', async () => {
    expect(await send({ root: '/no/such/storage' })).toMatchObject({
      failure: { code: 'NO_STORAGE', detail: '/no/such/storage ENOENT' },
    });
  });
});
