import { useId, useState } from 'react';
import type { EmsOption, EmsStatement, Occasion } from '../../../schemas/ems.ts';
import type { FieldError } from '../../../schemas/problems.ts';
import { useSay, useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/class-names.ts';
import { texts } from '../texts.ts';
import { DutyList } from './duty-list.tsx';
import { OptionFields } from './option-fields.tsx';
import { type Answers, isOneTap, NOTHING_SAID, openQuestions, type Question, statementOf } from './statement.ts';

type OptionProps = {
  option: EmsOption;
  isFirst: boolean;
  isDrill: boolean;
  /** What this way owes beside what all of them owe, which stands under `commonId`. */
  owes: EmsOption['owes'];
  commonId: string | undefined;
  occasion: Occasion;
  contactAbsent: boolean;
  /** This way is being confirmed. */
  isBusy: boolean;
  /** Some way is: no other is pressed meanwhile. */
  isWaiting: boolean;
  faults: Record<string, FieldError>;
  onPress: (statement: EmsStatement) => void;
};

/** One way: its words on the button, and beside it, before anybody presses, what it leaves to be done. */
export const OptionCard = ({ option, isFirst, isDrill, owes, commonId, faults, ...rest }: OptionProps) => {
  const { occasion, contactAbsent, isBusy, isWaiting, onPress } = rest;
  const t = useTexts(texts);
  const say = useSay();
  const owesId = useId();
  const [answers, setAnswers] = useState<Answers>(NOTHING_SAID);
  const [isOpen, setOpen] = useState(false);
  const open = openQuestions(option);
  const oneTap = isOneTap(open);
  const asksWhy = open.includes('unavoidable');
  const press = (said = answers): void => onPress(statementOf(option, { occasion, contactAbsent, answers: said }));
  const caption = captionOf(option, { isDrill, open });
  return (
    <div className={cx('card flex flex-col gap-3 p-4', isFirst && 'border-2 border-blue-900')}>
      <Button
        size="lg"
        variant={isFirst ? 'primary' : 'secondary'}
        className={cx('w-full py-3', isFirst && 'min-h-20')}
        aria-describedby={cx(owesId, commonId)}
        aria-expanded={oneTap ? undefined : isOpen}
        isBusy={isBusy && !isOpen}
        isDisabled={isWaiting}
        onClick={() => (oneTap ? press(NOTHING_SAID) : setOpen(true))}
      >
        <span className="flex flex-col">
          <span className={cx('text-balance [word-break:auto-phrase]', isFirst ? 'text-2xl' : 'text-lg')}>
            {say(option.label)}
          </span>
          <span className="text-sm font-normal">{t(caption)}</span>
        </span>
      </Button>
      <div id={owesId}>
        <DutyList owes={owes} title={t('owes')} none={t(commonId ? 'owesNoMore' : 'owesNothing')} />
      </div>
      {oneTap && asksWhy && !isOpen && (
        <Button
          variant="quiet"
          onClick={() => {
            setAnswers({ ...answers, unavoidable: 'other' });
            setOpen(true);
          }}
        >
          {t('otherReason')}
        </Button>
      )}
      {isOpen && <OptionFields {...{ open, answers, faults, isBusy }} onChange={setAnswers} onSubmit={() => press()} />}
      <p className="text-sm text-solid-gray-700">{option.because.map(({ id }) => id).join(' ・ ')}</p>
    </div>
  );
};

const captionOf = ({ consent }: EmsOption, { isDrill, open }: { isDrill: boolean; open: readonly Question[] }) => {
  const asksWhy = open.includes('unavoidable');
  if (isDrill) return 'drillWay' as const;
  if (!isOneTap(open)) return open.includes('relation') ? ('askRelation' as const) : ('askWords' as const);
  if (!consent) return 'openOwn' as const;
  if (asksWhy) return 'openLifeThreat' as const;
  return consent === 'unobtainable' ? ('openWithout' as const) : ('openWith' as const);
};
