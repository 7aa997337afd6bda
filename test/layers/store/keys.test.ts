import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normaliseLocalId } from '../../../layers/names/index.ts';
import type { DocumentName } from '../../../layers/store/keys.ts';
import * as keys from '../../../layers/store/keys.ts';
import { CONTENT_TYPES, type ContentType } from '../../../schemas/content-types.ts';
import { FacilityId, LocalId, PatientId, StaffId } from '../../../schemas/primitives.ts';
import { consentId, facility, localId, patientId, staff } from './people.ts';

const SEPARATORS = ['#', '\uffff', '\n', '|', '/', ' ', '\u0000'];
const anyFacility = fc.stringMatching(/^[a-z][a-z0-9]{2,10}(-[a-z0-9]{1,5})?$/).map((id) => FacilityId.parse(id));
const anyLocalId = fc.stringMatching(/^[0-9A-Z][0-9A-Z.-]{0,19}$/).map((id) => LocalId.parse(id));
const anyDay = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const anyName: fc.Arbitrary<DocumentName> = fc.record({
  facilityId: anyFacility,
  localId: anyLocalId,
  contentType: fc.constantFrom(...(Object.keys(CONTENT_TYPES) as ContentType[])),
  day: fc.oneof(anyDay, fc.constant('-')),
  thing: fc.stringMatching(/^[0-9a-f]{24}$/),
  versionTag: fc.stringMatching(/^[0-9a-f]{16}$/),
});

const name: DocumentName = {
  facilityId: facility('ty-hospital'),
  localId: localId('0000001'),
  contentType: 'laboratory',
  day: '2026-11-22',
  thing: 'a'.repeat(24),
  versionTag: 'b'.repeat(16),
};

describe('no name that the network lets in can reach into another key', () => {
  it.each(SEPARATORS)('a facility id, a personal ID, a patient ID or a local ID with %j is refused', (mark) => {
    for (const text of [`ty${mark}hospital`, `ty-hospital${mark}`, `${mark}ty-hospital`])
      expect(FacilityId.safeParse(text).success).toBe(false);
    for (const text of [`123${mark}4`, `1234${mark}`, `${mark}1234`])
      expect(LocalId.safeParse(text).success).toBe(false);
    for (const text of [`test-clinic.doc${mark}tor`, `test-clinic${mark}.doctor`])
      expect(StaffId.safeParse(text).success).toBe(false);
    expect(PatientId.safeParse(`${patientId(1)}${mark}`).success).toBe(false);
  });

  it('a typed local ID comes out of normalisation as one that a key may hold, or not at all', () => {
    const format = fc.record({
      digits: fc.integer({ min: 1, max: 20 }),
      padding: fc.constantFrom('zero' as const, 'none' as const),
    });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9A-Z#＃ -]{0,12}$/)), format, (typed, setting) => {
        const id = normaliseLocalId(typed, setting);
        expect(id === undefined || !id.includes('#')).toBe(true);
      }),
    );
  });
});

