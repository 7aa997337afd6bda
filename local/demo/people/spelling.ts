import { toWareki } from '../../../layers/names/index.ts';
import type { Demographics, DemographicsInput } from '../../../schemas/person.ts';
import type { Registration } from './person.ts';

const KATAKANA = /[ァ-ヶ]/gu;
const FULL =
  'ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン';
const HALF = 'ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ';
const HALF_OF = new Map(Array.from(FULL, (kana, index) => [kana, HALF[index] ?? kana]));

/** As people write who have no katakana key at hand. */
const toHiragana = (kana: string): string =>
  kana.replace(KATAKANA, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));

/** As insurance cards print it: sound marks stand beside their letter. */
const toHalfWidth = (kana: string): string =>
  Array.from(kana.normalize('NFD'), (letter) => {
    if (letter === '\u3099') return 'ﾞ';
    return letter === '\u309a' ? 'ﾟ' : (HALF_OF.get(letter) ?? letter);
  }).join('');

const SPELLERS: Record<Registration['kana'], (kana: string) => string> = {
  katakana: (kana) => kana,
  hiragana: toHiragana,
  halfWidth: toHalfWidth,
};

/** Demographics as a clerk types them: kana in the clerk's own way, the birth date perhaps in the Japanese calendar. */
export const typedDemographics = (
  demographics: Demographics,
  habit: Pick<Registration, 'kana' | 'wareki'>,
): DemographicsInput => {
  const spell = SPELLERS[habit.kana];
  const { name, birthDate, ...rest } = demographics;
  return {
    ...rest,
    name: {
      ...name,
      familyKana: spell(name.familyKana),
      givenKana: spell(name.givenKana),
      ...(name.formerFamilyKana !== undefined && { formerFamilyKana: spell(name.formerFamilyKana) }),
    },
    birthDate: habit.wareki ? (toWareki(birthDate)?.text ?? birthDate) : birthDate,
  };
};
