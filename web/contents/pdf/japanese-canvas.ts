/** Japanese hospitals' PDFs often name their font and do not embed it; a terminal that has none shows boxes. Ours has every character. */
export const JAPANESE_FONT = '"Noto Sans JP Variable"';
const GENERIC = /(sans-serif|serif|monospace)\s*$/;

/** The same font list, with our own Japanese font before the generic one. */
export const withJapanese = (font: string): string =>
  GENERIC.test(font) ? font.replace(GENERIC, `${JAPANESE_FONT},$1`) : `${font},${JAPANESE_FONT}`;

/** A context whose fonts all end in ours. pdf.js sets `font` as a list of the file's font, a font of the system, and a generic one. */
const teach = (context: CanvasRenderingContext2D): CanvasRenderingContext2D => {
  const own = Object.getOwnPropertyDescriptor(CanvasRenderingContext2D.prototype, 'font');
  Object.defineProperty(context, 'font', {
    configurable: true,
    get: () => own?.get?.call(context),
    set: (font: string) => {
      own?.set?.call(context, withJapanese(font));
    },
  });
  return context;
};

export type Drawn = { canvas: HTMLCanvasElement | null; context: CanvasRenderingContext2D | null };

/** Where pdf.js draws: its own kind of canvas factory, whose contexts know our font. */
export class JapaneseCanvasFactory {
  create(width: number, height: number): Drawn {
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    return { canvas, context: this.#contextOf(canvas, true) };
  }

  reset({ canvas }: Drawn, width: number, height: number): void {
    if (!canvas) return;
    canvas.width = width;
    canvas.height = height;
  }

  destroy(drawn: Drawn): void {
    if (drawn.canvas) this.reset(drawn, 0, 0);
    drawn.canvas = null;
    drawn.context = null;
  }

  getNoAlphaContext(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
    return this.#contextOf(canvas, false);
  }

  #contextOf(canvas: HTMLCanvasElement, alpha: boolean): CanvasRenderingContext2D | null {
    const context = canvas.getContext('2d', { alpha, willReadFrequently: true });
    return context && teach(context);
  }
}
