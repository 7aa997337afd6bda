import type { Sentence } from '../../../schemas/primitives.ts';

/** 個人情報の保護に関する法律, as numbered since 2022-04-01. */
const appi = (ja: string, en: string): Sentence => ({
  ja: `個人情報保護法${ja}`,
  en: `Act on the Protection of Personal Information, ${en}`,
});
/** 医療情報システムの安全管理に関するガイドライン 第6.0版 (May 2023). */
const guideline = (ja: string, en: string): Sentence => ({
  ja: `医療情報システムの安全管理に関するガイドライン第6.0版 ${ja}`,
  en: `Guideline on the security of medical information systems 6.0, ${en}`,
});
/** ism-Link・ID-Link 研修資料 (February 2024). */
const operation = (ja: string, en: string): Sentence => ({
  ja: `ism-Link運用（2024年2月研修資料）：${ja}`,
  en: `ism-Link operation (training material of February 2024): ${en}`,
});
/** A choice of this network where no circular has a row. */
const design = (ja: string, en: string): Sentence => ({
  ja: `本ネットワークの定め：${ja}`,
  en: `This network's own rule: ${en}`,
});

export const BASIS = {
  accuracy: appi('22条（データ内容の正確性の確保）', 'Article 22 (accuracy of data)'),
  security: appi('23条（安全管理措置）', 'Article 23 (security control)'),
  supervision: appi('24条（従業者の監督）', 'Article 24 (supervision of staff)'),
  thirdParty: appi(
    '27条1項（第三者提供の制限：あらかじめ本人の同意）',
    'Article 27(1) (third-party provision: prior consent of the person)',
  ),
  entrustment: appi('27条5項1号・25条（委託）', 'Articles 27(5)(i) and 25 (entrustment)'),
  correction: appi('34条（訂正等）', 'Article 34 (correction)'),
  stop: appi('35条（利用停止等）', 'Article 35 (ceasing of use)'),
  authentication: guideline(
    'システム運用編14（認証・認可に関する安全管理措置）',
    'System operation, 14 (authentication and authorization)',
  ),
  privileges: guideline(
    '企画管理編13（利用者に関する認証等及び権限）',
    'Planning and management, 13 (authentication and privileges of users)',
  ),
  auditTrail: guideline(
    'システム運用編17（証跡のレビュー・システム監査）',
    'System operation, 17 (review of the audit trail)',
  ),
  personalId: operation('個人IDは一人に一つ、共用しない', 'one personal ID per person, never shared'),
  comprehensiveConsent: operation('包括同意', 'comprehensive consent'),
  withdrawal: operation(
    '同意はいつでも変更・撤回でき、撤回により他施設の利用が止まる',
    'consent may be changed or withdrawn at any time; withdrawal stops use by all other facilities',
  ),
  ownIdLink: operation(
    '閲覧には自施設の患者IDの紐づけが必要',
    'to look, a facility must have linked its own patient ID',
  ),
  firstRegistration: operation(
    '初回登録（基本情報・患者ID・最新データ）',
    'first registration (demographics, patient IDs, latest data)',
  ),
  addingFacility: operation(
    '施設追加（基本情報の検索・自施設の患者ID・最新データ）',
    'adding a facility (search, own patient ID, latest data)',
  ),
  publication: operation(
    '公開内容は公開施設が対象者ごとに定める',
    'the disclosing facility decides what it opens to whom',
  ),
  pendingLink: design(
    '他施設の患者IDは確認されるまで保留とし、何も開かない',
    "another facility's patient ID stays pending, and opens nothing, until verified",
  ),
  ownRecords: design('施設は自施設の記録を常に見ることができる', 'a facility always sees its own records'),
  officeSeesNoRecords: design(
    '運営事務局と、診療・介護・事務の職種を持たない管理者は診療情報を見ない',
    'the network office, and administrators without an occupation of care or clerk, look at no records',
  ),
  officeTasks: design(
    '運営事務局は登録・紐づけ・同意・監査の世話をする',
    'the network office looks after registration, links, consents and the audit',
  ),
  outwardPolling: design(
    '施設のシステムは自施設の患者の情報だけを送る',
    "a facility's system sends its own patients' information only",
  ),
} as const satisfies Record<string, Sentence>;
