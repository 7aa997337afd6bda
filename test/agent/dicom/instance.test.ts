import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { type DicomInstance, instanceOf } from '../../../agent/dicom/instance.ts';
import { readDataSet } from '../../../agent/dicom/read-header.ts';
import { Rejection } from '../../../agent/rejection.ts';
import { type DicomParts, dicomFile, ECG_CLASS, type Element } from '../support/dicom-file.ts';
import { newFolder, put } from '../support/storage.ts';

const folder = newFolder();
let written = 0;
const read = async (bytes: Uint8Array): Promise<DicomInstance> => {
  written += 1;
  return instanceOf(await readDataSet(put(`${folder}/${written}.dcm`, bytes)));
};
const instance = (parts: DicomParts = {}): Promise<DicomInstance> => read(dicomFile(parts));
const rejection = async (bytes: Uint8Array): Promise<string> => {
  try {
    await read(bytes);
    return 'accepted';
  } catch (error) {
    if (error instanceof Rejection) return [error.code, error.detail].join(' ').trim();
    throw error;
  }
};

describe('what a DICOM file is', () => {
  it('tells a slice by its header', async () => {
    expect(
      await instance({
        elements: [
          ['00081030', 'LO', 'CHEST'],
          ['00200013', 'IS', '7'],
          ['00280008', 'IS', '3'],
        ],
      }),
    ).toEqual({
      patientId: '1234',
      patientName: { alphabetic: 'KAKU^HANAKO' },
      day: '2024-01-05',
      contentType: 'image',
      title: 'CT CHEST',
      content: {
        kind: 'dicom',
        studyInstanceUid: '1.2.3.4.5',
        seriesInstanceUid: '1.2.3.4.5.0',
        sopInstanceUid: '1.2.3.4.5.1',
        sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
        transferSyntaxUid: '1.2.840.10008.1.2.1',
        modality: 'CT',
        studyDescription: 'CHEST',
        acquiredAt: '2024-01-05T10:11:12',
        instanceNumber: 7,
        rows: 16,
        columns: 32,
        frames: 3,
      },
    });
  });

  it('knows waveforms by class or sequence, with their channels, and reports', async () => {
    const channels: Element = ['54000100', 'SQ', { items: [[['003a0005', 'US', 12]]] }];
    const without = ['7fe00010', '00280010', '00280011'];
    const ecg = await instance({
      elements: [['00080016', 'UI', ECG_CLASS], ['00080060', 'CS', 'ECG'], channels],
      without,
    });
    expect(ecg).toMatchObject({ contentType: 'waveform', title: '12誘導心電図', content: { channels: 12 } });
    expect(await instance({ elements: [['00080060', 'CS', 'HD'], channels], without })).toMatchObject({
      contentType: 'waveform',
    });
    const report: Element = ['00080016', 'UI', '1.2.840.10008.5.1.4.1.1.104.1'];
    expect(await instance({ elements: [report], without })).toMatchObject({ contentType: 'report' });
  });

  it('reads names and descriptions in the character set that the file declares', async () => {
    const kanji = Buffer.from(
      'Yamada^Tarou=\u001b$B;3ED\u001b(B^\u001b$BB@O:\u001b(B=\u001b$B$d$^$@\u001b(B^\u001b$B$?$m$&\u001b(B',
      'latin1',
    );
    const kana = Buffer.concat([
      Buffer.from([0xd4, 0xcf, 0xc0, 0xde]),
      Buffer.from('^'),
      Buffer.from([0xc0, 0xdb, 0xb3]),
      Buffer.from('=\u001b$B;3ED\u001b(J^\u001b$BB@O:\u001b(J', 'latin1'),
    ]);
    const cases: [string, Uint8Array, object][] = [
      ['\\ISO 2022 IR 87', kanji, { alphabetic: 'Yamada^Tarou', ideographic: '山田^太郎', phonetic: 'やまだ^たろう' }],
      ['ISO 2022 IR 13\\ISO 2022 IR 87', kana, { alphabetic: 'ﾔﾏﾀﾞ^ﾀﾛｳ', ideographic: '山田^太郎' }],
      ['ISO_IR 192', Buffer.from('KAKU^HANAKO=架空^花子'), { alphabetic: 'KAKU^HANAKO', ideographic: '架空^花子' }],
      ['ISO_IR 100', Buffer.from('M\u00fcller^J\u00f6rg', 'latin1'), { alphabetic: 'Müller^Jörg' }],
      ['ISO_IR 13', Buffer.from([0xd4, 0xcf, 0xc0, 0xde]), { alphabetic: 'ﾔﾏﾀﾞ' }],
      ['', Buffer.from('KAKU^HANAKO^^^'), { alphabetic: 'KAKU^HANAKO' }],
    ];
    for (const [charset, bytes, name] of cases) {
      const { patientName } = await instance({
        elements: [
          ['00080005', 'CS', charset],
          ['00100010', 'PN', bytes],
        ],
      });
      expect([charset, patientName]).toEqual([charset, name]);
    }
  });

  it('does not lose an image over a text that is not in its character set', async () => {
    const broken: Element[] = [
      ['00080005', 'CS', '\\ISO 2022 IR 87'],
      ['00081030', 'LO', Buffer.from('X\u001b$B;3E', 'latin1')],
    ];
    expect(await instance({ elements: broken })).toMatchObject({
      contentType: 'image',
      content: { studyDescription: 'X\ufffd' },
    });
  });

  it('takes the day from the best date there is, as a day in Japan', async () => {
    expect(
      (
        await instance({
          elements: [
            ['00080201', 'SH', '-0400'],
            ['00080030', 'TM', '185059'],
          ],
        })
      ).day,
    ).toBe('2024-01-06');
    expect(
      (
        await instance({
          elements: [
            ['00080201', 'SH', '+0900'],
            ['00080030', 'TM', '235959.123'],
          ],
        })
      ).day,
    ).toBe('2024-01-05');
    expect((await instance({ without: ['00080020'], elements: [['00080023', 'DA', '20231231']] })).day).toBe(
      '2023-12-31',
    );
    expect(
      (
        await instance({
          elements: [
            ['00080020', 'DA', '20240231'],
            ['00080012', 'DA', '20240229'],
          ],
        })
      ).day,
    ).toBe('2024-02-29');
    expect((await instance({ elements: [['0008002a', 'DT', '20240104091500.5']] })).content.acquiredAt).toBe(
      '2024-01-04T09:15:00',
    );
  });

  it('reads a header longer than the first look, and a deflated one', async () => {
    const long: Element[] = [
      ['00420011', 'OB', Buffer.alloc(3_000_000)],
      ['00420010', 'LO', 'T'],
    ];
    expect(await instance({ elements: long })).toMatchObject({ content: { rows: 16 } });
    const whole = dicomFile({ transferSyntax: '1.2.840.10008.1.2.1.99' });
    const meta = 128 + 4 + 12 + whole.readUInt32LE(140);
    expect(await read(Buffer.concat([whole.subarray(0, meta), deflateRawSync(whole.subarray(meta))]))).toMatchObject({
      patientId: '1234',
    });
  });

  it('refuses what is no DICOM file or lacks what it must have', async () => {
    expect(await rejection(Buffer.alloc(0))).toBe('EMPTY_FILE');
    expect(await rejection(Buffer.from('hello'))).toBe('NOT_DICOM no DICM prefix');
    expect(await rejection(Buffer.alloc(5000))).toBe('NOT_DICOM no DICM prefix');
    expect(await rejection(Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), Buffer.alloc(100, 0xff)]))).toMatch(
      /^(NOT|INCOMPLETE)_DICOM/,
    );
    const required: [string, string][] = [
      ['0020000d', '(0020,000d)'],
      ['0020000e', '(0020,000e)'],
      ['00080016', '(0008,0016)'],
      ['00080018', '(0008,0018)'],
      ['00100020', '(0010,0020)'],
      ['00080060', '(0008,0060)'],
      ['00080020', '(0008,0020)'],
      ['7fe00010', '(7fe0,0010)'],
    ];
    expect(await rejection(dicomFile({ elements: [['00080016', 'UI', ECG_CLASS]] }))).toBe(
      'INCOMPLETE_DICOM (5400,0100)',
    );
    for (const [tag, place] of required)
      expect(await rejection(dicomFile({ without: [tag] }))).toBe(`INCOMPLETE_DICOM ${place}`);
    expect(await rejection(dicomFile({ elements: [['0020000d', 'UI', 'not a uid']] }))).toBe(
      'INCOMPLETE_DICOM (0020,000d)',
    );
  });

  it('refuses a copy that was cut off, wherever', async () => {
    const whole = dicomFile({ pixels: 30 });
    for (let length = 0; length < whole.length; length += 3) {
      expect(await rejection(whole.subarray(0, length))).toMatch(/^(?:EMPTY_FILE|NOT_DICOM|INCOMPLETE_DICOM)/);
    }
  });
});
