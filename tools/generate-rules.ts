/**
 * Writes RULES.md, the rules in the privacy officer's language, from the table of `layers/rules`.
 *
 *   node tools/generate-rules.ts           writes it
 *   node tools/generate-rules.ts --check   exits 1 where the file differs from the table
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DUTIES, FACTS, type Fact, type Rule, type RuleAct } from '../layers/rules/index.ts';
import { concerns } from '../layers/rules/rule.ts';
import { ruleTableHash, TABLE } from '../layers/rules/table.ts';
import { ACTS } from '../schemas/acts.ts';
import { OPERATIONS } from '../schemas/operations/index.ts';
import type { Sentence } from '../schemas/primitives.ts';
import { emsPage } from './ems-page.ts';

const FILE = new URL('../RULES.md', import.meta.url);

/** What no operation names. */
const CONTENT_ACTS: Partial<Record<RuleAct, Sentence>> = {
  'content.open': {
    ja: '一つの施設の一種類の診療情報を開く（閲覧のたびに、施設ごと・種類ごとに判断）',
    en: 'Open one kind of content of one facility (decided per facility and kind at every look)',
  },
  'content.openByGrant': {
    ja: 'EMSの参照で一種類の診療情報を開く（閲覧のたびに、種類ごとに判断）',
    en: 'Open one kind of content through an EMS access (decided per kind at every look)',
  },
};
/** An act is named by the operations that ask for it. */
const sayAct = (act: RuleAct): Sentence[] => {
  const content = CONTENT_ACTS[act];
  return content ? [content] : OPERATIONS.filter((operation) => operation.act === act).map(({ summary }) => summary);
};

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const lines = (sentences: readonly Sentence[], language: 'ja' | 'en'): string =>
  sentences.map((sentence) => cell(sentence[language])).join('<br>');
const row = (title: Sentence, sentences: readonly Sentence[]): string =>
  sentences.length === 0
    ? ''
    : `| **${title.ja}**<br>${title.en} | ${lines(sentences, 'ja')} | ${lines(sentences, 'en')} |\n`;

const conditionsOf = (rule: Rule): { when: Sentence[]; unless: Sentence[] } => {
  const marked = (fact: Fact): Sentence => ({ ja: `・${FACTS[fact].ja}`, en: `- ${FACTS[fact].en}` });
  return { when: rule.when.map(marked), unless: rule.unless.map(marked) };
};
/** Whether a row needs certainty: permits do, and adds that waive; forbids and duties hold unless something is known to speak against them. */
const needsCertainty = ({ effect, owes }: Rule): boolean =>
  effect === 'permit' || (effect === 'add' && owes.length === 0);
const titles = (rule: Rule) =>
  needsCertainty(rule)
    ? {
        when: { ja: '次のすべてを満たすとき', en: 'When all of these hold' },
        unless: { ja: '次のいずれにも当たらないとき', en: 'And none of these does' },
      }
    : {
        when: { ja: '次のすべてに当たるとき', en: 'When all of these hold' },
        unless: { ja: '次のいずれかが確かな場合を除く', en: 'Unless one of these is certain' },
      };

const EFFECTS: Record<Rule['effect'], string> = { permit: '許可 Permit', forbid: '禁止 Forbid', add: '加算 Adds' };

function card(rule: Rule): string {
  const { when, unless } = conditionsOf(rule);
  const title = titles(rule);
  return [
    `#### ${rule.id}　${EFFECTS[rule.effect]}\n\n`,
    `**${rule.says.ja}**<br>\n${rule.says.en}\n\n`,
    '| | 日本語 | English |\n|---|---|---|\n',
    row(title.when, when),
    row(title.unless, unless),
    row(
      { ja: '義務', en: 'Owes' },
      rule.owes.map((duty) => DUTIES[duty]),
    ),
    row({ ja: '根拠', en: 'Basis' }, rule.basis),
    row({ ja: '許される例', en: 'Allowed' }, [rule.examples.allow.says]),
    row({ ja: '許されない例', en: 'Refused' }, [rule.examples.deny.says]),
  ].join('');
}

const idList = (rules: readonly Rule[]): string => rules.map((rule) => rule.id).join(', ') || '-';
const isBar = (rule: Rule): boolean => 'everyActExcept' in rule.acts;

