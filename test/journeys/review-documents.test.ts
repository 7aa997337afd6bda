import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readDocument } from '../../schemas/operations/documents.ts';
import { completeRefreshRequest, createDocumentBatch, listRefreshRequests } from '../../schemas/operations/ingest.ts';
import { refreshPatient } from '../../schemas/operations/registration.ts';
import type { DocumentId, FacilityId, PatientId } from '../../schemas/primitives.ts';
import { type Caller, done, Journey, refused } from './journey.ts';
import { calendarOf } from './looks.ts';
import { person } from './people.ts';
import { laboratory, message, report, type Sent, sent, sha256 } from './records.ts';
import { comprehensive, linked, registered } from './registration-steps.ts';

/** Letters that do not shrink to less than three quarters. */
const noise = (bytes: number): string => randomBytes(bytes).toString('base64').slice(0, bytes);
/** A message of so many bytes that does not shrink at all. */
const bulky = (bytes: number): { rawGzip: string; rawSha256: string } => {
  const plain = randomBytes(bytes);
  return { rawGzip: gzipSync(plain).toString('base64'), rawSha256: sha256(plain) };
};
const wordy = (key: string, letters: number, change: Partial<Sent> = {}): Sent =>
  report(key, {
    content: {
      kind: 'report',
      title: '長文',
      sections: Array.from({ length: Math.ceil(letters / 10_000) }, () => ({ text: noise(10_000) })),
    },
    ...change,
  });

