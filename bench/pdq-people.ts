import { looseKanaKey, type PdqQuery } from '../layers/names/index.ts';
import type { Demographics } from '../schemas/person.ts';
import { mixed, personAt } from './world/people.ts';

/** How a query departs from the record of the person wanted, or which trap lies beside that person. */
export const PDQ_KINDS = [
  'none',
  'width',
  'hiragana',
  'sound',
  'kanjiVariant',
  'unreadKanji',
  'marriedName',
  'dayMonthSwapped',
  'oneKana',
  'otherKana',
  'partsSwapped',
  'twin',
  'household',
  'namesake',
] as const;
export type PdqKind = (typeof PDQ_KINDS)[number];
export type PdqTrial = { kind: PdqKind; query: PdqQuery; wanted: number };

/** Kinds that can be made up for by the names alone, without a birth date. */
export const PDQ_KINDS_BY_NAME: readonly PdqKind[] = [
  'none',
  'width',
  'hiragana',
  'sound',
  'kanjiVariant',
  'partsSwapped',
];

/** Of every twenty people, those whom a kind needs: pairs as traps, women who married (the former name kept, lost), a 〓. */
const CYCLE = 20;
const PLACES: Partial<Record<PdqKind, readonly number[]>> = {
  twin: [0, 1],
  household: [2, 3],
  namesake: [4, 5],
  marriedName: [7, 9],
  unreadKanji: [11],
};

/** Given names as twins have them, some of them a kana apart. */
const TWINS =
  '健太/ケンタ 康太/コウタ 美咲/ミサキ 美月/ミツキ 義彦/ヨシヒコ 義弘/ヨシヒロ 孝明/タカアキ 孝行/タカユキ 花子/ハナコ 月子/ツキコ 優太/ユウタ 優斗/ユウト 太郎/タロウ 次郎/ジロウ 愛/アイ 舞/マイ'
    .split(' ')
    .map((name) => name.split('/'));

/** The person of an index among those whom name searches are tried on: invented, and always the same. */
export function pdqPersonAt(index: number): Demographics {
  const person = personAt(index);
  const named = (name: Partial<Demographics['name']>) => ({ ...person, name: { ...person.name, ...name } });
  const place = index % CYCLE;
  if (place === 0 || place === 1) return twinAt(index - place, place);
  if (place === 3) return kinsmanOf(personAt(index - 1), person);
  if (place === 5) return named(personAt(index - 1).name);
  if (place === 7) return { ...named({ formerFamilyKana: birthNameOf(index).familyKana }), sex: 'female' };
  if (place === 9) return { ...person, sex: 'female' };
  return place === 11 ? named({ family: `${person.name.family.slice(0, -1)}〓` }) : person;
}

function twinAt(first: number, which: 0 | 1): Demographics {
  const person = personAt(first);
  const [given = '', givenKana = ''] = TWINS[2 * mixed(first, 21, TWINS.length / 2) + which] ?? [];
  return { ...person, name: { ...person.name, given, givenKana } };
}

/** Another man of the household, as a son or a father: the same family name, telephone and address. */
function kinsmanOf(man: Demographics, { name: { given, givenKana }, birthDate }: Demographics): Demographics {
  return { ...man, name: { ...man.name, given, givenKana }, birthDate };
}

/** The family name that a married woman was born with. */
function birthNameOf(index: number): { family: string; familyKana: string } {
  const { family, familyKana } = personAt(index + 20_000_000).name;
  return { family, familyKana };
}

/** `count` trials of a kind among people 0 to `people` - 1; fewer when there are not so many who fit. Always the same. */
export function pdqTrials(
  kind: PdqKind,
  { people, count, byName = false }: { people: number; count: number; byName?: boolean },
): PdqTrial[] {
  const trials: PdqTrial[] = [];
  for (let seed = 0; seed < count * 100 && trials.length < count; seed += 1) {
    const wanted = placed(kind, mixed(seed, 31 + PDQ_KINDS.indexOf(kind), people));
    const typed = wanted < people ? QUERIES[kind](pdqPersonAt(wanted), { index: wanted, seed }) : undefined;
    if (typed === undefined) continue;
    trials.push({ kind, wanted, query: byName ? { ...typed, birthDate: undefined } : typed });
  }
  return trials;
}

