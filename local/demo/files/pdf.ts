/** A page of text, A4, in Japanese. Lines that are too long are broken; what does not fit on a page goes on the next. */
export type PdfDocument = { title: string; lines: readonly string[] };

const PAGE = { width: 595, height: 842, margin: 56 } as const;
const SIZE = 10.5;
const LEADING = 17;
/** Half-width columns of a line, and lines of a page. */
const COLUMNS = Math.floor(((PAGE.width - 2 * PAGE.margin) / SIZE) * 2);
const LINES = Math.floor((PAGE.height - 2 * PAGE.margin) / LEADING);

const widthOf = (character: string): number => (/^[\u0020-\u007e]$/.test(character) ? 1 : 2);

const broken = (line: string): string[] => {
  const parts = [''];
  let width = 0;
  for (const character of line) {
    if (width + widthOf(character) > COLUMNS) {
      parts.push('');
      width = 0;
    }
    parts.push((parts.pop() ?? '') + character);
    width += widthOf(character);
  }
  return parts;
};

const utf16 = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase();

const pageContent = (lines: readonly string[]): string =>
  [
    'BT',
    `/F1 ${SIZE} Tf`,
    `${LEADING} TL`,
    `${PAGE.margin} ${PAGE.height - PAGE.margin} Td`,
    ...lines.map((line) => `<${utf16(line)}> Tj T*`),
    'ET',
  ].join('\n');

/**
 * The font is named and not embedded (PDF 1.7, 9.7.5.2: predefined CMaps; Adobe-Japan1): readers show it in a Japanese font of
 * their own, and the text can be searched and copied. A reader that has none shows empty boxes.
 */
const FONT = [
  '<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiKakuGo-W5 /Encoding /UniJIS-UTF16-H /DescendantFonts [4 0 R] >>',
  '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiKakuGo-W5 /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 5 >> /FontDescriptor 5 0 R /DW 1000 /W [1 95 500] >>',
  '<< /Type /FontDescriptor /FontName /HeiseiKakuGo-W5 /Flags 4 /FontBBox [-92 -250 1010 922] /ItalicAngle 0 /Ascent 752 /Descent -221 /CapHeight 737 /StemV 114 >>',
] as const;

const FIRST_PAGE = 7;

const objectsOf = ({ title, lines }: PdfDocument): string[] => {
  const all = lines.flatMap(broken);
  const pages = Array.from({ length: Math.max(1, Math.ceil(all.length / LINES)) }, (_, index) =>
    all.slice(index * LINES, (index + 1) * LINES),
  );
  const kids = pages.map((_, index) => `${FIRST_PAGE + index * 2} 0 R`).join(' ');
  return [
    '<< /Type /Catalog /Pages 2 0 R /Lang (ja) >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Resources << /Font << /F1 3 0 R >> >> >>`,
    ...FONT,
    `<< /Title <FEFF${utf16(title)}> /Producer (ism-link demo) >>`,
    ...pages.flatMap((page, index) => {
      const content = pageContent(page);
      return [
        `<< /Type /Page /Parent 2 0 R /Contents ${FIRST_PAGE + index * 2 + 1} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
};

/** The bytes of a PDF 1.7 file: the same for the same text. */
export const pdfOf = (document: PdfDocument): Buffer => {
  const objects = objectsOf(document);
  let file = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n';
  const offsets = objects.map((body, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const crossReferences = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  file += `xref\n0 ${count}\n0000000000 65535 f \n${crossReferences}trailer\n<< /Size ${count} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
};
