import { toWareki } from '../../../layers/names/index.ts';
import { ALLERGIES } from '../clinical/allergies.ts';
import { CONDITIONS } from '../clinical/conditions.ts';
import { DEPARTMENTS } from '../clinical/departments.ts';
import { DRUGS, type Drug } from '../clinical/drugs.ts';
import type { LabItemId } from '../clinical/laboratory.ts';
import { LAB_ITEMS } from '../clinical/laboratory.ts';
import { pdfOf } from '../files/pdf.ts';
import { doctorOf } from '../hl7/chart.ts';
import type { Stay, Visit } from './plan.ts';
import type { Scribe } from './writer.ts';

const wareki = (day: string): string => toWareki(day)?.text ?? day;

/** The head of every letter: whose it is. The words 架空 stand on each page, so that a print of the demo is never taken for a record. */
const letterHead = ({ chart, person }: Scribe, title: string): string[] => {
  const { name, birthDate, sex } = chart.record.demographics;
  return [
    `${title}　　　　　　　　　　　　　　　　　　　　【架空のデータ】`,
    '',
    chart.hospital.name,
    `患者ID  ${chart.record.localId}`,
    `氏名　　${name.family} ${name.given}（${name.familyKana} ${name.givenKana}） 様`,
    `生年月日　${wareki(birthDate)}　　性別　${sex === 'male' ? '男' : '女'}`,
    `住所　　${person.demographics.address ?? ''}`,
    '',
  ];
};

const problems = ({ person }: Scribe): string[] =>
  person.conditions.map((id, index) => `  ${index + 1}. ${CONDITIONS[id].name}（${CONDITIONS[id].icd10}）`);

const allergyLines = ({ person }: Scribe): string[] => {
  if (person.allergies === 'notAsked') return ['  未確認'];
  if (person.allergies === 'none') return ['  なし'];
  return person.allergies.map((id) => `  ${ALLERGIES[id].substance.split('^')[1] ?? ''}：${ALLERGIES[id].reaction}`);
};

const drugLines = (ids: readonly (keyof typeof DRUGS)[]): string[] => {
  if (ids.length === 0) return ['  なし'];
  return ids.map((id) => {
    const drug: Drug = DRUGS[id];
    return `  ${drug.name}　${drug.dose}${drug.unitName}　${drug.usage.text}`;
  });
};

const allDrugs = ({ person }: Scribe) => [...new Set(person.conditions.flatMap((id) => CONDITIONS[id].drugs))];

/** 退院時サマリー */
export const dischargeSummary = (scribe: Scribe, stay: Stay & { until: string }): Buffer => {
  const doctor = doctorOf(scribe.chart, stay.department).name;
  const cause = CONDITIONS[stay.cause].name;
  return pdfOf({
    title: '退院時サマリー',
    lines: [
      ...letterHead(scribe, '退院時サマリー'),
      `入院日　${wareki(stay.from)}　　退院日　${wareki(stay.until)}　　診療科　${DEPARTMENTS[stay.department].name}　　主治医　${doctor}`,
      '',
      '【入院時診断名】',
      `  ${cause}`,
      '【併存症】',
      ...problems(scribe),
      '【アレルギー・薬剤禁忌】',
      ...allergyLines(scribe),
      '【入院後経過】',
      `  ${cause}の評価と治療のため入院。補液と内服調整を行い、第3病日より食事摂取が安定した。検査所見は入院後に改善し、日常生活動作は自立している。`,
      '【退院時処方】',
      ...drugLines(allDrugs(scribe)),
      '【退院後の方針】',
      '  かかりつけ医での継続加療をお願いする。体重増加・発熱・呼吸苦があれば早めに受診するよう説明した。',
    ],
  });
};

/** 診療情報提供書 */
export const referralLetter = (scribe: Scribe, visit: Visit): Buffer =>
  pdfOf({
    title: '診療情報提供書',
    lines: [
      ...letterHead(scribe, '診療情報提供書'),
      `作成日　${wareki(visit.day)}　　診療科　${DEPARTMENTS[visit.department].name}　　医師　${doctorOf(scribe.chart, visit.department).name}`,
      '紹介先　テストクリニック　御中',
      '',
      '【傷病名】',
      ...problems(scribe),
      '【紹介目的】',
      '  病状が安定しているため、貴院での継続的な管理をお願いいたします。',
      '【アレルギー・薬剤禁忌】',
      ...allergyLines(scribe),
      '【現在の処方】',
      ...drugLines(visit.drugs),
      '【備考】',
      '  検査結果と画像は地域医療連携ネットワークでご覧いただけます。',
    ],
  });

const CHECKED: readonly LabItemId[] = ['glu', 'hba1c', 'ldl', 'hdl', 'tg', 'ast', 'alt', 'ggt', 'cre', 'hb'];

/** 特定健診 */
export const healthCheckup = (scribe: Scribe, given: { day: string; daysAgo: number }): Buffer =>
  pdfOf({
    title: '特定健康診査結果',
    lines: [
      ...letterHead(scribe, '特定健康診査受診結果通知表'),
      `受診日　${wareki(given.day)}`,
      '',
      ...CHECKED.map((item) => {
        const { text, flag } = scribe.trends({ item, daysAgo: given.daysAgo, draw: 0, acute: false });
        return `  ${LAB_ITEMS[item].name}　　${text} ${LAB_ITEMS[item].unit}　${flag}`;
      }),
      '',
      '【医師の判断】  生活習慣の改善に努め、必要な項目は医療機関でご相談ください。',
    ],
  });
