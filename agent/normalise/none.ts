import { kanaKey } from '../../layers/names/index.ts';

/** What a source writes to say that it asked and there is none: 特になし, 該当なし, アレルギー無し, 食物アレルギーなし, NKDA, No known allergies. */
const NONE =
  /^(?:(?:特記(?:事項)?|特ニ|該当|既往|薬剤|薬物|薬|食物|食品|環境|アレルギー|病名|傷病名|禁忌|登録|ハ)+ナシ|(?:特記(?:事項)?|特ニ|該当|既往|薬剤|薬物|薬|食物|食品|環境|アレルギー|病名|傷病名|禁忌|登録|ハ)*無シ?)$|^(?:NONE|NKD?A|NOKNOWN(?:DRUG|FOOD)?ALLERG(?:Y|IES))$/;

/**
 * Whether a name says "none". An empty text says nothing. A bare なし counts in hiragana only, and not among foods: ナシ is a pear, and an
 * allergy must not be lost.
 */
export function saysNone(name: string, { food = false }: { food?: boolean } = {}): boolean {
  const plain = name.trim().replaceAll(/[()（）。.、,]/g, '');
  if (plain === 'なし') return !food;
  return NONE.test(kanaKey(plain).toUpperCase());
}