describe('batches that are hostile, or only large', () => {
  let journey: Journey;
  let clinic: Caller;
  let ty: Caller;
  let count = 0;
  const patient = async (): Promise<{ patientId: PatientId; localId: string }> => {
    count += 1;
    const localId = String(700 + count);
    const patientId = await registered(clinic, person(count), { localId, consent: comprehensive() });
    await linked(journey.as('ty-hospital.doctor'), { patientId, facilityId: 'ty-hospital', localId });
    return { patientId, localId };
  };
  const send = (localId: string, documents: Sent[]) => ty(createDocumentBatch, { body: { localId, documents } });
  /** Three years, each asked for by itself: a period is at most 400 days long. */
  const daysOf = async (patientId: PatientId) => {
    const years = ['2024', '2025', '2026'].map((year) => ({ from: `${year}-01-01`, to: `${year}-12-31` }));
    const shown = await Promise.all(years.map((year) => calendarOf(clinic, patientId, year)));
    return shown.flatMap(({ days }) => days.map(({ day }) => day));
  };

  beforeAll(async () => {
    journey = await Journey.begin();
    clinic = journey.as('test-clinic.doctor');
    ty = journey.systemOf('ty-hospital');
  });
  afterAll(() => journey.end());

  it('one key on two days is two documents; a corrected day is a new one, and the source takes the former back', async () => {
    const { patientId, localId } = await patient();
    const [first, second] = [laboratory('same', { day: '2026-01-05' }), laboratory('same', { day: '2026-01-06' })];
    const { results } = done(await send(localId, [first, second, first]));
    expect(results.map(({ outcome }) => outcome)).toEqual(['stored', 'stored', 'unchanged']);
    expect(new Set(results.map(({ documentId }) => documentId)).size).toBe(2);
    expect((await daysOf(patientId)).sort()).toEqual(['2026-01-05', '2026-01-06']);

    const gone = laboratory('same', { day: '2026-01-05', flag: 'deleted', sourceVersion: '20260106120000000' });
    done(await send(localId, [gone]));
    expect(await daysOf(patientId)).toEqual(['2026-01-06']);
    const { document } = done(
      await clinic(readDocument, { params: { patientId, documentId: results[1]?.documentId as DocumentId } }),
    );
    // The other day's versions are another thing's history.
    expect(document.history).toEqual([]);
  });

  it('24 documents in 24 months are stored at once', async () => {
    const { patientId, localId } = await patient();
    const documents = Array.from({ length: 24 }, (_, n) =>
      laboratory(`m${n}`, { day: `${2024 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}-15` }),
    );
    expect(new Set(done(await send(localId, documents)).results.map(({ outcome }) => outcome))).toEqual(
      new Set(['stored']),
    );
    expect(await daysOf(patientId)).toHaveLength(24);
  });

  it('a document that is too large is named, and nothing of its batch is stored', async () => {
    const { patientId, localId } = await patient();
    const large: [string, Sent][] = [
      ['rawGzip', laboratory('raw', bulky(121 * 1024))],
      ['rawGzip', laboratory('bomb', { rawGzip: gzipSync(Buffer.alloc(5 * 1024 * 1024)).toString('base64') })],
      ['content', wordy('content', 150_000)],
    ];
    for (const [field, document] of large) {
      const answer = refused(await send(localId, [laboratory('fine'), document]));
      expect(answer).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' });
      expect(answer.errors?.map(({ pointer }) => pointer)).toEqual([`/body/documents/1/${field}`]);
    }
    const broken: [string, Sent][] = [
      ['rawGzip', laboratory('no gzip', { rawGzip: Buffer.from('MSH|').toString('base64') })],
      ['rawSha256', laboratory('other hash', { ...message('MSH|'), rawSha256: sha256('PID|') })],
      [
        'content',
        sent({ key: 'kind', contentType: 'laboratory', content: { kind: 'diagnosis', none: true, items: [] } }),
      ],
    ];
    for (const [field, document] of broken) {
      const answer = refused(await send(localId, [laboratory('fine'), document]));
      expect(answer).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
      expect(answer.errors?.map(({ pointer }) => pointer)).toEqual([`/body/documents/1/${field}`]);
    }
    expect(await daysOf(patientId)).toEqual([]);
    // What is as large as may be is stored, and can be read.
    const [largest] = done(await send(localId, [wordy('largest', 130_000, bulky(119 * 1024))])).results;
    const documentId = largest?.documentId as DocumentId;
    const { document } = done(await clinic(readDocument, { params: { patientId, documentId } }));
    expect(JSON.stringify(document.content).length).toBeGreaterThan(130_000);
  });

  it('a batch that no transaction would take is refused as a whole, and fits in halves', async () => {
    const { patientId, localId } = await patient();
    const documents = Array.from({ length: 24 }, (_, n) => {
      const comments = Array.from({ length: 15 }, () => noise(1900));
      const content = { kind: 'laboratory' as const, results: [{ item: { name: 'CRE' }, comments }] };
      return laboratory(`l${n}`, { content, ...bulky(112 * 1024) });
    });
    const answer = refused(await send(localId, documents));
    expect(answer).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE', errors: [{ pointer: '/body/documents' }] });
    expect(await daysOf(patientId)).toEqual([]);
    for (const half of [documents.slice(0, 12), documents.slice(12)])
      expect(done(await send(localId, half)).results.every(({ outcome }) => outcome === 'stored')).toBe(true);
    expect((await calendarOf(clinic, patientId)).entries).toHaveLength(24);
  });

  it('ten wishes for the latest data of one patient are one, until it is answered', async () => {
    const { patientId, localId } = await patient();
    const facilities = ['ty-hospital' as FacilityId];
    const ask = async () =>
      done(await clinic(refreshPatient, { params: { patientId }, body: { facilities } })).requests;
    const [first] = await ask();
    const others = [...(await Promise.all([ask(), ask(), ask()])), await ask()].flat();
    expect(new Set(others.map(({ requestId }) => requestId))).toEqual(new Set([first?.requestId]));
    expect(others.map(({ requestedAt }) => requestedAt)).toEqual(others.map(() => first?.requestedAt));
    const open = async () =>
      done(await ty(listRefreshRequests, {})).items.filter((one) => Number(one.localId) === Number(localId));
    expect(await open()).toHaveLength(1);
    const params = { requestId: first?.requestId ?? '' };
    done(await ty(completeRefreshRequest, { params, body: { localId, outcome: 'nothingNew' } }));
    expect(await open()).toEqual([]);
    const [next] = await ask();
    expect(next?.requestId).not.toBe(first?.requestId);
    // What was answered once says nothing about the next wish.
    expect(refused(await ty(completeRefreshRequest, { params, body: { localId, outcome: 'sent' } }))).toMatchObject({
      status: 404,
    });
    expect((await open()).map(({ requestId }) => requestId)).toEqual([next?.requestId]);
  });
});
