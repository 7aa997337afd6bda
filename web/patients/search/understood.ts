import {
  emsIdOf,
  isTellingPhone,
  type LocalIdFormat,
  parseJapaneseDate,
  phoneKey,
} from '../../../layers/names/index.ts';

/** What the API is asked (`searchPatients`): the own patient ID alone, or what is known of the person. */
export type Criteria = { localId?: string; birthDate?: string; family?: string; given?: string; phone?: string };

/** One way to take what was typed. `ignored`: words that cannot be asked together with it. */
export type Reading = { as: 'birthDate' | 'localId' | 'phone' | 'person'; criteria: Criteria; ignored?: string };

/** Family and given name, where somebody typed them as one word. */
export type Split = { family: string; given: string };

export type Understood =
  | { kind: 'nothing' }
  /** A number of an emergency, which is looked up elsewhere. */
  | { kind: 'ems' }
  /** The likeliest first. */
  | { kind: 'readings'; readings: readonly [Reading, ...Reading[]] }
  /** One name alone. */
  | { kind: 'tooBroad'; splits: readonly Split[] }
  | { kind: 'noSuchDay'; reason: 'impossible' | 'era' | 'future' };

type Context = {
  /** How the own facility writes its patient IDs. */
  localIds: LocalIdFormat;
  /** YYYY-MM-DD, JST. */
  today: string;
};

/** Between words: blanks of any width, commas, the dot between the names of people from abroad. */
const BETWEEN = /[\s、,，・･]+/u;
/** Nobody who is alive was born before the calendar could be counted (明治6年). */
const EARLIEST_BIRTH = '1873-01-01';
const PHONE_DIGITS = /^0\d{9,10}$/;
/** A patient ID: half or full width, with hyphens as on a card; at least one digit. */
const LOCAL_ID = /^(?=.*\d)[0-9A-Za-z-]+$/;

/**
 * Reads one field for everything: a birth date in any form, an own patient ID, a telephone number, a name, or several of them in one line
 * (`志賀 千代 S19.2.29`). Asks nobody. What it cannot be sure of it offers as further readings.
 */
export const understand = (typed: string, context: Context): Understood => {
  const text = typed.trim();
  if (text === '') return { kind: 'nothing' };
  if (emsIdOf(text) !== undefined) return { kind: 'ems' };
  const words = text.split(BETWEEN).filter((word) => word !== '');
  const fault = dayFault(words, context.today);
  if (fault) return { kind: 'noSuchDay', reason: fault };
  const [first, ...more] = aloneReadings(text, context);
  if (first) return { kind: 'readings', readings: [first, ...more] };
  return togetherReadings(words, context);
};

const birthDateOf = (text: string, today: string): string | undefined => {
  const parsed = parseJapaneseDate(text);
  return parsed.ok && parsed.date >= EARLIEST_BIRTH && parsed.date <= today ? parsed.date : undefined;
};

const phoneOf = (text: string): string | undefined => {
  if (/[^\d\s()+.\p{Dash_Punctuation}ー]/u.test(text.normalize('NFKC'))) return undefined;
  const key = phoneKey(text);
  return PHONE_DIGITS.test(key) && isTellingPhone(key) ? key : undefined;
};

const localIdOf = (text: string): string | undefined => {
  const written = text.normalize('NFKC').replace(/[\p{Dash_Punctuation}ー]/gu, '-');
  return LOCAL_ID.test(written) ? written : undefined;
};

/** The whole text as one thing. A number that can be a telephone is one before it is an ID; a day is a day first. */
const aloneReadings = (text: string, { today, localIds }: Context): Reading[] => {
  const birthDate = birthDateOf(text, today);
  const phone = phoneOf(text);
  const localId = localIdOf(text);
  const digits = localId?.replace(/\D/g, '').replace(/^0+(?=\d)/, '') ?? '';
  const fitsAsId = localId !== undefined && (digits.length <= localIds.digits || (!birthDate && !phone));
  return [
    ...(phone ? [{ as: 'phone', criteria: { phone } } as const] : []),
    ...(birthDate ? [{ as: 'birthDate', criteria: { birthDate } } as const] : []),
    ...(fitsAsId ? [{ as: 'localId', criteria: { localId } } as const] : []),
  ];
};

/** A word that is written as a day and is none. Digits alone may be an ID. */
const dayFault = (words: string[], today: string): 'impossible' | 'era' | 'future' | undefined => {
  for (const word of words.filter((one) => /\D/.test(one.normalize('NFKC')))) {
    const parsed = parseJapaneseDate(word);
    if (parsed.ok && parsed.date > today) return 'future';
    if (!parsed.ok && parsed.reason !== 'format') return parsed.reason;
  }
  return undefined;
};

/** The longest run of words that together are a birth date (`昭和 19年 2月 29日`). */
const dayAmong = (words: string[], today: string): { birthDate?: string; rest: string[] } => {
  for (let length = words.length; length > 0; length--)
    for (let from = 0; from + length <= words.length; from++) {
      const birthDate = birthDateOf(words.slice(from, from + length).join(' '), today);
      if (birthDate) return { birthDate, rest: words.toSpliced(from, length) };
    }
  return { rest: words };
};

const togetherReadings = (words: string[], { today }: Context): Understood => {
  const { birthDate, rest } = dayAmong(words, today);
  const phone = rest.map(phoneOf).find((found) => found !== undefined);
  const others = rest.filter((word) => phoneOf(word) === undefined);
  const localId = others.map(localIdOf).find((found) => found !== undefined);
  if (localId !== undefined) {
    const ignored = words.filter((word) => localIdOf(word) !== localId).join(' ');
    return { kind: 'readings', readings: [{ as: 'localId', criteria: { localId }, ignored }] };
  }
  const [family, ...givens] = others;
  const given = givens.join(' ');
  if (given === '' && family !== undefined && !birthDate && !phone)
    return { kind: 'tooBroad', splits: splitsOf(family) };
  const criteria: Criteria = {
    ...(birthDate && { birthDate }),
    ...(family && { family }),
    ...(given && { given }),
    ...(phone && { phone }),
  };
  return { kind: 'readings', readings: [{ as: 'person', criteria }] };
};

/** Where kanji were typed in one word, the borders that family and given name may have; most names have two and two. */
const splitsOf = (word: string): Split[] => {
  const letters = [...word];
  if (letters.length < 2 || letters.length > 6 || !/^[\p{Script=Han}々]+$/u.test(word)) return [];
  return letters
    .slice(1)
    .map((_, index) => index + 1)
    .toSorted((a, b) => Math.abs(a - 2) - Math.abs(b - 2) || a - b)
    .slice(0, 3)
    .map((border) => ({ family: letters.slice(0, border).join(''), given: letters.slice(border).join('') }));
};

/** People of other facilities are found only by birth date and whole name together: whoever has less is among the own patients. */
export const reachesOthers = ({ birthDate, family, given }: Criteria): boolean =>
  birthDate !== undefined && family !== undefined && given !== undefined;
