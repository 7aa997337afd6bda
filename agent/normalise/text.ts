/** Text as the schemas want it: one line, or prose in pieces that fit. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
const CONTROLS = /[\u0000-\u001f\u007f]+/g;
const TITLE_LENGTH = 60;

/** One line: line ends become spaces. Undefined when empty. */
export function lineOf(text: string): string | undefined {
  const line = CONTROLS.test(text) ? text.replace(CONTROLS, ' ').trim() : text.trim();
  CONTROLS.lastIndex = 0;
  return line === '' ? undefined : line;
}

/** Texts without the empty ones, each cut into pieces of at most `longest` characters: nothing is lost. */
export function proseOf(texts: readonly string[], longest: number): string[] {
  return texts.flatMap((text) => pieces(text.trim(), longest));
}

function pieces(text: string, longest: number): string[] {
  const parts: string[] = [];
  for (let rest = text; rest !== ''; ) {
    const end = isHighSurrogate(rest, longest - 1) ? longest - 1 : longest;
    const part = rest.slice(0, end).trim();
    if (part !== '') parts.push(part);
    rest = rest.slice(end);
  }
  return parts;
}

function isHighSurrogate(text: string, at: number): boolean {
  return text.length > at + 1 && /[\ud800-\udbff]/.test(text.charAt(at));
}

/** Joins texts into as few pieces as there may be, each at most `longest` characters. */
export function joinedProse(texts: readonly string[], longest: number): string[] {
  return proseOf([texts.filter((text) => text.trim() !== '').join('\n')], longest);
}

/** `アムロジピン錠5mg 他2件`; `fallback` where nothing has a name. */
export function titleOf(names: readonly (string | undefined)[], fallback: string): string {
  const distinct = [...new Set(names.map((name) => lineOf(name ?? '')).filter((name) => name !== undefined))];
  const [first] = distinct;
  if (first === undefined) return fallback;
  const short = first.length > TITLE_LENGTH ? `${[...first].slice(0, TITLE_LENGTH - 1).join('')}…` : first;
  return distinct.length === 1 ? short : `${short} 他${distinct.length - 1}件`;
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** An object without its undefined properties: the schemas are strict about what is absent. */
export function present<T extends object>(object: T): Present<T> {
  const given: Partial<T> = {};
  for (const key in object) if (object[key] !== undefined) given[key] = object[key];
  return given as unknown as Present<T>;
}
