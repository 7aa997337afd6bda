import { type EmsStatement, OCCASIONS } from '../../schemas/ems.ts';
import type { Sentence } from '../../schemas/primitives.ts';

const BY = {
  patient: { ja: '本人', en: 'Patient' },
  family: { ja: '家族等', en: 'Family' },
  unobtainable: { ja: '取得不能', en: 'Unobtainable' },
} as const;
const FORM = { written: { ja: '書面', en: 'written' }, oral: { ja: '口頭', en: 'oral' } } as const;
const ABLE = {
  yes: { ja: '本人は意思を示せる', en: 'patient able to consent' },
  no: { ja: '本人は意識不明等', en: 'patient not able to consent' },
} as const;
const FAMILY = {
  before: { ja: '家族等に事前に確認', en: 'family asked before' },
  later: { ja: '家族等には後で確認', en: 'family asked later' },
  not: { ja: '家族等に連絡がつかない', en: 'family not reached' },
} as const;
const UNAVOIDABLE = { ja: 'やむを得ない場合', en: 'unavoidable' } as const;
const NO_CONSENT: Sentence = { ja: '同意は不要（院外参照）', en: 'No consent needed (own record, from outside)' };

/** What a button says of a way: 本人・書面. */
export const wayLabel = ({ occasion, consent, unavoidable, patientAble, family }: EmsStatement): Sentence => {
  if (!consent) return NO_CONSENT;
  const parts: (Sentence | undefined)[] = [
    occasion === 'evacuee' ? OCCASIONS.evacuee : undefined,
    BY[consent.by],
    consent.form && FORM[consent.form],
    unavoidable && UNAVOIDABLE,
    consent.by === 'family' && patientAble !== undefined ? ABLE[patientAble ? 'yes' : 'no'] : undefined,
    consent.by === 'unobtainable' && family ? FAMILY[family] : undefined,
  ];
  const said = parts.filter((part) => part !== undefined);
  return { ja: said.map(({ ja }) => ja).join('・'), en: said.map(({ en }) => en).join(', ') };
};
