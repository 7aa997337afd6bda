import type { EmsOption, EmsStatement, Occasion } from '../../../schemas/ems.ts';

/** What a way (option) does not say by itself and somebody has to: in the order in which it is asked. */
export const QUESTIONS = ['form', 'patientAble', 'family', 'unavoidable', 'reason', 'relation'] as const;
export type Question = (typeof QUESTIONS)[number];

/** What was answered on the screen. Words that are empty count as not said. */
export type Answers = {
  form?: 'written' | 'oral';
  patientAble?: boolean;
  family?: 'before' | 'later' | 'not';
  unavoidable: 'lifeThreat' | 'other';
  words: string;
  reason: string;
  relation: string;
};
export const NOTHING_SAID: Answers = { unavoidable: 'lifeThreat', words: '', reason: '', relation: '' };

const POINTERS: Record<Question, string> = {
  form: '/consent/form',
  patientAble: '/patientAble',
  family: '/family',
  unavoidable: '/unavoidable',
  reason: '/reason',
  relation: '/consent/relation',
};

const saidByTheWay = (option: EmsOption, question: Question): boolean => {
  if (question === 'form') return option.form !== undefined;
  if (question === 'patientAble') return option.patientAble !== undefined;
  return question === 'family' && option.family !== undefined;
};

/** The fields that pressing this way's button opens. The way itself says form, family and ability; its label names them. */
export const openQuestions = (option: EmsOption): Question[] =>
  QUESTIONS.filter(
    (question) =>
      option.needs.some(
        ({ pointer }) => pointer === POINTERS[question] || pointer.startsWith(`${POINTERS[question]}/`),
      ) && !saidByTheWay(option, question),
  );

/** Whether the ways do not rest on the occasion that was asked for: it is one that no rule covers, and another has to be said. */
export const leavesOccasionOpen = (options: readonly EmsOption[]): boolean =>
  options.some(({ needs }) => needs.some(({ pointer }) => pointer === '/occasion'));

/** 「生命の危機」 is one touch: where only that is open, the button says it and nothing has to be typed. */
export const isOneTap = (open: readonly Question[]): boolean => open.every((question) => question === 'unavoidable');

type Said = { occasion: Occasion; answers?: Answers; contactAbsent?: boolean };

/** What is sent for one way and what was answered. The way's own occasion stands before the one that is chosen on the screen. */
export const statementOf = (
  option: EmsOption,
  { occasion, answers = NOTHING_SAID, contactAbsent }: Said,
): EmsStatement => {
  const open = new Set(openQuestions(option));
  const patientAble = option.patientAble ?? (open.has('patientAble') ? answers.patientAble : undefined);
  const family = option.family ?? (open.has('family') ? answers.family : undefined);
  return {
    occasion: option.occasion ?? occasion,
    ...consentOf(option, open, answers),
    ...(patientAble !== undefined && { patientAble }),
    ...(family && { family }),
    ...(option.unavoidable && { unavoidable: unavoidableOf(answers) }),
    ...(open.has('reason') && answers.reason.trim() !== '' && { reason: answers.reason }),
    ...(contactAbsent && { contactAbsent }),
  };
};

const consentOf = (option: EmsOption, open: ReadonlySet<Question>, answers: Answers): Pick<EmsStatement, 'consent'> => {
  if (!option.consent) return {};
  const form = option.form ?? (open.has('form') ? answers.form : undefined);
  const hasRelation = open.has('relation') && answers.relation.trim() !== '';
  return {
    consent: { by: option.consent, ...(form && { form }), ...(hasRelation && { relation: answers.relation }) },
  };
};

const unavoidableOf = ({ unavoidable, words }: Answers): NonNullable<EmsStatement['unavoidable']> =>
  unavoidable === 'lifeThreat' ? { kind: 'lifeThreat' } : { kind: 'other', words };
