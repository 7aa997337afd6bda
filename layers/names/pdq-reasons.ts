/** Why a row answers a name search (PDQ), in the words that the person choosing among rows reads. */
export const PDQ_REASONS = {
  birthDate: { ja: '生年月日が一致しています。', en: 'The birth date is the same.' },
  birthDateSwapped: {
    ja: '生年月日の月と日が入れ替わっています。',
    en: 'Month and day of the birth date are swapped.',
  },
  familyKana: { ja: '姓のかなが一致しています。', en: 'The family name in kana is the same.' },
  familySounds: {
    ja: '姓の読みが同じです(長音・小書き・表記の違いを同一とみなしました)。',
    en: 'The family name sounds the same (long vowels, small kana and spelling apart).',
  },
  familyWritten: { ja: '姓の表記が一致しています。', en: 'The family name is written the same.' },
  familyVariant: {
    ja: '姓が一致しています(異体字を同一とみなしました)。',
    en: 'The family name is the same, variant shapes of a character taken as one.',
  },
  familyUnread: {
    ja: '姓は、読み取れない文字(〓)を除いて一致しています。',
    en: 'The family name is the same but for a character that could not be written (〓).',
  },
  formerFamily: { ja: '旧姓が一致しています。', en: 'The former family name is the same.' },
  familySlip: { ja: '姓のかなが1文字だけ異なります。', en: 'The family name in kana differs by one character.' },
  familyOther: {
    ja: '姓が異なります(婚姻などによる改姓の可能性)。',
    en: 'The family name differs (it may have changed, as by marriage).',
  },
  givenKana: { ja: '名のかなが一致しています。', en: 'The given name in kana is the same.' },
  givenSounds: {
    ja: '名の読みが同じです(長音・小書き・表記の違いを同一とみなしました)。',
    en: 'The given name sounds the same (long vowels, small kana and spelling apart).',
  },
  givenWritten: { ja: '名の表記が一致しています。', en: 'The given name is written the same.' },
  givenVariant: {
    ja: '名が一致しています(異体字を同一とみなしました)。',
    en: 'The given name is the same, variant shapes of a character taken as one.',
  },
  givenUnread: {
    ja: '名は、読み取れない文字(〓)を除いて一致しています。',
    en: 'The given name is the same but for a character that could not be written (〓).',
  },
  givenSlip: { ja: '名のかなが1文字だけ異なります。', en: 'The given name in kana differs by one character.' },
  partsSwapped: { ja: '姓と名が入れ替わっています。', en: 'Family and given name are swapped.' },
  nameNotComparable: {
    ja: '登録の表記(漢字・かな)が異なるため、氏名の一部を比べられません。',
    en: 'A part of the name is recorded in another script, and cannot be compared.',
  },
  sex: { ja: '性別が一致しています。', en: 'The sex is the same.' },
  phone: { ja: '電話番号が一致しています。', en: 'The telephone number is the same.' },
  address: { ja: '住所が一致しています。', en: 'The address is the same.' },
  addressPart: { ja: '住所の一部が一致しています。', en: 'A part of the address is the same.' },
} as const satisfies Record<string, { ja: string; en: string }>;

export type PdqReason = keyof typeof PDQ_REASONS;
