/** Allergies as an IAM segment states them (HL7 tables 0127 and 0128). */
export const ALLERGIES = {
  penicillin: {
    kind: 'DA^薬剤アレルギー^HL70127',
    substance: '999700001^ペニシリン系抗生物質^HOT9',
    severity: 'SV^重度^HL70128',
    reaction: 'アナフィラキシー（血圧低下、全身の蕁麻疹）',
  },
  nsaid: {
    kind: 'DA^薬剤アレルギー^HL70127',
    substance: '999700002^アスピリン^HOT9',
    severity: 'SV^重度^HL70128',
    reaction: '喘息発作',
  },
  iodine: {
    kind: 'DA^薬剤アレルギー^HL70127',
    substance: '999700003^ヨード造影剤^HOT9',
    severity: 'MO^中等度^HL70128',
    reaction: '発疹、嘔気',
  },
  cedar: {
    kind: 'LA^花粉アレルギー^HL70127',
    substance: '5A1002216023023^スギ^JC10',
    severity: 'MI^軽度^HL70128',
    reaction: '目のかゆみ、鼻汁',
  },
  buckwheat: {
    kind: 'FA^食物アレルギー^HL70127',
    substance: '5A1002411023006^ソバ^JC10',
    severity: 'MO^中等度^HL70128',
    reaction: '湿疹',
  },
  shrimp: {
    kind: 'FA^食物アレルギー^HL70127',
    substance: '5A1002420023023^エビ^JC10',
    severity: 'MO^中等度^HL70128',
    reaction: '口唇の腫れ',
  },
  houseDust: {
    kind: 'EA^環境アレルギー^HL70127',
    substance: '5A1102700023023^ハウスダスト^JC10',
    severity: 'MI^軽度^HL70128',
    reaction: 'くしゃみ',
  },
} as const;
export type AllergyId = keyof typeof ALLERGIES;
