import { describe, expect, it } from '@jest/globals';
import type { DocumentContents } from '../../../web/daily-contents/documents.ts';
import { documentsOf } from '../../../web/medication/documents-of.ts';
import { drugLines, latestResults, namedOnPaper } from '../../../web/summary/drug-lines.ts';
import { injection, prescription } from '../medication/prescribed.ts';

const amlodipine = { code: '999000001', system: 'HOT9', name: 'アムロジピン錠' };
const brand = { code: '999000078', system: 'HOT9', name: '先発薬錠' };
const generic = { code: '999000079', system: 'HOT9', name: '後発薬錠' };
const tablets = (value: string) => ({ value, unit: '錠' });
const usage = { name: '朝食後' };

describe('the drugs on the sheet', () => {
  const order = prescription(
    { day: '2026-11-01', number: 'P1' },
    { drug: amlodipine, dose: tablets('1'), usage, days: 28 },
    { drug: brand, dose: tablets('2'), usage, days: 28 },
  );
  const done = prescription(
    { day: '2026-11-01', stage: 'done', number: 'P1' },
    { drug: amlodipine, dose: tablets('28'), startOn: '2026-11-02' },
    { drug: generic, dose: tablets('56'), startOn: '2026-11-02' },
  );

  it('stand once for order and dispensing, as they were ordered; a substitute stands beside what it replaced', () => {
    const lines = drugLines([done, order]);
    expect(lines.map(({ drug }) => drug.name).toSorted()).toEqual(['アムロジピン錠', '先発薬錠', '後発薬錠']);
    const first = lines.find(({ drug }) => drug.name === 'アムロジピン錠');
    expect([first?.dose, first?.usage, first?.days, first?.done.length]).toEqual([tablets('1'), '朝食後', 28, 1]);
    expect(lines.find(({ drug }) => drug.name === '先発薬錠')).toMatchObject({ done: [], isOtherDone: true });
    expect(lines.find(({ drug }) => drug.name === '後発薬錠')?.order).toBeUndefined();
  });

  it('name every document that they rest on', () => {
    const documents = new Set(drugLines([done, order]).flatMap(documentsOf));
    expect(documents).toEqual(new Set([order.documentId, done.documentId]));
  });

  it('keep the order of the same number of another facility, and leave injections out', () => {
    const elsewhere = prescription(
      { facility: 'test-hospital', day: '2026-11-01', stage: 'done', number: 'P1' },
      {
        drug: amlodipine,
      },
    );
    const drip = injection({ day: '2026-11-03' }, { drug: { name: '生理食塩液' } });
    expect(drugLines([drip, elsewhere, order])).toHaveLength(3);
  });

  it('come newest first', () => {
    const days = ['2026-09-01', '2026-11-10', '2026-10-05'];
    const lines = drugLines(days.map((day) => prescription({ day, number: day }, { drug: amlodipine, days: 7 })));
    expect(lines.map(({ from }) => from)).toEqual(days.toSorted().toReversed());
  });
});

type Result = { name: string; code?: string; text?: string; unit?: string; observedAt?: string; specimen?: string };
const laboratory = (day: string, results: Result[], facilityId = 'ty-hospital'): DocumentContents =>
  ({
    documentId: `doc_${facilityId}_${day}_${results.length}`,
    facilityId,
    day,
    stage: 'done',
    contentType: 'laboratory',
    content: {
      kind: 'laboratory',
      results: results.map(({ name, code, text, unit, observedAt, specimen }) => ({
        item: { name, ...(code !== undefined && { code, system: 'JC10' }) },
        ...(text !== undefined && { value: { text } }),
        ...(unit !== undefined && { unit }),
        ...(observedAt !== undefined && { observedAt }),
        ...(specimen !== undefined && { specimen: { name: specimen } }),
      })),
    },
  }) as unknown as DocumentContents;
const shown = (...documents: DocumentContents[]) =>
  latestResults(documents).map(({ day, result }) => [result.item.name, result.value?.text, day]);

describe('the results on the sheet', () => {
  it('are the latest of each item, in whatever order the days come', () => {
    const older = laboratory('2026-10-01', [{ name: 'CRP', code: 'c', text: '2.0', unit: 'mg/dL' }]);
    const newer = laboratory('2026-11-01', [{ name: 'ＣＲＰ', code: 'c', text: '0.1', unit: 'mg/dL' }]);
    for (const documents of [
      [older, newer],
      [newer, older],
    ])
      expect(shown(...documents)).toEqual([['ＣＲＰ', '0.1', '2026-11-01']]);
  });

  it('go by the hour within a day', () => {
    const day = '2026-11-01';
    const at = (hour: string, text: string) => ({ name: 'K', code: 'k', text, observedAt: `${day}T${hour}` });
    expect(shown(laboratory(day, [at('06:00', '3.1'), at('18:00', '4.0'), at('12:00', '3.5')]))).toEqual([
      ['K', '4.0', day],
    ]);
  });

  it('are never joined over units, specimens or facilities, and one that is awaited hides none that is there', () => {
    const glucose = { name: 'グルコース', code: 'g', text: '99' };
    const lines = shown(
      laboratory('2026-11-03', [{ name: 'グルコース', code: 'g', unit: 'mg/dL', specimen: '血清' }]),
      laboratory('2026-11-02', [{ ...glucose, unit: 'mg/dL', specimen: '血清' }]),
      laboratory('2026-11-02', [{ ...glucose, unit: 'mmol/L', specimen: '血清' }]),
      laboratory('2026-11-02', [{ ...glucose, unit: 'mg/dL', specimen: '尿' }]),
      laboratory('2026-11-02', [{ ...glucose, unit: 'mg/dL', specimen: '血清' }], 'test-hospital'),
    );
    expect(lines).toHaveLength(4);
    expect(new Set(lines.map(([, , day]) => day))).toEqual(new Set(['2026-11-02']));
  });
});

describe('what the log can name', () => {
  it('is each document once; what comes after is neither named nor printed', () => {
    const named = namedOnPaper(['a', 'b', 'a', 'c', 'd'], 3);
    expect(named.documentIds).toEqual(['a', 'b', 'c']);
    expect([named.isCut, named.has('c'), named.has('d')]).toEqual([true, true, false]);
    expect(namedOnPaper(['a', 'b', 'a'], 2).isCut).toBe(false);
  });
});
