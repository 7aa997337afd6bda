import type { FunctionName } from '../permissions.ts';

/** What an alarm means to people, in both languages: whoever is woken must know whether a ward is waiting. */
export type Impact = { ja: string; en: string };

/** What people cannot do while a function fails. */
export const IMPACT_OF: Record<FunctionName, Impact> = {
  registration: { ja: '患者の登録と紐付けができません', en: 'Clerks cannot register or link patients' },
  consent: {
    ja: '同意の記録と撤回ができません。撤回を望む患者を待たせます',
    en: 'Consent cannot be recorded or withdrawn; a patient who withdraws is kept waiting',
  },
  documents: { ja: '文書を登録できません', en: 'Documents cannot be uploaded' },
  timeline: { ja: '医師が記録を開けません', en: 'Doctors cannot open records' },
  ems: { ja: '救急の医師が記録を開けません', en: 'Doctors cannot open records in an emergency' },
  obligations: {
    ja: '救急時の閲覧の事後手続き（通知・事後の同意など）を記録できません',
    en: 'What an emergency still owes (notices, later consent) cannot be recorded',
  },
  disaster: {
    ja: '災害時の臨時ルールを発動・承認・終了できません',
    en: 'Temporary rules of a disaster cannot be declared, approved or ended',
  },
  directory: { ja: '職員がサインインを完了できません', en: 'Staff cannot finish signing in' },
  audit: { ja: '監査担当者が閲覧履歴を確認できません', en: 'Auditors cannot see who looked' },
  ingest: {
    ja: '病院の新しい記録が届いていません。画面の情報が古くなります',
    en: 'New hospital records do not arrive; what people see grows old',
  },
  'scan-document': {
    ja: '登録された文書が検査待ちのまま開けません',
    en: 'Uploaded documents stay unscanned and cannot be opened',
  },
  'audit-guard': { ja: '監査記録の改ざんに気付けません', en: 'Nobody would notice an altered audit' },
  'validate-flag': {
    ja: '災害時の臨時ルールのフラグを切り替えられません',
    en: 'The flag of the disaster rules cannot be switched',
  },
  remind: {
    ja: '期限の近い事後手続きを施設に知らせるメールが届きません',
    en: 'Facilities are not reminded of what they still owe',
  },
};
