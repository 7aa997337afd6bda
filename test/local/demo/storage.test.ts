import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseFolderName } from '../../../agent/extended/folder-name.ts';
import { type NormalisedOrRejected, parseAndNormalise } from '../../../agent/normalise/index.ts';
import { checkFolder } from '../../../agent/ssmix2/file-name.ts';
import { FACILITY, facilityOf, HOSPITALS } from '../../../local/demo/facilities.ts';
import { MESSAGE_TYPES } from '../../../local/demo/hl7/stored-message.ts';
import { demoPeople } from '../../../local/demo/people.ts';
import { type StorageFile, storageFiles, storageRoots, writeStorages } from '../../../local/demo/storage.ts';
import type { Content } from '../../../schemas/content.ts';

const REFERENCE_DAY = '2026-08-01';
const BEGINNING = '2025-07-31';
/** Enough people to have everything, few enough to be made again and again. */
const few = demoPeople().slice(0, 45);

type Made = Pick<Parameters<typeof storageFiles>[0], 'facilityId' | 'referenceDay' | 'seed' | 'parts' | 'people'>;

const hashOf = (options: Made): string => {
  const hash = createHash('sha256');
  for (const { part, path, bytes } of storageFiles({ people: few, parts: ['standard', 'extended'], ...options })) {
    hash.update(`${part}/${path}\n`).update(bytes);
  }
  return hash.digest('hex');
};

describe('the storages of the demo', () => {
  it('are the same bytes for the same seed and day, and others for another seed or day', () => {
    const facilityId = FACILITY.testHospital;
    const once = hashOf({ facilityId, referenceDay: REFERENCE_DAY });
    expect(hashOf({ facilityId, referenceDay: REFERENCE_DAY })).toBe(once);
    expect(hashOf({ facilityId, referenceDay: REFERENCE_DAY, seed: 'another' })).not.toBe(once);
    expect(hashOf({ facilityId, referenceDay: '2026-08-02' })).not.toBe(once);
  });

  it('have the same pictures, pixel by pixel', () => {
    const pictured: Made = {
      facilityId: FACILITY.testHospital,
      referenceDay: REFERENCE_DAY,
      people: few.slice(0, 1),
      parts: ['dicom'],
    };
    expect(hashOf(pictured)).toBe(hashOf(pictured));
    expect(hashOf({ ...pictured, seed: 'another' })).not.toBe(hashOf(pictured));
  });

  it('appear in their folder only when they are complete', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'demo-storage-'));
    try {
      const folder = join(parent, 'ty-hospital');
      const counts = await writeStorages(folder, {
        facilityId: FACILITY.tyHospital,
        referenceDay: REFERENCE_DAY,
        people: few.slice(0, 2),
      });
      expect(readdirSync(parent)).toEqual(['ty-hospital']);
      expect(
        readdirSync(storageRoots(folder).standard, { recursive: true, withFileTypes: true }).filter((entry) =>
          entry.isFile(),
        ),
      ).toHaveLength(counts.standard);
    } finally {
      rmSync(parent, { recursive: true });
    }
  });
});

type Parsed = { file: StorageFile; name: string; parsed: NormalisedOrRejected };