/** A rule stands in full at the first act it concerns; later acts name it. */
function actSection(act: RuleAct, index: number, printed: Set<string>): string {
  const rules = TABLE.filter((rule) => !isBar(rule) && concerns(rule, act));
  const here = rules.filter((rule) => !printed.has(rule.id));
  const before = rules.filter((rule) => printed.has(rule.id));
  for (const rule of here) printed.add(rule.id);
  const says = sayAct(act);
  const heading = `### ${index}. ${cell(says.map(({ ja }) => ja).join('・'))}\n\n${cell(says.map(({ en }) => en).join(' / '))} (\`${act}\`)\n\n`;
  const reference = before.length === 0 ? '' : `前の操作と同じ規則 / the same rule as above: ${idList(before)}\n\n`;
  return heading + reference + here.map((rule) => `${card(rule)}\n`).join('');
}

const INTRODUCTION = `# 規則 / Rules

この文書は \`layers/rules\` の規則表から作られます（手で直さないでください）。規則表 / table: \`${ruleTableHash()}\`
<br>This document is generated from the table in \`layers/rules\`; do not edit it by hand.

## 読み方 / How to read it

1. **許可する規則がなければ、許されない。** 一つでも禁止に当たれば、許可があっても許されない。<br>What no rule permits is refused. One forbid that applies outweighs every permit.
2. **確かめられないことは、許可の理由にならず、禁止を外す理由にもならない。**<br>What is not known never permits and always forbids.
3. 「同意がない」は禁止ではなく、許可がないことである。禁止は例外のないもの（停止された職員など）に限る。<br>"No consent" is the absence of a permit, not a forbid; forbids are for absolute bars (a suspended person).
4. 複数の許可に当たるときは、その義務をすべて負う。<br>Where several permits apply, all their duties are owed.
5. 加算は何も許可しない。許された操作が負う義務を加えるか、義務のないことを示す。義務は、ないと確かめられるまで負い、義務のないことは、確かめられたときだけ認める。<br>An add permits nothing: it adds a duty to an allowed act, or says that there is none. A duty is owed until it is known not to be; its absence needs certainty.
6. 判断のたびに、用いた事実と規則の番号がアクセスログに残り、\`npm run replay\` で同じ判断を再現できる。<br>Every decision's facts and rule ids stay in the audit log; \`npm run replay\` makes the same decision from them.
7. 例はそのまま試験になっている。例にある事実のほかは、すべて「いいえ」とする。<br>The examples are tests. Whatever an example does not mention is "no".
`;

function overview(acts: readonly RuleAct[]): string {
  const rows = acts.map((act, index) => {
    const here = TABLE.filter((rule) => !isBar(rule) && concerns(rule, act));
    const [permits, others] = [
      here.filter(({ effect }) => effect === 'permit'),
      here.filter(({ effect }) => effect !== 'permit'),
    ];
    return `| ${index + 1} | ${cell(
      sayAct(act)
        .map(({ ja }) => ja)
        .join('・'),
    )} | ${idList(permits)} | ${idList(others)} |\n`;
  });
  return `## 一覧 / Overview\n\n| | 操作 Act | 許可する規則 Permitted by | 禁止・加算 Forbids and adds |\n|---|---|---|---|\n${rows.join('')}`;
}

const RESTS_ON: Partial<Record<RuleAct, RuleAct[]>> = {
  'look.timeline': ['content.open'],
  'ems.timeline': ['content.openByGrant'],
};

/** RULES.md, whole. */
export function rulesDocument(): string {
  // What every look rests on stands right before the looks.
  const acts = ACTS.flatMap((act): RuleAct[] => [...(RESTS_ON[act] ?? []), act]);
  const printed = new Set<string>();
  const sections = acts.map((act, index) => actSection(act, index + 1, printed));
  const pageBreak = '<div style="break-after: page"></div>\n\n';
  return [
    INTRODUCTION,
    `\n${overview(acts)}\n${pageBreak}`,
    `${emsPage()}\n${pageBreak}`,
    '## すべての操作に及ぶ禁止 / Bars on every act\n\n',
    TABLE.filter(isBar)
      .map((rule) => `${card(rule)}${exceptionsOf(rule)}\n`)
      .join(''),
    `${pageBreak}## 操作ごとの規則 / Rules per act\n\n`,
    ...sections,
  ].join('');
}

const exceptionsOf = (rule: Rule): string => {
  const except = 'everyActExcept' in rule.acts ? rule.acts.everyActExcept.flatMap(sayAct) : [];
  return row({ ja: '及ばない操作', en: 'Except' }, except);
};

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const wanted = rulesDocument();
if (!values.check) {
  writeFileSync(FILE, wanted);
} else if (readOrEmpty() !== wanted) {
  console.error('RULES.md is not what the table says: run `node tools/generate-rules.ts` and commit the result.');
  process.exitCode = 1;
}

function readOrEmpty(): string {
  try {
    return readFileSync(FILE, 'utf8');
  } catch {
    return '';
  }
}