/** The person near an index who stands where this kind needs one. */
function placed(kind: PdqKind, index: number): number {
  const places = PLACES[kind];
  return places === undefined ? index : index - (index % CYCLE) + (places[index % places.length] ?? 0);
}

type Typed = { birthDate: string; family: string; given: string; sex?: Demographics['sex']; phone?: string };
type Draw = { index: number; seed: number };
type Ask = (person: Demographics, draw: Draw) => Typed | undefined;

const inKana: Ask = ({ name, birthDate, sex, phone = '' }, { seed }) => ({
  birthDate,
  family: name.familyKana,
  given: name.givenKana,
  ...(mixed(seed, 41, 2) === 0 && { sex }),
  ...(mixed(seed, 42, 4) === 0 && { phone }),
});

const inKanji: Ask = ({ name, birthDate }) => ({ birthDate, family: name.family, given: name.given });

const inEither: Ask = (person, draw) =>
  mixed(draw.seed, 43, 2) === 0 || person.name.family.includes('〓') ? inKana(person, draw) : inKanji(person, draw);

/** The same query with both names written otherwise; undefined when that changes nothing. */
const respelt =
  (ask: Ask, spell: (name: string) => string): Ask =>
  (person, draw) => {
    const typed = ask(person, draw);
    if (typed === undefined) return undefined;
    const [family, given] = [spell(typed.family), spell(typed.given)];
    return family === typed.family && given === typed.given ? undefined : { ...typed, family, given };
  };

const HALF_WIDTH = new Map(
  Array.from({ length: 0xff9d - 0xff66 + 1 }, (_, offset) => String.fromCodePoint(0xff66 + offset)).map(
    (half) => [half.normalize('NFKC'), half] as const,
  ),
);

function halfWidth(katakana: string): string {
  return Array.from(katakana.normalize('NFD'), (mark) => {
    if (mark === '\u3099') return 'ﾞ';
    return mark === '\u309a' ? 'ﾟ' : (HALF_WIDTH.get(mark) ?? mark);
  }).join('');
}

function hiragana(katakana: string): string {
  return katakana.replace(/[ァ-ヶ]/gu, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) - 0x60));
}

function soundingAlike(katakana: string): string {
  return katakana.replaceAll('ヅ', 'ズ').replace(/([コゾトノホモヨロ])[ウオ]/gu, '$1ー');
}

/** Written out here, not taken from the keys under trial. */
const OTHER_SHAPES = new Map(
  Array.from('高髙崎﨑沢澤浜濱島嶋広廣辺邊塩鹽関關黒黑稲稻吉𠮷恵惠実實弥彌郎郞静靜')
    .map((shape, index, all) => [shape, all[index + 1] ?? ''] as const)
    .filter((_, index) => index % 2 === 0),
);

function otherShapes(kanji: string): string {
  return Array.from(kanji, (character) => OTHER_SHAPES.get(character) ?? character).join('');
}

const KANA = Array.from('アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン');
const LOOK_ALIKE = ['シツ', 'ソン', 'クワ', 'コユ', 'スヌ', 'チテ', 'ウワ', 'ルレ', 'アマ', 'ケタ', 'クタ', 'ナメ'];

type KanaSlip = (letters: string[], at: number, seed: number) => (string | undefined)[];