describe('keys', () => {
  it('of two different local IDs are never the same, nor is one partition the beginning of the other with its separator', () => {
    fc.assert(
      fc.property(anyFacility, anyLocalId, anyFacility, anyLocalId, (facilityA, idA, facilityB, idB) => {
        const a = keys.facilityPatientPartition({ facilityId: facilityA, localId: idA });
        const b = keys.facilityPatientPartition({ facilityId: facilityB, localId: idB });
        expect(a === b).toBe(facilityA === facilityB && idA === idB);
        expect(a.split('#')).toHaveLength(3);
      }),
    );
  });

  it('of a document give back its day and its thing', () => {
    fc.assert(
      fc.property(anyName, (any) => {
        expect(keys.dayAndThingOf(keys.documentKey(any).sk)).toEqual({ day: any.day, thing: any.thing });
      }),
    );
  });

  it('of a month give back the month', () => {
    expect(keys.monthOf(keys.monthKey(name, '2026-11').sk)).toBe('2026-11');
  });

  it('of documents sort by day, and undated ones lie before every day', () => {
    const sk = (day: string) => keys.documentKey({ ...name, day }).sk;
    const days = ['-', '0001-01-01', '1873-01-01', '1999-12-31', '2026-11-22'];
    expect(days.map(sk).sort()).toEqual(days.map(sk));
  });

  it('of one day lie within the range of that day alone', () => {
    fc.assert(
      fc.property(anyName, anyDay, anyDay, (any, a, b) => {
        const [from = a, to = b] = [a, b].sort();
        const range = keys.documentDaysRange(any, { from, to });
        const { sk } = keys.documentKey(any);
        if (!('from' in range)) throw new Error('a range of days is a between');
        expect(range.from <= sk && sk <= range.to).toBe(any.day !== '-' && from <= any.day && any.day <= to);
      }),
    );
  });

  it('of everything that decides about a look begin alike, and nothing else of the patient does', () => {
    const { pk, prefix } = keys.patientAccessRange(patientId(1)) as { pk: string; prefix: string };
    for (const key of [
      keys.patientKey(patientId(1)),
      keys.linkKey({ patientId: patientId(1), facilityId: facility('ty-hospital') }),
      keys.consentKey({ patientId: patientId(1), consentId: consentId(1) }),
    ]) {
      expect(key.pk).toBe(pk);
      expect(key.sk.startsWith(prefix)).toBe(true);
    }
  });

  it('of a profile and its claims are read together, of documents, contents, months and versions apart', () => {
    const { prefix } = keys.facilityPatientRange(name) as { prefix: string };
    expect(keys.facilityPatientKey(name).sk.startsWith(prefix)).toBe(true);
    expect(keys.claimKey(name, patientId(1)).sk.startsWith(prefix)).toBe(true);
    const others = [
      keys.documentKey(name),
      keys.versionKey(name),
      keys.contentKey(name, true),
      keys.contentKey(name, false),
      keys.monthKey(name, '2026-11'),
    ];
    expect(others.filter(({ sk }) => sk.startsWith(prefix))).toEqual([]);
    expect(new Set(others.map(({ sk }) => sk.split('#')[0])).size).toBe(others.length);
  });

  it('of a local ID that begins like another are not found by its prefix', () => {
    const { prefix } = keys.localIdLinkRange({ facilityId: name.facilityId, localId: localId('12') }) as {
      prefix: string;
    };
    const other = keys.facilityLinkKey({
      facilityId: name.facilityId,
      localId: localId('123'),
      patientId: patientId(1),
      state: 'verified',
    });
    expect(other.sk.startsWith(prefix)).toBe(false);
  });

  it('of a thing whose name begins like another are not found among its versions', () => {
    const { prefix } = keys.versionsRange(name) as { prefix: string };
    expect(keys.versionKey({ ...name, thing: `${name.thing}0` }).sk.startsWith(prefix)).toBe(false);
  });

  it('of the three tables never meet: what getMany finds in one cannot be taken for another’s', () => {
    const partitions = {
      records: [
        keys.patientPartition(patientId(1)),
        keys.facilityPatientPartition(name),
        keys.facilityLinksAllRange(name.facilityId).pk,
        keys.refreshRequestsRange(name.facilityId).pk,
        keys.searchPartition('phone', '0760000000'),
        keys.idempotencyKey('staff x', 'registerPatient', 'd').pk,
      ],
      directory: [
        keys.facilityKey(name.facilityId).pk,
        keys.facilityListRange().pk,
        keys.staffKey(staff('test-clinic.doctor')).pk,
        keys.systemKey('client').pk,
      ],
      audit: [keys.auditPartition('2026-11-22T03', 3)],
    };
    const roots = Object.values(partitions).map((some) => new Set(some.map((pk) => pk.split('#')[0])));
    const all = roots.flatMap((some) => [...some]);
    expect(new Set(all).size).toBe(all.length);
  });

  it('of audit events are of one hour and one of sixteen shards, with two digits', () => {
    expect(keys.auditPartition('2026-11-22T03', 3)).toBe('2026-11-22T03#03');
    expect(keys.AUDIT_SHARDS).toBe(16);
  });

  it('of a search value with a separator stay within that value', () => {
    const hostile = keys.patientsFoundRange('phone', '1#patient');
    expect(hostile.pk).not.toBe(keys.patientsFoundRange('phone', '1').pk);
    expect(hostile.pk.startsWith('S#phone#')).toBe(true);
  });
});
