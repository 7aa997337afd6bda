import { DUTIES, FACTS, type Fact, type Rule, UNAPPROVED_HOURS } from '../layers/rules/index.ts';
import { concerns } from '../layers/rules/rule.ts';
import { TABLE } from '../layers/rules/table.ts';
import { DEFAULT_SETTINGS } from '../schemas/disaster.ts';
import type { Sentence } from '../schemas/primitives.ts';

/** The permits that open something: a wrong patient, called off, opens nothing. */
const opening = TABLE.filter(
  (rule) => rule.effect === 'permit' && concerns(rule, 'ems.confirm') && !rule.when.includes('personIsAnother'),
);
const adds = TABLE.filter((rule) => rule.effect === 'add' && concerns(rule, 'ems.confirm'));

const ANY: Sentence = { ja: '問わない', en: 'any' };
const YES: Sentence = { ja: 'はい', en: 'yes' };
const NO: Sentence = { ja: 'いいえ', en: 'no' };
const NONE: Sentence = { ja: '-', en: '-' };

/** The first fact that the row asks for decides what the cell says. */
const firstOf = (rule: Rule, says: Partial<Record<Fact, Sentence>>, otherwise: Sentence): Sentence =>
  Object.entries(says).find(([fact]) => rule.when.some((asked) => asked === fact))?.[1] ?? otherwise;

const yesOrNo = (rule: Rule, fact: Fact): Sentence => {
  if (rule.when.includes(fact)) return YES;
  return rule.unless.includes(fact) ? NO : ANY;
};

const mode = (rule: Rule): Sentence =>
  firstOf(
    rule,
    {
      askedRecordIsOwn: { ja: '平時・災害時', en: 'any' },
      disasterInForce: { ja: '災害時', en: 'disaster' },
    },
    { ja: '平時（D5）', en: 'peacetime (D5)' },
  );

const occasion = (rule: Rule): Sentence =>
  firstOf(
    rule,
    {
      askedRecordIsOwn: { ja: '自施設の記録を院外から', en: 'own records, from outside' },
      isEvacuee: { ja: '避難者', en: 'evacuee' },
      occasionOfEms: { ja: '救急搬送・紹介状なし', en: 'ambulance, no referral letter' },
    },
    ANY,
  );

const family = (rule: Rule): Sentence =>
  firstOf(
    rule,
    {
      familyBefore: { ja: '事前に確認', en: 'reached before' },
      familyLater: { ja: '後で連絡がつく', en: 'reached later' },
      familyNot: { ja: '連絡がつかない', en: 'not reached' },
    },
    ANY,
  );

function consent(rule: Rule): Sentence {
  if (!rule.when.includes('consentTaken'))
    return rule.unless.includes('consentTaken') ? { ja: 'なし', en: 'none' } : { ja: '不要', en: 'not needed' };
  const who = rule.when.includes('consentByFamily')
    ? { ja: '家族等', en: 'family' }
    : { ja: '本人または家族等', en: 'patient or family' };
  const how = rule.when.includes('consentWritten') ? { ja: '書面', en: 'written' } : { ja: '口頭', en: 'oral' };
  return { ja: `${who.ja}・${how.ja}`, en: `${who.en}, ${how.en}` };
}

const CONDITIONS: readonly Fact[] = [
  'reasonGiven',
  'n5Allowed',
  'd3Omitted',
  'relaxesEms',
  'relaxesOral',
  'relaxesAfter',
  'relaxesConsent',
];
const all = (sentences: readonly Sentence[]): Sentence =>
  sentences.length === 0
    ? NONE
    : { ja: sentences.map(({ ja }) => ja).join('。'), en: sentences.map(({ en }) => en).join('; ') };
const further = (rule: Rule): Sentence =>
  all([
    ...CONDITIONS.filter((fact) => rule.when.includes(fact)).map((fact) => FACTS[fact]),
    ...(rule.unless.includes('refused') ? [{ ja: '不同意・撤回がない', en: 'nobody has refused or withdrawn' }] : []),
  ]);

/** What an add asks for beyond the row that permits: these are open in every such row. */
const OPEN: readonly Fact[] = ['discloserReachable', 'relaxesSheet', 'relaxesNotice'];
const mayApply = (add: Rule, rule: Rule): boolean =>
  add.when.every((fact) => rule.when.includes(fact) || OPEN.includes(fact)) &&
  !add.unless.some((fact) => rule.when.includes(fact));
const isNotice = ({ id }: Rule): boolean => id.startsWith('EMS-NOTICE-');

const duties = (rule: Rule): Sentence =>
  all([
    ...rule.owes.map((duty) => DUTIES[duty]),
    ...adds
      .filter((add) => !isNotice(add) && mayApply(add, rule))
      .flatMap(({ id, owes }) => owes.map((duty) => bySomeRule(DUTIES[duty], id))),
  ]);
