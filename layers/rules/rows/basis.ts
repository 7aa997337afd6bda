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
/** 石川県の臨時運用の通知 (12 January 2024), as the training material tells it. */
const circular = (ja: string, en: string): Sentence => ({
  ja: `令和6年能登半島地震に伴う臨時運用（2024年1月12日通知、2024年2月研修資料による）：${ja}`,
  en: `Temporary operation after the Noto earthquake (circular of 12 January 2024, as told in the training material of February 2024): ${en}`,
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
  emergency: appi(
    '20条2項2号・27条1項2号（人の生命・身体・財産の保護に必要で、本人の同意を得ることが困難なとき）',
    'Articles 20(2)(ii) and 27(1)(ii) (needed to protect life, body or property, where consent is hard to obtain)',
  ),
  emsWho: operation(
    'EMSは、救急搬送あるいは紹介状を持たずに受診した患者について、医療機関が使う',
    'EMS is for medical institutions, when a patient comes by ambulance or without a referral letter',
  ),
  emsPrivilege: operation('EMSを使う職員にはEMS権限が必要', 'staff need the EMS privilege'),
  emsConsent: operation(
    'EMSの同意は、閲覧する医療機関が本人または家族等から得る',
    'consent to EMS is taken by the institution that looks, from the patient or the family',
  ),
  emsOral: operation(
    '生命の危機に関する緊急時などやむを得ない場合は口頭の同意でよく、診療録に記載する',
    'where it is unavoidable, as in an emergency that threatens life, oral consent suffices and is recorded in the chart',
  ),
  emsNotice: operation(
    '公開施設の診療時間内で担当者がいれば事前に（電話など）、診療時間外または担当者不在なら事後7日以内に連絡する',
    'the disclosing facility is told beforehand (by telephone or otherwise) in its hours when somebody is there, else within 7 days',
  ),
  emsRemote: operation(
    '自施設の記録は自宅や外出先からも見ることができる（公開内容は別に定める）',
    'own records may be seen from home and on the move, as far as the facility opens them so',
  ),
  pdq: operation(
    'PDQ：電話で尋ねなくてよいよう、氏名の検索で患者IDを返す',
    'PDQ: a name search returns the patient ID, so that nobody has to telephone for it',
  ),
  emsWritten: design(
    'やむを得ない場合のほかは書面の同意を得て、同意書を保管する',
    'unless it is unavoidable, consent to EMS is written, and the form is kept',
  ),
  emsPerson: design(
    'EMSでは、氏名・カナ・生年月日・性別で本人を確認してから開く',
    'by EMS nothing opens before name, kana, birth date and sex are confirmed',
  ),
  emsRefusal: design(
    '不同意・撤回は、同意によらないEMSに常に優先し、それまでの参照を終わらせる',
    'a refusal or withdrawal outweighs every EMS look without consent, and ends those opened before',
  ),
  emsChoice: design(
    '同意を得られない緊急時の参照（N5）を認めるかどうかは、ネットワークが設定で選ぶ（既定はない）',
    'whether looks are allowed where no consent can be had (N5) is for the network to choose; there is no default',
  ),
  emsExplain: design(
    '同意なく開いたときは、回復後に本人へ説明する',
    'where a record was opened without consent, the patient is told on recovery',
  ),
  emsGrant: design(
    'EMSの参照には期限と範囲があり、延長には新たな理由が必要',
    'an EMS access is limited in time and reach, and is extended for a new reason only',
  ),
  emsFollowUp: design(
    'EMSの参照が残した義務は、履行されるまで閲覧施設の要対応とする',
    'what an EMS look leaves to be done is an obligation of the facility that looked, until it is fulfilled',
  ),
  emsInbox: design(
    '公開施設は、自施設の記録のEMS利用をすべて知り、照会できる',
    'a disclosing facility learns of every EMS use of its records, and may question it',
  ),
  disasterEvacuees: circular('避難者についてもEMSを使うことができる', 'EMS may be used for evacuees'),
  disasterOral: circular('避難者の同意は口頭でよい', 'oral consent suffices for evacuees'),
  disasterSheet: circular(
    '口頭の同意は診療録に記載するか、同意確認書を残す',
    'oral consent is recorded in the chart or on a confirmation sheet',
  ),
  disasterFamily: circular(
    '意識不明等のときは家族等の同意を基本とする',
    'where the patient is unconscious, the principle is to ask the family',
  ),
  disasterAfter: circular(
    '家族等の同意は事後でもよい（省略とも解しうる）',
    "the family's consent may follow afterwards (it can also be read as omitted)",
  ),
  disasterOmitted: circular(
    '家族等と連絡がつかないときは同意を省略できる',
    'where no family can be reached, consent may be omitted',
  ),
  disasterNotice: circular(
    '避難者については公開施設への連絡を省略できる',
    'for evacuees notice to the disclosing facility may be omitted',
  ),
  disasterBounded: design(
    '臨時運用ルールは地域・期間・緩和の内容を定め、宣言した人とは別の人が承認し、フラグと一致する間だけ効力を持つ',
    'a disaster rule names its areas, period and relaxations, is approved by another person than declared it, and holds only while record and flag agree',
  ),
} as const satisfies Record<string, Sentence>;
