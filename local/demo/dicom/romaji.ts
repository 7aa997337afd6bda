const SYLLABLES = `
ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ shi ス su セ se ソ so タ ta チ chi ツ tsu テ te ト to ナ na ニ ni ヌ nu ネ ne ノ no
ハ ha ヒ hi フ fu ヘ he ホ ho マ ma ミ mi ム mu メ me モ mo ヤ ya ユ yu ヨ yo ラ ra リ ri ル ru レ re ロ ro ワ wa ヲ o ン n ガ ga ギ gi グ gu ゲ ge ゴ go
ザ za ジ ji ズ zu ゼ ze ゾ zo ダ da ヂ ji ヅ zu デ de ド do バ ba ビ bi ブ bu ベ be ボ bo パ pa ピ pi プ pu ペ pe ポ po ヴ vu
`
  .trim()
  .split(/\s+/u);

const ROMAJI = new Map(
  SYLLABLES.flatMap((kana, index) => (index % 2 === 0 ? [[kana, SYLLABLES[index + 1] ?? ''] as const] : [])),
);

const SMALL: Readonly<Record<string, string>> = {
  ャ: 'ya',
  ュ: 'yu',
  ョ: 'yo',
  ァ: 'a',
  ィ: 'i',
  ゥ: 'u',
  ェ: 'e',
  ォ: 'o',
};

/** A reading in Latin letters (Hepburn), as the first part of a DICOM name: ショウイチ is Shouichi. */
export const romaji = (kana: string): string => {
  let latin = '';
  let doubled = false;
  for (const letter of kana) {
    const small = SMALL[letter];
    if (letter === 'ッ') doubled = true;
    else if (small !== undefined) latin = joined(latin, small);
    else {
      const sound = ROMAJI.get(letter) ?? '';
      latin += doubled ? sound.charAt(0) + sound : sound;
      doubled = false;
    }
  }
  return latin.charAt(0).toUpperCase() + latin.slice(1);
};

/** シ + ョ is sho, キ + ョ is kyo: the vowel before gives way, and the y after sh, ch and j. */
const joined = (before: string, small: string): string => {
  const stem = before.slice(0, -1);
  return /(?:sh|ch|j)$/.test(stem) ? stem + small.replace('y', '') : stem + small;
};
