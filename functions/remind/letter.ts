import { saidDuty } from '../../layers/deed/index.ts';
import type { Mail } from '../../layers/edge/mail.ts';
import { obligationNameOf, type Reminder, type Store } from '../../layers/store/index.ts';
import type { Facility } from '../../schemas/directory.ts';
import type { Sentence } from '../../schemas/primitives.ts';
import type { Stage } from './stages.ts';

const SUBJECTS: Record<Stage, Sentence> = {
  before: { ja: '期限の近い要対応', en: 'Obligations due soon' },
  overdue: { ja: '期限を過ぎた要対応', en: 'Overdue obligations' },
  office: { ja: '期限を7日以上過ぎた要対応', en: 'Obligations overdue by a week or more' },
};
const LEADS: Record<Stage, Sentence> = {
  before: {
    ja: 'EMS（緊急時の参照）に伴う要対応のうち、24時間以内に期限を迎えるものがあります。',
    en: 'Some of what is still to be done after EMS looks is due within 24 hours.',
  },
  overdue: {
    ja: 'EMS（緊急時の参照）に伴う要対応のうち、期限を過ぎたものがあります。',
    en: 'Some of what is still to be done after EMS looks is past its due date.',
  },
  office: {
    ja: 'この施設には、EMS（緊急時の参照）に伴う要対応で、期限を7日以上過ぎたものがあります。施設への確認をお願いします。',
    en: 'At this facility, something to be done after EMS looks is a week or more past its due date. Please follow it up with the facility.',
  },
};

/** The mail of a digest, the same however often it is sent: facility, counts by duty, the earliest due date. Nothing of any patient. */
export const letterOf = (
  { seal }: Store,
  digest: Reminder,
  to: { facility: Pick<Facility, 'name' | 'nameEn'>; addresses: string[] },
): Mail => {
  const { stage, obligations, earliestDueAt } = digest;
  const { facility, addresses } = to;
  const duties = Map.groupBy(
    obligations.flatMap((id) => obligationNameOf(seal, id)?.duty ?? []),
    (duty) => duty,
  );
  const counts = [...duties].map(([duty, all]) => ({ says: saidDuty(duty), count: all.length }));
  const subject = SUBJECTS[stage];
  const count = obligations.length;
  return {
    to: addresses,
    subject: `【ism-link】${subject.ja} ${count}件（${facility.name}） / ${subject.en}: ${count}`,
    text: [
      facility.name,
      '',
      LEADS[stage].ja,
      '',
      ...counts.map((line) => `・${line.says.ja}：${line.count}件`),
      `最も早い期限：${instantOf(earliestDueAt, 'ja-JP')}（日本時間）`,
      '',
      'ism-linkにサインインして、「要対応」の一覧からご確認ください。',
      '個人情報保護のため、このメールには患者の情報を記載していません。',
      '',
      '--------',
      '',
      facility.nameEn,
      '',
      LEADS[stage].en,
      '',
      ...counts.map((line) => `- ${line.says.en}: ${line.count}`),
      `Earliest due date: ${instantOf(earliestDueAt, 'en-GB')} (JST)`,
      '',
      'Please sign in to ism-link and open the list of obligations (要対応).',
      "For the patients' privacy this mail says nothing about them.",
      '',
    ].join('\n'),
  };
};

const instantOf = (instant: string, language: 'ja-JP' | 'en-GB'): string =>
  new Intl.DateTimeFormat(language, { timeZone: 'Asia/Tokyo', dateStyle: 'long', timeStyle: 'short' }).format(
    new Date(instant),
  );
