import { describe, expect, it } from '@jest/globals';
import { PDFDocument } from 'pdf-lib';
import { pdfOf } from '../../../local/demo/files/pdf.ts';

const textOf = (pdf: Buffer): string =>
  [...pdf.toString('latin1').matchAll(/<([0-9A-F]*)> Tj/g)]
    .map(([, hex = '']) => Buffer.from(hex, 'hex').swap16().toString('utf16le'))
    .join('\n');

describe('a PDF of the demo', () => {
  const document = { title: '退院時サマリー', lines: ['氏名　能登 花子 様', 'CRP 0.12 mg/dL', '髙﨑'] };

  it('is the same bytes for the same text', () => {
    expect(pdfOf(document).equals(pdfOf(document))).toBe(true);
  });

  it('is read by a PDF library, with its title', async () => {
    const read = await PDFDocument.load(pdfOf(document));
    expect({ title: read.getTitle(), pages: read.getPageCount() }).toEqual({ title: '退院時サマリー', pages: 1 });
  });

  it('has a cross-reference table that points at its objects', () => {
    const file = pdfOf(document).toString('latin1');
    const offsets = [...file.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
    expect(offsets.length).toBeGreaterThan(6);
    for (const [index, offset] of offsets.entries())
      expect(file.slice(offset, offset + 8)).toBe(`${index + 1} 0 obj\n`.slice(0, 8));
  });

  it('keeps its Japanese text searchable', () => {
    expect(textOf(pdfOf(document)).split('\n')).toEqual(document.lines);
  });

  it('breaks long lines and goes on to a next page', async () => {
    const long = { title: 'long', lines: Array.from({ length: 60 }, () => 'あ'.repeat(60)) };
    const read = await PDFDocument.load(pdfOf(long));
    expect(read.getPageCount()).toBe(3);
    expect(textOf(pdfOf(long)).replaceAll('\n', '')).toBe('あ'.repeat(3600));
  });
});
