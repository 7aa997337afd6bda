import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { parseAndNormalise } from '../../../agent/normalise/index.ts';
import { fileName, jis, message, messageText } from '../support/hl7-text.ts';
import { documentsOf, rejectionOf } from '../support/normalised.ts';

const ORDER = 'RDE^O11^RDE_O11';
const SEGMENTS = ['ORC|NW|1||1', 'RXE||1^錠剤^HOT9|1'];
const PARTS = { type: ORDER, segments: SEGMENTS };
const OMP = { type: 'OMP-01' };

describe('what a file becomes', () => {
  it('is one document with the key, version, flag and hash of its file', () => {
    const bytes = message(PARTS);
    const result = parseAndNormalise(bytes, fileName({ ...OMP, timestamp: '20240105101112', flag: 2 }));
    expect(result).toMatchObject({
      ok: true,
      documents: [
        {
          sourceKey: '20240105_OMP-01_000000000000001',
          sourceVersion: '20240105101112000',
          flag: 'superseded',
          rawSha256: createHash('sha256').update(bytes).digest('hex'),
        },
      ],
    });
  });

  it('is the same for the same bytes', () => {
    expect(documentsOf(OMP, PARTS)).toEqual(documentsOf(OMP, PARTS));
  });

  it('is refused as misfiled where the message is of another type', () => {
    expect(rejectionOf({ type: 'OMP-11' }, PARTS)).toBe('MISFILED_TYPE');
    expect(rejectionOf({ type: 'OML-11' }, PARTS)).toBe('MISFILED_TYPE');
  });

  it('is refused as misfiled where the message names another patient, and taken where the folder is trusted', () => {
    const other = { ...PARTS, patientId: '9999999' };
    expect(rejectionOf(OMP, other)).toBe('MISFILED_PATIENT');
    const result = parseAndNormalise(message(other), fileName(OMP), { otherPatientId: 'trustFolder' });
    expect(result).toMatchObject({ ok: true, notes: [{ code: 'OTHER_PATIENT_ID' }] });
  });

  it('never takes demographics of another patient, trusted folder or not', () => {
    const basics = message({ type: 'ADT^A08^ADT_A01', patientId: '9999999', segments: [] });
    const result = parseAndNormalise(basics, fileName({ type: 'ADT-00', date: '-' }), {
      otherPatientId: 'trustFolder',
    });
    expect(result).toMatchObject({ ok: false, rejection: { code: 'MISFILED_PATIENT' } });
  });

  it('takes the same ID in another padding, with and without ^^^^PI, and among several', () => {
    const ids = ['1234^^^^PI', '0001234', '00001234^^^^PI', '77^^^^MR~0001234^^^^PI', '１２３４^^^^PI'];
    for (const id of ids) expect([id, rejectionOf(OMP, { ...PARTS, pid: `PID|1||${id}` })]).toEqual([id, 'accepted']);
    expect(rejectionOf(OMP, { ...PARTS, pid: 'PID|1||0001234^^^^MR' })).toBe('NOTHING_IN_IT');
    expect(rejectionOf(OMP, { ...PARTS, pid: '' })).toBe('NOTHING_IN_IT');
  });

  it('goes by the digits that the facility sets', () => {
    const localIds = { digits: 5, padding: 'zero' } as const;
    expect(rejectionOf(OMP, PARTS, { localIds })).toBe('accepted');
    expect(rejectionOf({ ...OMP, patientId: '1234567' }, { ...PARTS, patientId: '1234567' }, { localIds })).toBe(
      'LOCAL_ID',
    );
  });

  it('refuses two messages in one file, and says first whose they are not', () => {
    const second = messageText({ ...PARTS, patientId: '9999999' }).trimEnd();
    expect(rejectionOf(OMP, { ...PARTS, segments: [...SEGMENTS, second] })).toBe('TWO_MESSAGES');
    expect(rejectionOf({ ...OMP, flag: 0 }, { ...PARTS, patientId: '9999999', segments: [...SEGMENTS, second] })).toBe(
      'MISFILED_PATIENT',
    );
  });

  it('notes unknown segments and goes on', () => {
    const result = parseAndNormalise(
      message({ ...PARTS, segments: [...SEGMENTS, 'ZZ9|1', 'ZZ9|2', 'ZAA|3'] }),
      fileName(OMP),
    );
    expect(result).toMatchObject({ ok: true, notes: [{ code: 'UNKNOWN_SEGMENTS', detail: 'ZZ9 ZAA' }] });
  });

  it('is refused by its name alone where that is wrong', () => {
    const names: [string, string][] = [
      ['notes.txt', 'NAME_PATTERN'],
      ['', 'NAME_PATTERN'],
      ['0001234_20240105_OMP-01_1_20240105101112000_01_3', 'NAME_PATTERN'],
      ['0001234_20240105_OMP-01_1_2024_01_1', 'NAME_PATTERN'],
      ['0001234_20240230_OMP-01_1_20240105101112000_01_1', 'IMPOSSIBLE_DAY'],
      ['0001234_20240105_OMP-99_1_20240105101112000_01_1', 'UNKNOWN_TYPE'],
      ['0001234_20240105_constructor_1_20240105101112000_01_1', 'UNKNOWN_TYPE'],
    ];
    for (const [name, code] of names)
      expect([name, parseAndNormalise(message(PARTS), name)]).toMatchObject([name, { ok: false, rejection: { code } }]);
  });

  it('withdraws by its name where a deletion cannot be read, and never where it names another patient', () => {
    const deleted = fileName({ type: 'ADT-61', date: '-', flag: 0 });
    for (const bytes of [Buffer.alloc(0), Buffer.from('garbage'), Buffer.from([0xfb, 0xfc])]) {
      const result = parseAndNormalise(bytes, deleted);
      expect(result).toMatchObject({ ok: true, notes: [{ code: 'UNREADABLE_BUT_WITHDRAWN' }] });
      const documents = result.ok && result.kind === 'documents' ? result.documents : [];
      expect(documents.map(({ flag, contentType, content }) => [flag, contentType, content])).toEqual([
        ['deleted', 'allergy', undefined],
        ['deleted', 'contraindication', undefined],
      ]);
    }
    expect(rejectionOf({ ...OMP, flag: 0 }, { ...PARTS, patientId: '9999999' })).toBe('MISFILED_PATIENT');
    expect(rejectionOf({ ...OMP, flag: 0 }, { ...PARTS, segments: [] })).toBe('accepted');
  });

  it('never holds what was in a message in the reason for refusing it', () => {
    const secret = '架空花子';
    const texts = [
      messageText({ type: ORDER, segments: ['ORC|NW', `RXE||1^${secret.repeat(200)}^HOT9`] }),
      messageText({ type: `${secret}^O11`, segments: [] }),
      messageText({ type: ORDER, segments: [], charset: secret }),
      messageText({ type: ORDER, segments: SEGMENTS, pid: `PID|1||${secret}` }),
    ];
    for (const text of texts) {
      const result = parseAndNormalise(jis(text), fileName(OMP));
      expect(result.ok).toBe(false);
      expect(JSON.stringify(result.ok ? '' : [result.rejection.message, result.rejection.detail])).not.toContain(
        '架空',
      );
    }
  });
});
