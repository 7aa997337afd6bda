import { gzipSync } from 'node:zlib';
import {
  countChangesOf,
  currentOf,
  currentWrites,
  type DocumentName,
  type DocumentVersion,
  documentIdOf,
  monthWrites,
  newVersionWrite,
  thingOf,
  versionTagOf,
} from '../../../layers/store/index.ts';
import type { Content } from '../../../schemas/content.ts';
import type { ContentType } from '../../../schemas/content-types.ts';
import type { Document } from '../../../schemas/document.ts';
import type { DocumentId, FacilityId, LocalId } from '../../../schemas/primitives.ts';
import type { DeedWorld } from '../deed-world.ts';

type Owner = { facilityId: FacilityId; localId: LocalId };
/** A document as its facility sent it; `raw`: the message it came in. */
export type Sketch = Partial<Pick<Document, 'department' | 'stage' | 'title' | 'state' | 'sourceVersion'>> & {
  contentType: ContentType;
  day?: string;
  key?: string;
  content?: Content;
  raw?: string;
};

let keys = 0;

const versionOf = (world: DeedWorld, owner: Owner, sketch: Sketch): DocumentVersion => {
  keys += 1;
  const { contentType, day = '-', key = `key ${keys}`, content, raw, ...rest } = sketch;
  const { sourceVersion = '1' } = rest;
  const name: DocumentName = {
    facilityId: owner.facilityId,
    localId: owner.localId,
    contentType,
    day,
    thing: thingOf({ contentType, day, sourceKey: key }),
    versionTag: versionTagOf({ sourceVersion, flag: 'current', sha256: '' }),
  };
  return {
    name,
    ...(content && { content }),
    ...(raw !== undefined && { rawGzip: gzipSync(raw), rawSha256: 'f'.repeat(64) }),
    meta: {
      documentId: documentIdOf(world.store.seal, name),
      facilityId: owner.facilityId,
      localId: owner.localId,
      contentType,
      stage: 'done',
      ...(day !== '-' && { day }),
      title: contentType,
      state: 'available',
      sourceKey: key,
      hasContent: content !== undefined,
      hasRaw: raw !== undefined,
      createdAt: new Date(world.clock.now()).toISOString(),
      version: 1,
      ...rest,
      sourceVersion,
    },
  };
};

/** Keeps documents of one facility patient, each as its own delivery; gives their ids. */
export const keep = async (world: DeedWorld, owner: Owner, ...sketches: Sketch[]): Promise<DocumentId[]> => {
  const kept: DocumentId[] = [];
  for (const sketch of sketches) {
    const one = versionOf(world, owner, sketch);
    const row = (await currentOf(world.store, [one.name])).rows.get(one.name.thing);
    await world.write([newVersionWrite(one), ...currentWrites(one, row), ...monthWrites(countChangesOf(one, row))]);
    kept.push(one.meta.documentId);
  }
  return kept;
};

export const prescription = (day: string, days?: number, rest: Partial<Sketch> = {}): Sketch => ({
  contentType: 'prescription',
  day,
  stage: 'order',
  content: {
    kind: 'prescription',
    setting: 'outpatient',
    dispensing: 'outside',
    items: [{ drug: { name: '試験薬' }, ...(days !== undefined && { days }) }],
  },
  ...rest,
});

export const dated = (contentType: ContentType, day: string, rest: Partial<Sketch> = {}): Sketch => ({
  contentType,
  day,
  ...rest,
});

export const infection = (day: string, rest: Partial<Sketch> = {}): Sketch => ({
  contentType: 'infection',
  day,
  content: { kind: 'infection', items: [{ item: { name: 'HBs抗原' }, result: 'negative' }] },
  ...rest,
});
