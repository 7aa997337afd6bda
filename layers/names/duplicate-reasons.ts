/** Why two records may be one person, most telling first, in the words that the person deciding reads. */
export const DUPLICATE_REASONS = {
  sameInsurance: {
    ja: '保険証の番号が同じです。',
    en: 'The health insurance number is the same.',
  },
  sameBirthDateAndKana: {
    ja: '生年月日とカナ氏名が同じです。',
    en: 'The birth date and the name in kana are the same.',
  },
  sameKanaAndPhone: {
    ja: 'カナ氏名と電話番号が同じです。',
    en: 'The name in kana and the telephone number are the same.',
  },
  kanjiNameAndBirthDate: {
    ja: '生年月日と漢字氏名(異体字を含む)が同じです。',
    en: 'The birth date and the name in kanji, variant shapes included, are the same.',
  },
  sameBirthDateAndGivenKana: {
    ja: '生年月日と名のカナが同じで、姓が異なります(婚姻などによる改姓の可能性)。',
    en: 'The birth date and the given name in kana are the same, the family name differs (it may have changed, as by marriage).',
  },
  sameKanaBirthDateSwapped: {
    ja: 'カナ氏名が同じで、生年月日の月と日が入れ替わっています。',
    en: 'The name in kana is the same, and month and day of the birth date are swapped.',
  },
  looseKanaAndBirthDate: {
    ja: '生年月日が同じで、カナ氏名の読みが似ています。',
    en: 'The birth date is the same, and the name in kana sounds alike.',
  },
} as const satisfies Record<string, { ja: string; en: string }>;

export type DuplicateReason = keyof typeof DUPLICATE_REASONS;