const shortId = (id: string): string => id.replace('EMS-', '');
const bySomeRule = ({ ja, en }: Sentence, id: string): Sentence => ({
  ja: `${ja}（${shortId(id)}）`,
  en: `${en} (${shortId(id)})`,
});
const notices = (rule: Rule): string =>
  adds
    .filter((add) => isNotice(add) && mayApply(add, rule))
    .map(({ id }) => id.replace('EMS-NOTICE-', ''))
    .join(', ') || '-';

const both = ({ ja, en }: Sentence): string => (ja === en ? ja : `${ja}<br>${en}`);

const COLUMNS: readonly [Sentence, (rule: Rule) => Sentence][] = [
  [{ ja: '時期', en: 'Mode' }, mode],
  [{ ja: '利用場面', en: 'Occasion' }, occasion],
  [{ ja: '本人が意思を示せる', en: 'Patient able' }, (rule) => yesOrNo(rule, 'patientAble')],
  [{ ja: '家族等', en: 'Family' }, family],
  [{ ja: 'やむを得ない', en: 'Unavoidable' }, (rule) => yesOrNo(rule, 'unavoidable')],
  [{ ja: '同意', en: 'Consent' }, consent],
  [{ ja: 'ほかの条件', en: 'Further' }, further],
  [{ ja: '残る義務', en: 'Owed afterwards' }, duties],
];

const rowOf = (rule: Rule): string => {
  const cells = COLUMNS.map(([, cell]) => both(cell(rule)));
  return `| **${shortId(rule.id)}** | ${cells.join(' | ')} | ${notices(rule)} |\n`;
};

const table = (): string => {
  const heads = COLUMNS.map(([title]) => both(title));
  return [
    `| 規則<br>Rule | ${heads.join(' | ')} | 連絡<br>Notice |\n`,
    `|${'---|'.repeat(COLUMNS.length + 2)}\n`,
    ...opening.map(rowOf),
  ].join('');
};

const list = (rules: readonly Rule[]): string =>
  rules.map(({ id, says }) => `- **${shortId(id)}** ${says.ja}<br>${says.en}\n`).join('');

const { windowDays, grantHours, inpatientDays, evidenceDays, laterConsentDays, explanationDays, d3 } = DEFAULT_SETTINGS;

/** EMS in one page: who, when, with which consent, and what it leaves to be done. Its tables are made from the rows. */
export const emsPage = (): string => `## EMSの早見表 / EMS on one page

EMSは、救急搬送または紹介状を持たずに受診した患者（臨時運用ルールが有効な間は避難者も）の記録を、紐づけのない医療機関が、期限と範囲を定めて開くものである。規則の番号は先頭の \`EMS-\` を省く。
<br>By EMS a medical institution without a link opens, for a limited time and reach, the record of somebody brought in by ambulance or without a referral letter (while a disaster rule is in force: of an evacuee too). Rule ids are given without their leading \`EMS-\`.

**どの場合にも / Always:** EMS権限のある職員、医療機関、本人確認、公開施設によるEMSへの公開（院外参照では自施設職員への公開）。<br>A person with the EMS privilege, a medical institution, the person confirmed, and a facility that opens something to EMS (from outside: to its own staff).

${table()}
**連絡 / Notice to the disclosing facility**

${list(adds.filter(isNotice))}
**あわせて / Beside these**

${list(adds.filter((add) => !isNotice(add)))}
**不同意・撤回 / Refusal and withdrawal**

${list(TABLE.filter(({ id }) => id === 'EMS-BAR-03' || id === 'EMS-BAR-04'))}
**ネットワークの選択（設定） / The network's choices (settings)**

| | 既定 Default |
|---|---|
| N5を認めるか / whether N5 is allowed | なし：選ぶまで認めない / none: refused until the network has chosen |
| D3の事後の同意 / later consent in D3 | ${d3 === 'afterTheFact' ? '事後に確認する（D3） / asked afterwards (D3)' : '省略と解する（D3N） / taken as omitted (D3N)'} |
| 参照の期限 / length of an access | ${grantHours}時間、入院は${inpatientDays}日、避難者はルールの終了まで / ${grantHours} hours, ${inpatientDays} days for a stay, for evacuees until the rule ends |
| 開く記録の範囲 / records that open | ${windowDays}日分 / ${windowDays} days |
| 証跡・事後の同意・説明の期限 / evidence, later consent, explanation due | ${evidenceDays}日・${laterConsentDays}日・${explanationDays}日 / ${evidenceDays}, ${laterConsentDays} and ${explanationDays} days |

**臨時運用ルールが有効なのは / A disaster rule is in force** 宣言した人とは別の人が承認し（承認がなければ宣言または開始から${UNAPPROVED_HOURS}時間に限る）、終了しておらず、期間内で、フラグ \`disaster-mode\` がその記録のハッシュとともに挙げているときだけである。閲覧・公開の両施設がその地域にあるときに、挙げられた緩和だけが効く。訓練のルールは何も開かない。<br>only when another person than its declarer has approved it (without approval for ${UNAPPROVED_HOURS} hours from its declaration or start), it has not ended, it is within its period, and the flag \`disaster-mode\` lists it with the hash of its record. It holds between facilities in its two areas, and relaxes only what it lists. A drill opens nothing.
`;
