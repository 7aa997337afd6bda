import { type Delimiters, unescape } from './unescape.ts';

/** One repetition of a field. Numbers count from 1, as in the standard. */
export class Field {
  readonly raw: string;
  readonly #delimiters: Delimiters;

  constructor(raw: string, delimiters: Delimiters) {
    this.raw = raw;
    this.#delimiters = delimiters;
  }

  /** A component's first subcomponent (or the one named), unescaped and trimmed; HL7's `""` (deliberately empty) is ''. */
  text(component = 1, subcomponent = 1): string {
    const whole = nth(this.raw, this.#delimiters.component, component);
    return this.#plain(nth(whole, this.#delimiters.subcomponent, subcomponent));
  }

  /** A component with its subcomponents joined by a space. */
  joined(component = 1): string {
    const whole = nth(this.raw, this.#delimiters.component, component);
    return this.#plain(whole.replaceAll(this.#delimiters.subcomponent, ' '));
  }

  /** A component whose subcomponents are read as components: CQ's and RPT's coded units. */
  nested(component: number): Field {
    const whole = nth(this.raw, this.#delimiters.component, component);
    return new Field(whole.replaceAll(this.#delimiters.subcomponent, this.#delimiters.component), this.#delimiters);
  }

  /** The whole field as text: for ST, TX and FT, where a component separator is no more than a character. */
  whole(): string {
    return this.#plain(this.raw);
  }

  get empty(): boolean {
    return this.raw === '' || this.raw === '""';
  }

  #plain(text: string): string {
    if (text === '""') return '';
    const { escape } = this.#delimiters;
    return (text.includes(escape) ? unescape(text, this.#delimiters) : text).trim();
  }
}

/** The n-th piece, without splitting the rest. */
function nth(text: string, separator: string, n: number): string {
  let start = 0;
  for (let skipped = 1; skipped < n; skipped += 1) {
    const end = text.indexOf(separator, start);
    if (end === -1) return '';
    start = end + 1;
  }
  const end = text.indexOf(separator, start);
  return end === -1 ? text.slice(start) : text.slice(start, end);
}

/** One segment; `field(3)` is XXX-3. In MSH the separator itself is MSH-1. */
export class Segment {
  readonly name: string;
  readonly #fields: string[];
  readonly #delimiters: Delimiters;

  constructor(line: string, delimiters: Delimiters) {
    this.#fields = line.split(delimiters.field);
    this.name = this.#fields[0] ?? '';
    this.#delimiters = delimiters;
  }

  /** The first repetition. Absent fields read as empty. */
  field(n: number): Field {
    return new Field(nth(this.#raw(n), this.#delimiters.repetition, 1), this.#delimiters);
  }

  repetitions(n: number): Field[] {
    const raw = this.#raw(n);
    return raw === '' ? [] : raw.split(this.#delimiters.repetition).map((each) => new Field(each, this.#delimiters));
  }

  text(n: number, component = 1): string {
    return this.field(n).text(component);
  }

  #raw(n: number): string {
    return this.#fields[this.name === 'MSH' ? n - 1 : n] ?? '';
  }
}

/** A message that was read: its segments in order. */
export class Message {
  readonly segments: Segment[];
  readonly delimiters: Delimiters;

  constructor(segments: Segment[], delimiters: Delimiters) {
    this.segments = segments;
    this.delimiters = delimiters;
  }

  first(name: string): Segment | undefined {
    return this.segments.find((segment) => segment.name === name);
  }

  all(name: string): Segment[] {
    return this.segments.filter((segment) => segment.name === name);
  }

  /**
   * Segments in groups, each beginning with one of `heads`; what comes before the first head belongs to none. A group of orders begins
   * with ORC, of results with OBR or SPM.
   */
  groups(...heads: string[]): Segment[][] {
    const groups: Segment[][] = [];
    for (const segment of this.segments) {
      if (heads.includes(segment.name)) groups.push([segment]);
      else groups.at(-1)?.push(segment);
    }
    return groups;
  }
}
