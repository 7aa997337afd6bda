import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { documentIdOf, documentNameOf, thingOf, versionTagOf } from '../../../layers/store/document-name.ts';
import type { DocumentName } from '../../../layers/store/keys.ts';
import { Seal } from '../../../layers/store/seal.ts';
import { CONTENT_TYPES, type ContentType } from '../../../schemas/content-types.ts';
import { Day, DocumentId, FacilityId, LocalId } from '../../../schemas/primitives.ts';
import { facility, localId } from './people.ts';
import { SECRET } from './tables.ts';

const seal = new Seal(SECRET);
const name: DocumentName = {
  facilityId: facility('ty-hospital'),
  localId: localId('0000001'),
  contentType: 'laboratory',
  day: '2026-11-22',
  thing: thingOf({ contentType: 'laboratory', day: '2026-11-22', sourceKey: '20261122_OML-11_000000000000001' }),
  versionTag: versionTagOf({ sourceVersion: '20261122103000000', flag: 'current', sha256: 'f'.repeat(64) }),
};
const roundTrip = (any: DocumentName) => documentNameOf(seal, documentIdOf(seal, any));

describe('a document id', () => {
  it.each([
    '-',
    '2026-11-22',
    '1979-06-06',
    '1979-06-07',
    '1873-01-01',
    '1868-01-25',
    '0000-01-01',
    '0001-01-01',
    '9999-12-31',
    '2024-02-29',
  ])('carries the day %s', (day) => {
    expect(day === '-' || Day.safeParse(day).success).toBe(true);
    expect(roundTrip({ ...name, day })).toEqual({ ...name, day });
  });

  it('carries every name that the network lets in, and is an id as the schema has it', () => {
    const anyName: fc.Arbitrary<DocumentName> = fc.record({
      facilityId: fc
        .stringMatching(/^[a-z][a-z0-9-]{1,30}[a-z0-9]$/)
        .filter((id) => FacilityId.safeParse(id).success)
        .map(facility),
      localId: fc.stringMatching(/^[0-9A-Z][0-9A-Z.-]{0,19}$/).map((id) => LocalId.parse(id)),
      contentType: fc.constantFrom(...(Object.keys(CONTENT_TYPES) as ContentType[])),
      day: fc.oneof(
        fc.constant('-'),
        fc
          .date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
          .map((date) => date.toISOString().slice(0, 10)),
      ),
      thing: fc.string().map((sourceKey) => thingOf({ contentType: 'laboratory', day: '-', sourceKey })),
      versionTag: fc.string().map((sourceVersion) => versionTagOf({ sourceVersion, flag: 'current', sha256: '' })),
    });
    fc.assert(
      fc.property(anyName, (any) => {
        const id = documentIdOf(seal, any);
        expect(DocumentId.safeParse(id).success).toBe(true);
        expect(documentNameOf(seal, id)).toEqual(any);
      }),
      { numRuns: 500 },
    );
  });

  it('is always the same for the same version, and another where anything of it differs', () => {
    expect(documentIdOf(new Seal(SECRET), name)).toBe(documentIdOf(seal, { ...name }));
    const others: DocumentName[] = [
      { ...name, facilityId: facility('test-hospital') },
      { ...name, localId: localId('0000002') },
      { ...name, contentType: 'prescription' },
      { ...name, day: '2026-11-23' },
      { ...name, thing: thingOf({ ...name, sourceKey: 'another' }) },
      { ...name, versionTag: versionTagOf({ sourceVersion: 'later', flag: 'current', sha256: '' }) },
    ];
    expect(new Set([name, ...others].map((any) => documentIdOf(seal, any))).size).toBe(others.length + 1);
  });

  it('shows nothing of what it names', () => {
    const bytes = Buffer.from(documentIdOf(seal, name).slice(4), 'base64url').toString('latin1');
    for (const part of ['ty-hospital', '0000001', name.thing]) expect(bytes).not.toContain(part);
  });

  it.each([
    ['of another network', documentIdOf(new Seal(`${SECRET}, another`), name)],
    ['without its prefix', documentIdOf(seal, name).slice(4)],
    ['of something else', `doc_${seal.closeName(Buffer.from('no document, but long enough to be taken for one'))}`],
    ['too short', `doc_${seal.closeName(Buffer.from('short'))}`],
    ['of nothing', 'doc_'],
    [
      'of an unknown content type',
      `doc_${seal.closeName(Buffer.concat([Buffer.from([250]), Buffer.alloc(23), Buffer.from('ty-hospital\n1')]))}`,
    ],
  ])('%s names nothing', (_, id) => {
    expect(documentNameOf(seal, id)).toBeUndefined();
  });

  it('with one bit off names nothing', () => {
    const id = documentIdOf(seal, name);
    const bytes = Buffer.from(id.slice(4), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(documentNameOf(seal, `doc_${changed.toString('base64url')}`)).toBeUndefined();
    }
  });
});

describe('a version tag', () => {
  it('differs where time, flag or content differ', () => {
    const version = { sourceVersion: '20261122103000000', flag: 'current', sha256: 'f'.repeat(64) };
    const tags = [
      version,
      { ...version, sourceVersion: '20261122103000001' },
      { ...version, flag: 'superseded' },
      { ...version, sha256: 'e'.repeat(64) },
    ].map(versionTagOf);
    expect(new Set(tags).size).toBe(tags.length);
    expect(tags[0]).toMatch(/^[0-9a-f]{16}$/);
  });
});
