import type { Sentence } from '../schemas/primitives.ts';

/** A line that moves on a terminal, and a line now and then elsewhere. */
export class Progress {
  readonly #output: NodeJS.WriteStream;
  #lastTenth = -1;
  #isOpen = false;

  constructor(output: NodeJS.WriteStream) {
    this.#output = output;
  }

  show(done: number, total: number, { ja, en }: Sentence): void {
    const percent = total > 0 ? Math.floor((done * 100) / total) : 0;
    const text = `${String(percent).padStart(3)} % ${ja} / ${en}`;
    if (this.#output.isTTY) {
      this.#output.write(`\r\x1b[K${text}`);
      this.#isOpen = true;
    } else if (Math.floor(percent / 10) !== this.#lastTenth) {
      this.#lastTenth = Math.floor(percent / 10);
      this.#output.write(`${text}\n`);
    }
  }

  end(): void {
    if (this.#isOpen) this.#output.write('\n');
    this.#isOpen = false;
  }
}
