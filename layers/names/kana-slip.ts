import { kanaKey, looseKanaKey } from './kana-key.ts';

/** Voiced otherwise once ヂ and ヅ sound as ジ and ズ; alike in handwriting (ソ, ン); alike to the ear (ヒ, シ). */
const VOICED_OTHERWISE = ['チジ', 'ツズ'];
const ALIKE = ['シツ', 'ソン', 'クワ', 'コユ', 'スヌ', 'チテ', 'ウワ', 'フワ', 'ルレ', 'ラフ', 'ノメ', 'ヒシ', 'イエ'];

/** `length`: kana of the longer name. */
type Slip = { length: number } & ({ kind: 'missing' | 'transposed' } | { kind: 'replaced'; from: string; to: string });

/**
 * Whether a reading is another with one slip in it: a kana missing or too many, two neighbours transposed, one replaced.
 * The shorter the name, the likelier another name, and twins are named alike (義彦, 義弘; 孝明, 孝行): in a given name only a
 * kana alike to the eye or the ear counts as replaced, in a family name any.
 */
export function isOneKanaApart(typed: string, { from, part }: { from: string; part: 'family' | 'given' }): boolean {
  const bySound = slipBetween(looseKanaKey(typed), looseKanaKey(from));
  // By sound alone ジウ has not lost a kana of ジロウ, whose ロウ is one long sound.
  const bySpelling = slipBetween(kanaKey(typed), kanaKey(from));
  return [bySound, bySpelling].some(isMisplaced) || (bySound !== undefined && isReplaced(bySound, part));
}

function isMisplaced(slip: Slip | undefined): boolean {
  return slip !== undefined && slip.kind !== 'replaced' && slip.length >= 3;
}

function isReplaced(slip: Slip, part: 'family' | 'given'): boolean {
  if (slip.kind !== 'replaced') return false;
  if (isVoicedOtherwise(slip)) return slip.length >= 2;
  return slip.length >= 3 && (part === 'family' || isPair(ALIKE, slip));
}

/** What differs once the same beginning and the same end are taken away. */
function slipBetween(a: string, b: string): Slip | undefined {
  const [shorter, longer] = a.length < b.length ? [Array.from(a), Array.from(b)] : [Array.from(b), Array.from(a)];
  const start = sharedLength(shorter, longer);
  const end = sharedLength(shorter.slice(start).reverse(), longer.slice(start).reverse());
  const [from = '', second, ...less] = shorter.slice(start, shorter.length - end);
  const [to = '', other, ...more] = longer.slice(start, longer.length - end);
  const { length } = longer;
  if (to === '' || less.length > 0 || more.length > 0) return undefined;
  if (second === undefined && other === undefined)
    return from === '' ? { kind: 'missing', length } : { kind: 'replaced', from, to, length };
  return from === other && to === second ? { kind: 'transposed', length } : undefined;
}

function sharedLength(a: string[], b: string[]): number {
  const differing = a.findIndex((kana, index) => kana !== b[index]);
  return differing === -1 ? a.length : differing;
}

type Replaced = { from: string; to: string };

function isVoicedOtherwise({ from, to }: Replaced): boolean {
  return unvoiced(from) === unvoiced(to) || isPair(VOICED_OTHERWISE, { from, to });
}

function unvoiced(kana: string): string {
  return kana.normalize('NFD').replace(/[\u3099\u309a]/gu, '');
}

function isPair(pairs: readonly string[], { from, to }: Replaced): boolean {
  return pairs.includes(from + to) || pairs.includes(to + from);
}
