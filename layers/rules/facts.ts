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
