import type { ConsentGiver, EmsStatement, Occasion } from '../../schemas/ems.ts';
import type { Sentence } from '../../schemas/primitives.ts';

/** A field of the confirmation that a way may still need. */
export type Field = Sentence & {
  pointer: string;
  of: (statement: EmsStatement) => unknown;
  without: (statement: EmsStatement) => EmsStatement;
};

type Told = 'occasion' | 'patientAble' | 'family' | 'unavoidable' | 'reason';

const told = (name: Told, says: Sentence): Field => ({
  pointer: `/${name}`,
  ...says,
  of: (statement) => statement[name],
  without: (statement) => {
    const { [name]: _said, ...rest } = statement;
    return rest;
  },
});

const form: Field = {
  pointer: '/consent/form',
  ja: '同意の方法（書面・口頭）',
  en: 'Form of the consent (written, oral)',
  of: ({ consent }) => consent?.form,
  without: (statement) => {
    if (!statement.consent) return statement;
    const { form: _said, ...consent } = statement.consent;
    return { ...statement, consent };
  },
};

/** In the order in which a screen asks for them. */
export const FIELDS: readonly Field[] = [
  told('occasion', {
    ja: '利用場面（救急搬送・紹介状なし・避難者）',
    en: 'Occasion (by ambulance, without a referral letter, evacuee)',
  }),
  form,
  told('patientAble', {
    ja: '本人が意思を示せるか（意識不明等でないか）',
    en: 'Whether the patient is able to consent',
  }),
  told('family', { ja: '家族等に連絡がつくか', en: 'Whether the family can be reached' }),
  told('unavoidable', {
    ja: 'やむを得ない場合の理由（生命の危機など）',
    en: 'Why it is unavoidable (a threat to life, or another reason)',
  }),
  told('reason', { ja: '同意を得られない理由', en: 'Why no consent could be taken' }),
];

/** Stands for words that are still to be written: the rules ask only whether there are any. */
const WORDS = '…';

/** Every statement that says all that was stated, and of the rest what may be said: without contradiction, and none that no button says. */
export const completions = (stated: EmsStatement, occasions: readonly Occasion[]): EmsStatement[] =>
  occasions.flatMap((occasion) =>
    consentsOf(stated).flatMap((consent) =>
      circumstancesOf(stated, consent.by).map((rest) => ({ ...stated, occasion, consent, ...rest })),
    ),
  );

type Consent = NonNullable<EmsStatement['consent']>;

const GIVERS: readonly ConsentGiver[] = ['patient', 'family', 'unobtainable'];
const FORMS = ['written', 'oral'] as const;

const consentsOf = ({ consent }: EmsStatement): Consent[] =>
  (consent ? [consent.by] : GIVERS).flatMap((by): Consent[] => {
    if (by === 'unobtainable' || consent?.form) return [{ ...consent, by }];
    return FORMS.map((form) => ({ ...consent, by, form }));
  });

const circumstancesOf = (stated: EmsStatement, by: ConsentGiver): EmsStatement[] => {
  const urgencies: EmsStatement[] = stated.unavoidable ? [{}] : [{}, { unavoidable: { kind: 'lifeThreat' } }];
  return urgencies.flatMap((urgency) => peopleOf(stated, by).map((people) => ({ ...urgency, ...people })));
};

/** A patient who consents is able, and a family that consents was reached: neither is asked. */
const peopleOf = (stated: EmsStatement, by: ConsentGiver): EmsStatement[] => {
  const { patientAble, family, reason = WORDS } = stated;
  if (by === 'family' && patientAble === undefined) return [{ patientAble: false }, { patientAble: true }];
  if (by !== 'unobtainable') return [{}];
  return (family ? [family] : (['not', 'later'] as const)).map((reached) => ({ family: reached, reason }));
};
