import type { Sentence } from '../../schemas/primitives.ts';

/** What an allowed act leaves to be done. Recorded in its audit event; names are never reused. */
export const DUTIES = {
  showToIssuer: {
    ja: '患者IDを発行した施設の紐づけ一覧に、この紐づけを表示する',
    en: 'Show this link in the list of the facility that issued the patient ID',
  },
} as const satisfies Record<string, Sentence>;
export type Duty = keyof typeof DUTIES;