describe('what both hospitals have in their standardized storages', () => {
  const messages: (Parsed & { facilityId: string })[] = [];
  beforeAll(() => {
    for (const facilityId of HOSPITALS) {
      for (const file of storageFiles({ facilityId, referenceDay: REFERENCE_DAY, parts: ['standard'] })) {
        const name = file.path.split('/').at(-1) ?? '';
        messages.push({
          facilityId,
          file,
          name,
          parsed: parseAndNormalise(file.bytes, name, { localIds: facilityOf(facilityId).localIds }),
        });
      }
    }
  });
  afterAll(() => void messages.splice(0));

  const accepted = () => messages.flatMap(({ parsed, ...rest }) => (parsed.ok ? [{ ...rest, parsed }] : []));
  const contentsOf = <K extends Content['kind']>(kind: K): Extract<Content, { kind: K }>[] =>
    accepted()
      .flatMap(({ parsed }) => (parsed.kind === 'documents' ? parsed.documents : []))
      .flatMap(({ content }) => (content?.kind === kind ? [content as Extract<Content, { kind: K }>] : []));

  it('is read by the agent file by file, without a rejection and without a note', () => {
    expect(messages.filter(({ parsed }) => !parsed.ok).map(({ name }) => name)).toEqual([]);
    expect(accepted().flatMap(({ parsed }) => parsed.notes)).toEqual([]);
  });

  it('is of the size that loads in about a minute, and of every type', () => {
    expect(messages.length).toBeGreaterThan(6_000);
    expect(messages.length).toBeLessThan(8_500);
    expect(new Set(messages.map(({ name }) => name.split('_')[2]))).toEqual(new Set(MESSAGE_TYPES));
  });

  it('lies where SS-MIX2 puts it', () => {
    for (const { file, parsed } of accepted()) {
      const [first = '', second = '', patientId = '', date = '', type = ''] = file.path.split('/');
      expect([first, second]).toEqual([patientId.slice(0, 3), patientId.slice(3, 6)]);
      expect(() => checkFolder(parsed.name, { patientId, date, type })).not.toThrow();
    }
  });

  it('has no two files in one place', () => {
    const places = messages.map(({ facilityId, file }) => `${facilityId}/${file.path}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('is a year that ends on the reference day', () => {
    const days = accepted()
      .flatMap(({ parsed }) => (parsed.name.day === undefined ? [] : [parsed.name.day]))
      .sort();
    expect(days.at(-1)).toBe(REFERENCE_DAY);
    expect(days[0] && days[0] >= BEGINNING).toBe(true);
  });

  it('has orders written anew, with the earlier file kept, and orders struck', () => {
    const flags = new Map<string, string[]>();
    for (const { facilityId, parsed } of accepted()) {
      const thing = `${facilityId}/${parsed.name.patientId}/${parsed.name.sourceKey}`;
      flags.set(thing, [...(flags.get(thing) ?? []), parsed.name.flag]);
    }
    const histories = [...flags.values()].map((each) => each.join());
    expect(histories.filter((each) => each === 'superseded,current').length).toBeGreaterThan(20);
    expect(histories.filter((each) => each === 'deleted').length).toBeGreaterThan(10);
    expect(new Set(histories)).toEqual(new Set(['current', 'superseded,current', 'deleted']));
  });

  it('is ISO-2022-JP: no byte above 127, and Japanese behind the escape sequence', () => {
    for (const { file } of messages) expect(file.bytes.toString('latin1')).toMatch(/^[\x00-\x7f]*$/);
    expect(messages[0]?.file.bytes.includes(Buffer.from('\u001b$B', 'latin1'))).toBe(true);
  });

  it('has each patient once, as the hospital spells the person', () => {
    const sent = accepted().flatMap(({ facilityId, parsed }) =>
      parsed.kind === 'demographics' ? [{ facilityId, ...parsed }] : [],
    );
    const known = demoPeople().flatMap(({ records }) =>
      records.filter(({ facilityId }) => (HOSPITALS as readonly string[]).includes(facilityId)),
    );
    expect(sent.length).toBe(known.length);
    for (const { facilityId, localId, demographics } of known) {
      const { formerFamilyKana: _notInHl7, ...name } = demographics.name;
      const insurer = demographics.insurance?.insurer.padStart(8, '0');
      const got = sent.find((each) => each.facilityId === facilityId && each.name.patientId === localId)?.demographics;
      expect(got).toEqual({ ...demographics, name, insurance: { ...demographics.insurance, insurer } });
    }
  });

  it('tells of allergies as somebody asked: some, none, or nobody asked; severe drug allergies are contraindications', () => {
    const allergies = contentsOf('allergy');
    expect(allergies.filter(({ none }) => none).length).toBeGreaterThan(40);
    expect(allergies.filter(({ items }) => items.length > 0).length).toBeGreaterThan(30);
    const patients = accepted().filter(({ parsed }) => parsed.kind === 'demographics').length;
    expect(allergies.length).toBeLessThan(patients);
    expect(contentsOf('contraindication').flatMap(({ items }) => items.map(({ drug }) => drug.name))).toContain(
      'ペニシリン系抗生物質',
    );
  });

  it('has laboratory results with units, ranges and flags that agree with them', () => {
    const results = contentsOf('laboratory')
      .flatMap(({ results }) => results)
      .filter(({ value }) => value?.numeric);
    expect(results.length).toBeGreaterThan(5_000);
    for (const { value, referenceRange = '', flag, unit } of results) {
      const [low = Number.NaN, high = Number.NaN] = referenceRange.split('-').map(Number);
      const measured = Number(value?.text);
      expect(unit).toBeDefined();
      expect({ measured, high: flag?.startsWith('H') ?? false, low: flag?.startsWith('L') ?? false }).toEqual({
        measured,
        high: measured > high,
        low: measured < low,
      });
    }
  });

  it('screens for infections before a stay, positive for some', () => {
    const items = contentsOf('infection').flatMap(({ items }) => items);
    expect(new Set(items.map(({ result }) => result))).toEqual(new Set(['positive', 'negative']));
  });

  it('has prescriptions with usage and days, injections with base and additive, stays that begin and end', () => {
    const orders = contentsOf('prescription').flatMap(({ items }) => items.filter(({ usage }) => usage !== undefined));
    expect(orders.length).toBeGreaterThan(2_000);
    for (const { drug, dose, total, days, times } of orders) {
      expect({ drug: drug.system, dose: dose !== undefined, total: total !== undefined }).toEqual({
        drug: 'HOT9',
        dose: true,
        total: true,
      });
      expect((days ?? 0) + (times ?? 0)).toBeGreaterThan(0);
    }
    expect(contentsOf('injection').some(({ items }) => items.length > 1)).toBe(true);
    const events = contentsOf('encounter').map(({ event }) => event);
    expect(events.filter((event) => event === 'admission').length).toBeGreaterThanOrEqual(
      events.filter((event) => event === 'discharge').length,
    );
  });
});

describe('what the extended storages have', () => {
  it('is named as the agent reads it: summaries, letters, check-ups as PDF, notes and reports as text', () => {
    const types = new Set<string>();
    for (const file of storageFiles({
      facilityId: FACILITY.tyHospital,
      referenceDay: REFERENCE_DAY,
      parts: ['extended'],
    })) {
      const parts = file.path.split('/');
      const name = parseFolderName(parts.at(-2) ?? '');
      types.add(name.contentType);
      expect({ patient: name.patientId, day: name.day.replaceAll('-', '') }).toEqual({
        patient: parts[2],
        day: parts[3],
      });
      const isPdf = file.bytes.subarray(0, 5).toString('latin1') === '%PDF-';
      expect(isPdf).toBe(['dischargeSummary', 'referralLetter', 'healthCheckup'].includes(name.contentType));
      if (!isPdf) expect(file.bytes.toString('utf8')).toMatch(/[ぁ-ん]/u);
    }
    expect(types).toEqual(
      new Set(['dischargeSummary', 'referralLetter', 'healthCheckup', 'physicianNote', 'nursingNote', 'report']),
    );
  });
});
