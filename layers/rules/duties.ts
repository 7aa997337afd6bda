import type { Sentence } from '../../schemas/primitives.ts';

/** What an allowed act leaves to be done. Recorded in its audit event; names are never reused. */
export const DUTIES = {
  showToIssuer: {
    ja: '患者IDを発行した施設の紐づけ一覧に、この紐づけを表示する',
    en: 'Show this link in the list of the facility that issued the patient ID',
  },
  keepConsentForm: {
    ja: '書面の同意書を保管する（または画像を登録する）',
    en: 'Keep the written consent form (or register its picture)',
  },
  recordInChart: { ja: '口頭の同意を診療録に記載する', en: 'Record the oral consent in the chart' },
  recordInChartOrSheet: {
    ja: '口頭の同意を診療録に記載する、または同意確認書を残す',
    en: 'Record the oral consent in the chart, or keep a confirmation sheet',
  },
  notifyBefore: {
    ja: 'EMSを使うこととその理由を、公開施設に事前に（電話などで）伝える',
    en: 'Tell the disclosing facility beforehand, by telephone or otherwise, that EMS is used and why',
  },
  notifyWithin7Days: {
    ja: 'EMSを使ったこととその理由を、7日以内に公開施設に伝える',
    en: 'Tell the disclosing facility within 7 days that EMS was used and why',
  },
  obtainLaterConsent: {
    ja: '家族等の同意を事後に確認する（取得・不同意・連絡不能・死亡）',
    en: "Ask for the family's consent afterwards (obtained, refused, unreachable, deceased)",
  },
  explainToPatient: {
    ja: '回復後、本人にEMSを使ったことを説明する',
    en: 'Explain the EMS use to the patient on recovery',
  },
} as const satisfies Record<string, Sentence>;
export type Duty = keyof typeof DUTIES;
