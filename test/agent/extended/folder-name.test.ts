import { describe, expect, it } from '@jest/globals';
import { parseFolderName } from '../../../agent/extended/folder-name.ts';
import { mediaTypeOf } from '../../../agent/extended/media-type.ts';
import { Rejection } from '../../../agent/rejection.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
    return 'accepted';
  } catch (error) {
    if (error instanceof Rejection) return error.code;
    throw error;
  }
};

describe('a folder of the extended storage', () => {
  it('says whose, when, what, which version', () => {
    expect(
      parseFolderName(
        '0001234_20240105_DS^退院_サマリ^L^18842-5^Discharge summary^LN_000000000000003_20240110101112345_01_1',
      ),
    ).toEqual({
      patientId: '0001234',
      day: '2024-01-05',
      contentType: 'dischargeSummary',
      title: '退院_サマリ',
      department: '内科',
      sourceKey: 'extended_20240105_DS_000000000000003',
      version: '20240110101112345',
      flag: 'current',
    });
  });

  it.each([
    ['18842-5', 'dischargeSummary'],
    ['57133-1', 'referralLetter'],
    ['11506-3', 'physicianNote'],
    ['34108-1', 'physicianNote'],
    ['34112-3', 'physicianNote'],
    ['34746-8', 'nursingNote'],
    ['53576-5', 'healthCheckup'],
    ['99999-9', 'report'],
    ['', 'report'],
  ])('LOINC "%s" is a %s', (loinc, contentType) => {
    expect(parseFolderName(`1_20240105_X^文書^L^${loinc}^name^LN_1_20240110101112_-_0`)).toMatchObject({
      contentType,
      flag: 'deleted',
    });
  });

  it('takes the day of writing where it has no date', () => {
    expect(parseFolderName('1_-_X^文書^L^18842-5^n^LN_1_20240110101112_-_2')).toMatchObject({
      day: '2024-01-10',
      flag: 'superseded',
    });
  });

  it('is refused where it is none', () => {
    for (const name of [
      '',
      'scan',
      '1_20240105_X',
      '1_20240105_X_1_20240110101112_01_9',
      '1_20240105_\ufffd^L_1_20240110101112_01_1',
    ]) {
      expect([name, codeOf(() => parseFolderName(name))]).toEqual([name, 'NAME_PATTERN']);
    }
    expect(codeOf(() => parseFolderName('1_20240230_X^n_1_20240110101112_01_1'))).toBe('IMPOSSIBLE_DAY');
  });
});

describe('the media type of a document', () => {
  it('goes by the extension, borne out by how the file begins', () => {
    expect(mediaTypeOf('a.PDF', Buffer.from('%PDF-1.7'))).toBe('application/pdf');
    expect(mediaTypeOf('a.jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toBe('image/jpeg');
    expect(mediaTypeOf('a.txt', Buffer.from('x'))).toBe('text/plain');
    expect(mediaTypeOf('a.html', Buffer.from('<html>'))).toBe('application/octet-stream');
    expect(mediaTypeOf('a.svg', Buffer.from('<svg>'))).toBe('application/octet-stream');
    expect(codeOf(() => mediaTypeOf('a.pdf', Buffer.from('<html>')))).toBe('NOT_ITS_FORMAT');
    expect(codeOf(() => mediaTypeOf('a.pdf', Buffer.alloc(0)))).toBe('EMPTY_FILE');
  });
});
