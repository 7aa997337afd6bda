import { spawnSync } from 'node:child_process';

/** In a process of its own: the library is an ES module, which jest cannot load. */
const READ = `
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const pdf = await getDocument({ data: new Uint8Array(Buffer.concat(chunks)), verbosity: 0 }).promise;
const pages = [];
for (let number = 1; number <= pdf.numPages; number += 1) {
  const { items } = await (await pdf.getPage(number)).getTextContent();
  pages.push(items.map(({ str, hasEOL }) => str + (hasEOL ? ' ' : '')).join(''));
}
process.stdout.write(JSON.stringify(pages));
`;

/** The text of each page, in any width of its letters. */
export function textOfPdf(bytes: Buffer): string[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', READ], {
    cwd: import.meta.dirname,
    input: bytes,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`The PDF cannot be read: ${stderr.toString('utf8')}`);
  return (JSON.parse(stdout.toString('utf8')) as string[]).map((text) => text.normalize('NFKC'));
}
