import type { Sentence } from '../../schemas/primitives.ts';

/**
 * What the printed form says. It is a paper for the patient, Japanese whatever language the screen is in, with English beside it on request; so
 * these are sentences in both, not texts of the screen.
 */
export const FORM = {
  title: { ja: '診療情報の共有に関する包括同意書', en: 'Comprehensive consent to sharing medical records' },
  to: { ja: '{{facility}} 御中', en: 'To {{facility}}' },
  lead: {
    ja: '私は、次の説明を読み（または説明を受け）、内容を理解したうえで、地域医療情報連携ネットワークにおいて、私の診療情報が参加施設の間で共有されることに同意します。',
    en: 'I have read or been told the following, understand it, and consent that my medical records are shared among the facilities of the regional medical network.',
  },
  notice: { ja: '説明', en: 'Notice' },
  patient: { ja: '患者さん', en: 'Patient' },
  name: { ja: '氏名', en: 'Name' },
  kana: { ja: 'カナ', en: 'Kana' },
  birthDate: { ja: '生年月日', en: 'Birth date' },
  wish: {
    ja: '共有を希望しない施設・診療情報（なければ空欄）',
    en: 'Facilities or contents not to be shared (leave empty if none)',
  },
  day: { ja: '同意の日', en: 'Day of the consent' },
  dayBlank: { ja: '　　　　　年　　　　月　　　　日', en: 'year / month / day' },
  signature: { ja: '本人の署名', en: "Patient's signature" },
  proxySignature: { ja: '代理の方の署名', en: 'Signature of whoever signs in their place' },
  relation: { ja: '本人との関係', en: 'Relation to the patient' },
  staff: { ja: '説明した施設・職員', en: 'Explained by (facility, person)' },
  keeper: { ja: 'この用紙は{{facility}}が保管します。', en: 'This form is kept by {{facility}}.' },
} as const satisfies Record<string, Sentence>;

/** The network's notice, point by point. */
export const NOTICE: readonly Sentence[] = [
  {
    ja: '目的：診療・看護・調剤・介護のために、参加する病院・診療所・薬局・介護施設が、あなたの診療情報を相互に確認します。ほかの目的には使いません。',
    en: 'Purpose: hospitals, clinics, pharmacies and care facilities that take part see your records for treatment, nursing, dispensing and care, and for nothing else.',
  },
  {
    ja: '範囲：ネットワークに参加するすべての施設（あとから加わる施設を含みます）と、各施設が公開する処方・注射・検査結果・感染症・アレルギー・病名・画像・レポート・サマリ・診療記録などです。希望しない施設や診療情報は除くことができます。参加施設の一覧は、各施設の掲示とネットワークの公表によります。',
    en: 'Reach: all facilities that take part, those that join later included, and what each discloses: prescriptions, injections, results, infections, allergies, diagnoses, images, reports, summaries, notes. You may leave out facilities and contents. The list of facilities is posted and published.',
  },
  {
    ja: '見られる人：あなたを受け持ち、自施設の患者IDを紐づけた施設の職員だけです。誰が、いつ、何を見たかはすべて記録され、お尋ねいただければお答えします。',
    en: 'Who sees them: only staff of facilities that care for you and have linked their own patient ID. Who looked at what, and when, is recorded, and told on request.',
  },
  {
    ja: '効力：同意はお申し出の日から有効です。いつでも変更・撤回できます。撤回すると、ほかの施設はただちにあなたの記録を見られなくなります。撤回しても、診療で不利益を受けることはありません。',
    en: 'Effect: from the day you ask for it. You may change or withdraw it at any time; other facilities then lose sight of your records at once. A withdrawal brings you no disadvantage.',
  },
  {
    ja: '救急・災害：救急搬送などのときは、あなたかご家族の同意を得て、期限を定めて記録を確認することがあります。',
    en: 'Emergencies: when you come by ambulance or alike, records may be looked at for a limited time, with your or your family’s consent.',
  },
  {
    ja: '同意しない場合も、これまでどおり診療を受けられます。ご不明な点は、この用紙を受け取った施設にお尋ねください。',
    en: 'Without this consent you are treated as before. Questions are answered by the facility that gave you this form.',
  },
];