const dropped: KanaSlip = (letters, at) => letters.toSpliced(at, 1);
const doubled: KanaSlip = (letters, at) => letters.toSpliced(at, 0, letters[at] ?? '');
const transposed: KanaSlip = (letters, at) => letters.toSpliced(at, 2, letters[at + 1] ?? '', letters[at] ?? '');
const replaced: KanaSlip = (letters, at, seed) => letters.with(at, KANA[mixed(seed, 51, KANA.length)] ?? '');
const lookingAlike: KanaSlip = (letters, at) => {
  const pair = LOOK_ALIKE.find((pair) => pair.includes(letters[at] ?? '-'));
  return letters.with(at, pair?.replace(letters[at] ?? '', '') ?? '');
};
const voicedOtherwise: KanaSlip = (letters, at) => {
  const [kana = '', voice] = letters[at]?.normalize('NFD') ?? '';
  return letters.with(at, voice === undefined ? `${kana}\u3099`.normalize('NFC') : kana);
};

/** What goes wrong with a kana, as often as it stands here. Any other kana is its own kind: it makes a sibling's name. */
const SLIPS: readonly KanaSlip[] = [
  dropped,
  dropped,
  dropped,
  voicedOtherwise,
  voicedOtherwise,
  voicedOtherwise,
  transposed,
  doubled,
  lookingAlike,
];

/** One slip in the reading of one of the names; undefined when the slip drawn makes no other sound, or no name. */
function withOneKana(slips: readonly KanaSlip[]): Ask {
  return (person, { index, seed }) => {
    const typed = inKana(person, { index, seed });
    if (typed === undefined) return undefined;
    const part = mixed(seed, 45, 2) === 0 ? 'family' : 'given';
    const letters = Array.from(typed[part]);
    const slip = slips[mixed(seed, 52, slips.length)] ?? dropped;
    const wrong = slip(letters, mixed(seed, 53, letters.length), seed).join('');
    const isName = /^[ァ-ヶー]{2,}$/u.test(wrong) && looseKanaKey(wrong) !== looseKanaKey(typed[part]);
    return isName ? { ...typed, [part]: wrong } : undefined;
  };
}

const QUERIES: Readonly<Record<PdqKind, Ask>> = {
  none: inEither,
  width: respelt(inKana, halfWidth),
  hiragana: respelt(inKana, hiragana),
  sound: respelt(inKana, soundingAlike),
  kanjiVariant: respelt(
    (person, draw) => (person.name.family.includes('〓') ? undefined : inKanji(person, draw)),
    otherShapes,
  ),
  unreadKanji: (person, { index }) => ({
    birthDate: person.birthDate,
    family: personAt(index).name.family,
    given: person.name.given,
  }),
  marriedName: (person, { index, seed }) => {
    const { family, familyKana } = birthNameOf(index);
    const kanji = mixed(seed, 44, 2) === 0;
    const given = kanji ? person.name.given : person.name.givenKana;
    return { birthDate: person.birthDate, family: kanji ? family : familyKana, given };
  },
  dayMonthSwapped: (person, draw) => {
    const typed = inEither(person, draw);
    const [year = '', month = '', day = ''] = person.birthDate.split('-');
    return typed === undefined || day > '12' || day === month
      ? undefined
      : { ...typed, birthDate: `${year}-${day}-${month}` };
  },
  oneKana: withOneKana(SLIPS),
  otherKana: withOneKana([replaced]),
  partsSwapped: (person, draw) => {
    const typed = inEither(person, draw);
    return typed && { ...typed, family: typed.given, given: typed.family };
  },
  twin: inEither,
  household: inEither,
  namesake: inEither,
};

/** Indexes of the people whom a search answered a trial with. */
export type PdqAnswer = { trial: PdqTrial; found: readonly number[] };
export type PdqFigures = { trials: number; recall: number; precision: number };

/** How many of the people wanted were found, and how many of those found were wanted: shares of 1. */
export function pdqFigures(answers: readonly PdqAnswer[]): PdqFigures {
  const right = answers.filter(({ trial, found }) => found.includes(trial.wanted)).length;
  const found = answers.reduce((sum, answer) => sum + answer.found.length, 0);
  return { trials: answers.length, recall: right / answers.length, precision: found === 0 ? 1 : right / found };
}
