import { CONDITIONS } from '../clinical/conditions.ts';
import { EXAMINATIONS } from '../hl7/examinations.ts';
import { findingsOf } from './findings.ts';
import type { PlannedExamination, Stay, Visit } from './plan.ts';
import type { Scribe } from './writer.ts';

const asFile = (lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\n')}\n`, 'utf8');

/** A physician's note of a visit: S, O, A and P. */
export const outpatientNote = (scribe: Scribe, visit: Visit): Buffer => {
  const names = visit.conditions.map((id) => CONDITIONS[id].name).join('、');
  const chance = scribe.chances(`note/${scribe.chart.hospital.facilityId}/${scribe.person.key}/${visit.minute}`);
  const [above, below] = [chance.between(112, 152), chance.between(62, 88)];
  return asFile([
    `S) ${chance.pick(['変わりない。', '時々ふらつくことがある。', '食欲あり、よく眠れている。', '最近少し息切れがする。'])}`,
    `O) 血圧 ${above}/${below} mmHg、脈拍 ${chance.between(58, 92)}/分、SpO2 ${chance.between(94, 99)}%。浮腫${chance.pick(['なし', '軽度'])}。`,
    `A) ${names}。${chance.pick(['コントロール良好。', '概ね安定。', 'やや不安定、経過観察を要する。'])}`,
    `P) ${visit.drugs.length > 0 ? `処方継続（${visit.days}日分）。` : '処方なし。'}次回採血。`,
  ]);
};

/** A physician's note of a day in hospital. */
export const inpatientNote = (stay: Stay, dayOfStay: number): Buffer =>
  asFile([
    `第${dayOfStay}病日`,
    `S) ${dayOfStay < 3 ? 'だるさが残る。' : '楽になってきた。'}`,
    `O) ${dayOfStay < 3 ? '37.6℃、輸液継続中。' : '平熱。食事は8割摂取。'}`,
    `A) ${CONDITIONS[stay.cause].name}、${dayOfStay < 3 ? '治療開始後間もない。' : '改善傾向。'}`,
    `P) ${dayOfStay < 3 ? '点滴継続、明朝採血。' : '内服へ切り替え、退院調整を開始。'}`,
  ]);

/** A nurse's note of a day in hospital. */
export const nursingNote = (dayOfStay: number): Buffer =>
  asFile([
    `第${dayOfStay}病日 日勤`,
    dayOfStay < 3
      ? '歩行時ふらつきあり、トイレは付き添い。転倒予防のため離床センサーを使用。'
      : '病棟内を自力で歩行。食事は8割摂取。家族の面会あり、退院後の生活について話し合った。',
    'ナースコール手元。夜間の不眠の訴えなし。',
  ]);

/** What the radiologist wrote about pictures of the study. */
export const imagingReport = (scribe: Scribe, examination: PlannedExamination): Buffer =>
  asFile([
    `検査: ${EXAMINATIONS[examination.kind].procedure.split('^')[1] ?? ''}`,
    `目的: ${EXAMINATIONS[examination.kind].clue}`,
    `所見: ${findingsOf(examination.kind, scribe.person)}`,
    '診断: 上記所見の通り。必要に応じて経過観察をお願いします。（画像は模型です）',
  ]);
