import type { Sentence } from '../../schemas/primitives.ts';

/**
 * Whose fact it is. `question`: one value for the whole question; `discloser`: one per disclosing facility; `content`: one per facility and
 * content type (kept as masks in receipts). `code` stands for the fact in receipts, which must stay within 1 KB; never reused.
 */
export type FactSays = Sentence & { of: 'question' | 'discloser' | 'content'; code: string };

export const FACTS = {
  // Who asks.
  isSystem: {
    of: 'question',
    code: 'sy',
    ja: '呼び出し元は施設のシステムである',
    en: "the caller is a facility's system",
  },
  systemActive: {
    of: 'question',
    code: 'ya',
    ja: 'そのシステムは登録済みで有効である',
    en: 'that system is registered and active',
  },
  scopeIsStaff: { of: 'question', code: 'ss', ja: '職員用のトークンである', en: 'the token is one for staff' },
  staffActive: {
    of: 'question',
    code: 'sa',
    ja: '職員は在籍中で停止されていない',
    en: 'the member of staff is active',
  },
  subMatches: {
    of: 'question',
    code: 'sm',
    ja: 'トークンの本人と職員の記録が一致する',
    en: "the token's person is the one in the staff record",
  },
  sessionCurrent: {
    of: 'question',
    code: 'sc',
    ja: 'このサインインのセッションが現在のものである',
    en: "this sign-in's session is the current one",
  },
  signInAlive: { of: 'question', code: 'si', ja: 'このサインインは終了していない', en: 'this sign-in has not ended' },
  facilityActive: {
    of: 'question',
    code: 'fa',
    ja: '所属施設は参加中である',
    en: "the caller's facility takes part in the network",
  },
  facilityViews: {
    of: 'question',
    code: 'fv',
    ja: '所属施設は閲覧施設である',
    en: "the caller's facility views records",
  },
  facilityTakesPart: {
    of: 'question',
    code: 'ft',
    ja: '所属施設は公開施設または閲覧施設である',
    en: "the caller's facility discloses or views records",
  },
  roleIsCare: { of: 'question', code: 'rc', ja: '職種が診療・介護職である', en: 'the occupation is one of care' },
  worksWithPatients: {
    of: 'question',
    code: 'wp',
    ja: '職種が診療・介護職または事務である',
    en: 'the occupation is one of care, or clerk',
  },
  isFacilityAdmin: { of: 'question', code: 'ad', ja: '施設管理者である', en: 'the person administers the facility' },
  handlesRegistration: {
    of: 'question',
    code: 'hr',
    ja: '診療・介護職、事務または施設管理者である',
    en: 'the person is of a care occupation, a clerk or a facility administrator',
  },
  isNetworkOffice: {
    of: 'question',
    code: 'no',
    ja: '運営事務局の職員である',
    en: 'the person belongs to the network office',
  },

  // The patient and the caller's facility.
  registeredByCaller: {
    of: 'question',
    code: 'rb',
    ja: 'この患者を登録した（登録中の）施設である',
    en: "the caller's facility registered (or is registering) the patient",
  },
  ownLinkVerified: {
    of: 'question',
    code: 'ol',
    ja: '自施設の患者IDが紐づけ済みである',
    en: "the caller's facility has a verified link to the patient",
  },
  ownLinkAbsent: {
    of: 'question',
    code: 'oa',
    ja: '自施設の患者IDはまだ一度も紐づけられていない',
    en: "the caller's facility has never linked the patient",
  },
  callerLeftOut: {
    of: 'question',
    code: 'lo',
    ja: '有効な包括同意から自施設が除かれている',
    en: "a comprehensive consent in force leaves the caller's facility out",
  },
  localIdIsOwn: {
    of: 'question',
    code: 'li',
    ja: '対象の患者IDは自施設が発行したものである',
    en: "the patient ID was issued by the caller's facility",
  },
  linkedOrEntrusted: {
    of: 'question',
    code: 'le',
    ja: '患者が紐づけ済みであるか、委託契約が記録されている',
    en: 'the patient is linked, or an entrustment is recorded',
  },
  notExcluded: {
    of: 'question',
    code: 'ne',
    ja: '施設の除外リストにない患者である',
    en: "the patient is not on the facility's exclusion list",
  },

  // A disclosing facility, as the caller's facility meets it.
  ownRecord: { of: 'discloser', code: 'ow', ja: '自施設の記録である', en: "the record is the caller's facility's own" },
  discloserDiscloses: {
    of: 'discloser',
    code: 'dd',
    ja: '相手施設は参加中の公開施設である',
    en: 'the other facility takes part and discloses records',
  },
  disclosedLinkVerified: {
    of: 'discloser',
    code: 'dl',
    ja: '相手施設の患者IDも紐づけ済みである',
    en: "the other facility's patient ID is linked and verified",
  },
  consentInForce: { of: 'discloser', code: 'ci', ja: '有効な同意がある', en: 'a consent is in force' },
  consentCoversPair: {
    of: 'discloser',
    code: 'cp',
    ja: 'その同意は相手施設と自施設の間に及ぶ',
    en: 'that consent covers both facilities',
  },

  // One content type of that facility.
  consentCoversContent: {
    of: 'content',
    code: 'cc',
    ja: 'その同意はこの種類の診療情報に及ぶ',
    en: 'that consent covers this kind of content',
  },
  contentPublished: {
    of: 'content',
    code: 'pu',
    ja: '記録を持つ施設がこの職種に公開している',
    en: 'the facility that holds the record publishes it to this occupation',
  },

  // EMS: who asks, and whose record.
  hasEmsPrivilege: { of: 'question', code: 'ep', ja: 'EMS権限がある', en: 'the person has the EMS privilege' },
  isMedicalInstitution: {
    of: 'question',
    code: 'mi',
    ja: '所属施設は医療機関（病院または診療所）である',
    en: "the caller's facility is a medical institution (hospital or clinic)",
  },
  askedRecordIsOwn: {
    of: 'question',
    code: 'ro',
    ja: '求める記録は自施設のものである（院外参照）',
    en: "the record that is asked for is the caller's facility's own (from outside)",
  },
  openedForEms: {
    of: 'question',
    code: 'oe',
    ja: '相手施設は、この職種のEMS（院外参照では自施設職員）に公開している',
    en: 'the disclosing facility opens something to this occupation by EMS (from outside: to its own staff)',
  },
  personConfirmed: { of: 'question', code: 'pc', ja: '本人確認をした', en: 'the person was confirmed' },
  personIsAnother: {
    of: 'question',
    code: 'px',
    ja: '表示されたのは別の人である（患者違い）',
    en: 'the person who is shown is somebody else (wrong patient)',
  },
  occasionOfEms: {
    of: 'question',
    code: 'om',
    ja: '救急搬送、または紹介状を持たない受診である',
    en: 'the patient came by ambulance or without a referral letter',
  },
  isEvacuee: {
    of: 'question',
    code: 'ev',
    ja: '避難者であると職員が申告した',
    en: 'a named member of staff states that the patient is an evacuee',
  },
  unavoidable: {
    of: 'question',
    code: 'ua',
    ja: 'やむを得ない場合で、その理由がある',
    en: 'it is unavoidable, and the reason is stated',
  },
  patientAble: { of: 'question', code: 'pa', ja: '患者本人が意思を示せる', en: 'the patient is able to consent' },
  familyBefore: { of: 'question', code: 'fb', ja: '家族等に事前に確認できた', en: 'the family could be asked before' },
  familyLater: {
    of: 'question',
    code: 'fl',
    ja: '家族等には後で連絡がつく',
    en: 'the family can be asked later',
  },
  familyNot: { of: 'question', code: 'fn', ja: '家族等に連絡がつかない', en: 'the family cannot be reached' },
  consentTaken: {
    of: 'question',
    code: 'ct',
    ja: '本人または家族等の同意を得た',
    en: 'the patient or the family has consented',
  },
  consentByFamily: {
    of: 'question',
    code: 'cf',
    ja: '同意したのは家族等である',
    en: 'it was the family that consented',
  },
  consentWritten: { of: 'question', code: 'cw', ja: '同意は書面である', en: 'the consent is written' },
  consentOral: { of: 'question', code: 'co', ja: '同意は口頭である', en: 'the consent is oral' },
  reasonGiven: {
    of: 'question',
    code: 'rg',
    ja: '同意を得られない理由を記録した',
    en: 'why no consent could be taken is recorded',
  },
  refused: {
    of: 'question',
    code: 'rf',
    ja: '患者の不同意・撤回がある、または同意から除かれている',
    en: 'the patient has refused or withdrawn, or left one of the facilities out',
  },
  discloserReachable: {
    of: 'question',
    code: 'dr',
    ja: '公開施設の診療時間内で、担当者がいる',
    en: "it is within the disclosing facility's hours, and somebody is there",
  },

  // The network's choices, and the disaster rule in force for this pair of facilities.
  n5Allowed: {
    of: 'question',
    code: 'n5',
    ja: 'ネットワークが、同意を得られない緊急時の参照を認めると定めている',
    en: 'the network has chosen to allow looks where no consent can be had',
  },
  d3Omitted: {
    of: 'question',
    code: 'd3',
    ja: 'ネットワークが、家族等の事後の同意を省略と解すると定めている',
    en: "the network has chosen to take the family's later consent as omitted",
  },
  disasterInForce: {
    of: 'question',
    code: 'di',
    ja: '両施設の地域に、臨時運用ルールが期間内で有効である（承認済みか最初の24時間で、終了しておらず、フラグと一致する）',
    en: 'a disaster rule covers both facilities: within its period, approved (or in its first 24 hours), not ended, and listed by the flag',
  },
  relaxesEms: {
    of: 'question',
    code: 'r1',
    ja: 'そのルールは避難者へのEMSを認める',
    en: 'the rule permits EMS for evacuees',
  },
  relaxesOral: {
    of: 'question',
    code: 'r2',
    ja: 'そのルールは口頭の同意を認める',
    en: 'the rule permits oral consent',
  },
  relaxesSheet: {
    of: 'question',
    code: 'r3',
    ja: 'そのルールは同意確認書を認める',
    en: 'the rule permits the confirmation sheet',
  },
  relaxesAfter: {
    of: 'question',
    code: 'r4',
    ja: 'そのルールは家族等の事後の同意を認める',
    en: "the rule permits the family's consent after the fact",
  },
  relaxesConsent: {
    of: 'question',
    code: 'r5',
    ja: 'そのルールは同意の省略を認める',
    en: 'the rule permits consent to be omitted',
  },
  relaxesNotice: {
    of: 'question',
    code: 'r6',
    ja: 'そのルールは公開施設への連絡の省略を認める',
    en: 'the rule permits notice to the disclosing facility to be omitted',
  },

  // An EMS grant, and what follows from it.
  grantOfCaller: {
    of: 'question',
    code: 'gc',
    ja: 'そのEMS参照は自施設のものである',
    en: "the EMS access is the caller's facility's",
  },
  grantLive: {
    of: 'question',
    code: 'gl',
    ja: 'そのEMS参照は終了しておらず、期限内である（避難者はルールが有効である）',
    en: "the EMS access has not ended, and its time (an evacuee's: its rule) has not run out",
  },
  refusedSinceGrant: {
    of: 'question',
    code: 'rs',
    ja: '参照を開いた後に、患者の不同意・撤回があった',
    en: 'the patient has refused or withdrawn since the access was opened',
  },
  withinEmsWindow: {
    of: 'question',
    code: 'ww',
    ja: 'その記録はEMSで開く範囲（期間内、または期間に及ぶもの）にある',
    en: 'the record lies within what EMS opens (its window, or what reaches into it)',
  },
  contentNotLeftOut: {
    of: 'content',
    code: 'cl',
    ja: '患者は、この種類の診療情報を除いていない',
    en: 'the patient has not left this kind of content out',
  },
  useOfOwnRecords: {
    of: 'question',
    code: 'uo',
    ja: 'そのEMS参照は自施設の記録を開いたものである',
    en: "the EMS access opened the caller's facility's records",
  },
  obligationIsOwn: {
    of: 'question',
    code: 'oo',
    ja: 'その要対応は自施設のものである',
    en: "the obligation is the caller's facility's",
  },
  facilityIsOwn: { of: 'question', code: 'fo', ja: '対象は自施設である', en: "it is the caller's own facility" },
  declaredByCaller: {
    of: 'question',
    code: 'dc',
    ja: 'その臨時運用ルールを宣言したのは本人である',
    en: 'the caller declared this disaster rule',
  },

  // Whose log is asked for.
  asksAboutPatient: {
    of: 'question',
    code: 'ap',
    ja: '患者一人の記録を求めている',
    en: 'the log of one patient is asked for',
  },
  asksAboutSelf: {
    of: 'question',
    code: 'as',
    ja: '自分自身の記録を求めている',
    en: "the person's own log is asked for",
  },
  asksAboutOwnStaff: {
    of: 'question',
    code: 'ao',
    ja: '自施設の職員の記録を求めている',
    en: "the log of a person of the caller's own facility is asked for",
  },
} as const satisfies Record<string, FactSays>;

export type Fact = keyof typeof FACTS;
/** What is known. A fact that is absent is unknown: it never permits and always forbids. */
export type Facts = Partial<Record<Fact, boolean>>;
export const FACT_NAMES = Object.keys(FACTS) as Fact[];
