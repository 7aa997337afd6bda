import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type * as z from 'zod';
import { type BatchDocument, type DocumentAnnouncement, DocumentState, type Upload } from '../../schemas/document.ts';
import { announceDocument, completeDocument } from '../../schemas/operations/documents.ts';
import { type Caller, done, eventually } from './journey.ts';

export type Sent = z.input<typeof BatchDocument>;
type Content = NonNullable<Sent['content']>;

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** A message as its source wrote it, and how it travels. */
export const message = (text: string): { rawGzip: string; rawSha256: string } => ({
  rawGzip: gzipSync(text).toString('base64'),
  rawSha256: sha256(text),
});

type Described = { key: string; content: Content; contentType?: Sent['contentType'] } & Partial<
  Omit<Sent, 'sourceKey' | 'content'>
>;

/** One typed content of a batch, current unless it says otherwise. Its message is made of what it is. */
export const sent = ({ key, content, ...described }: Described): Sent => {
  const version = described.sourceVersion ?? '20260105090000000';
  return {
    sourceKey: key,
    sourceVersion: version,
    flag: 'current',
    contentType: content.kind as Sent['contentType'],
    day: '2026-01-05',
    title: content.kind,
    content,
    ...message(`MSH|^~\\&|${key}|${version}|${described.flag ?? 'current'}\r`),
    ...described,
  };
};

const withoutDay = (described: Described): Sent => {
  const { day: _day, ...rest } = sent(described);
  return rest;
};

export const prescription = (key: string, change: Partial<Sent> = {}): Sent =>
  sent({
    key,
    title: '外来処方',
    content: {
      kind: 'prescription',
      setting: 'outpatient',
      dispensing: 'outside',
      items: [{ drug: { name: 'アムロジピン錠5mg' }, dose: { value: '1', unit: '錠' }, days: 14 }],
    },
    ...change,
  });

export const laboratory = (key: string, change: Partial<Sent> = {}): Sent =>
  sent({
    key,
    title: '生化学',
    content: {
      kind: 'laboratory',
      results: [{ item: { name: 'CRE' }, value: { text: '0.71', numeric: true }, unit: 'mg/dL' }],
    },
    ...change,
  });

export const diagnosis = (key: string, change: Partial<Sent> = {}): Sent =>
  withoutDay({
    key,
    title: '病名',
    content: { kind: 'diagnosis', none: false, items: [{ condition: { name: '本態性高血圧症' }, status: 'active' }] },
    ...change,
  });

export const allergy = (key: string, change: Partial<Sent> = {}): Sent =>
  withoutDay({
    key,
    title: 'アレルギー',
    content: {
      kind: 'allergy',
      none: false,
      items: [{ category: 'drug', substance: { name: 'セファゾリン' }, severity: 'severe' }],
    },
    ...change,
  });

export const infection = (key: string, change: Partial<Sent> = {}): Sent =>
  sent({
    key,
    title: '感染症',
    content: { kind: 'infection', items: [{ item: { name: 'HBs抗原' }, result: 'negative' }] },
    ...change,
  });

export const physicianNote = (key: string, change: Partial<Sent> = {}): Sent =>
  sent({
    key,
    contentType: 'physicianNote',
    title: '経過記録',
    content: { kind: 'note', title: '経過記録', sections: [{ text: '著変なし。' }] },
    ...change,
  });

export const report = (key: string, change: Partial<Sent> = {}): Sent =>
  sent({
    key,
    title: '読影レポート',
    content: { kind: 'report', title: '読影レポート', sections: [{ text: '異常所見なし。' }] },
    ...change,
  });

/** The least that a DICOM file has: a preamble and its mark (PS3.10, 7.1), and some content of its own. */
export const dicomFile = (mark: string): Buffer => Buffer.concat([Buffer.alloc(128), Buffer.from(`DICM${mark}`)]);

type Announced = z.input<typeof DocumentAnnouncement>;

/** An image of one patient of the caller's facility. */
export const announcement = (localId: string, bytes: Uint8Array, change: Partial<Announced> = {}): Announced => ({
  localId,
  contentType: 'image',
  day: '2026-01-05',
  title: 'CT 胸部',
  mediaType: 'application/dicom',
  byteLength: bytes.byteLength,
  sha256: sha256(bytes),
  ...change,
});

/** Sends the bytes where the network said, with every header as given. */
export const transfer = (upload: z.infer<typeof Upload>, bytes: Uint8Array): Promise<Response> =>
  fetch(upload.url, { method: upload.method, headers: upload.headers, body: new Uint8Array(bytes) });

/** Announces, sends, completes, and waits for the scan. @returns the document's id and its state then. */
export const uploaded = async (caller: Caller, announced: Announced, bytes: Uint8Array) => {
  const { documentId, upload } = done(await caller(announceDocument, { body: announced }));
  if (!upload) throw new Error('The bytes are there already');
  const put = await transfer(upload, bytes);
  if (!put.ok) throw new Error(`The store refused: ${put.status} ${await put.text()}`);
  const complete = async () => {
    const outcome = await caller(completeDocument, { params: { documentId }, body: {} });
    // A file that turned out to be malware is told as the state that bars completion.
    return outcome.ok ? outcome.body.state : DocumentState.parse(outcome.problem['state']);
  };
  return { documentId, state: await eventually(complete, (state) => state !== 'received') };
};
