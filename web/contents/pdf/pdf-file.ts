import {
  getDocument,
  InvalidPDFException,
  PasswordException,
  type PDFDocumentProxy,
  PDFWorker,
  VerbosityLevel,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import { FileFault } from '../viewing/file-fault.ts';
import { JAPANESE_FONT, JapaneseCanvasFactory } from './japanese-canvas.ts';

export type PdfPage = {
  /** Points (1/72 inch) at 100 %. */
  width: number;
  height: number;
  text: string;
  /** Draws on a canvas of its own; `signal` ends it. Answers nothing that can be clicked: links, forms and scripts are left in the file. */
  draw: (scale: number, signal: AbortSignal) => Promise<HTMLCanvasElement>;
};

export type PdfFile = { pages: number; page: (number: number) => Promise<PdfPage> };

/** Places of pdf.js' own files (character maps, fonts, decoders), from our own origin. */
const FILES = import.meta.env['PDF_FILES'] as string;
const MOST_IMAGE_PIXELS = 64 * 1024 * 1024;
const MOST_CANVAS_PIXELS = 16 * 1024 * 1024;
/** A file that keeps its reader busy for longer is broken, or was made to do so. */
const LONGEST_MS = 30_000;

/** Opens a PDF in memory; nothing is fetched that it names, and nothing in it is run. Throws a FileFault. `signal` ends reader and thread. */
export const openPdf = async (bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<PdfFile> => {
  const port = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module' });
  const worker = PDFWorker.create({ port, verbosity: VerbosityLevel.ERRORS });
  const close = () => {
    worker.destroy();
    port.terminate();
  };
  signal.addEventListener('abort', close);
  const loading = getDocument({
    data: bytes,
    worker,
    verbosity: VerbosityLevel.ERRORS,
    cMapUrl: `${FILES}cmaps/`,
    standardFontDataUrl: `${FILES}standard_fonts/`,
    wasmUrl: `${FILES}wasm/`,
    iccUrl: `${FILES}iccs/`,
    useSystemFonts: true,
    enableXfa: false,
    disableRange: true,
    disableStream: true,
    disableAutoFetch: true,
    maxImageSize: MOST_IMAGE_PIXELS,
    CanvasFactory: JapaneseCanvasFactory,
  });
  try {
    const file = await inTime(loading.promise);
    return { pages: file.numPages, page: (number) => inTime(pageOf(file, number)) };
  } catch (error) {
    close();
    throw faultOf(error);
  }
};

const pageOf = async (file: PDFDocumentProxy, number: number): Promise<PdfPage> => {
  const page = await file.getPage(number).catch((error: unknown) => {
    throw faultOf(error);
  });
  const { width, height } = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const text = items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('');
  const draw: PdfPage['draw'] = async (scale, signal) => {
    await document.fonts.load(`16px ${JAPANESE_FONT}`, text);
    const most = Math.sqrt(MOST_CANVAS_PIXELS / (width * height));
    const viewport = page.getViewport({ scale: Math.min(scale, most) });
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(viewport.width);
    canvas.height = Math.ceil(viewport.height);
    const task = page.render({ canvas, viewport });
    signal.addEventListener('abort', () => task.cancel());
    await task.promise.catch((error: unknown) => {
      throw faultOf(error);
    });
    return canvas;
  };
  return { width, height, text, draw };
};

const inTime = async <T>(work: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new FileFault('broken', 'it takes too long')), LONGEST_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

const faultOf = (error: unknown): FileFault => {
  if (error instanceof FileFault) return error;
  if (error instanceof PasswordException) return new FileFault('locked');
  return new FileFault('broken', error instanceof InvalidPDFException ? 'no PDF structure' : String(error));
};
