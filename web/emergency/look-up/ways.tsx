import { useId } from 'react';
import type { EmsOption, EmsStatement, Occasion } from '../../../schemas/ems.ts';
import type { FieldError } from '../../../schemas/problems.ts';
import { useSay, useTexts } from '../../text/texts.ts';
import { Badge } from '../../ui/notice.tsx';
import { texts } from '../texts.ts';
import { DutyList } from './duty-list.tsx';
import { byGiver, commonDuties, ownDuties } from './grouping.ts';
import { OptionCard } from './option-card.tsx';

type WaysProps = {
  options: readonly EmsOption[];
  /** A drill rule covers the two facilities: its ways can be rehearsed. */
  isDrill: boolean;
  occasion: Occasion;
  contactAbsent: boolean;
  pressed: EmsOption | undefined;
  isBusy: boolean;
  faults: Record<string, FieldError>;
  onPress: (option: EmsOption, statement: EmsStatement) => void;
};

/** The allowed ways as buttons, the first the largest; those of a drill below, marked; the closed ones folded, with why. */
export const Ways = ({ options, isDrill, pressed, isBusy, faults, onPress, ...said }: WaysProps) => {
  const t = useTexts(texts);
  const allowed = options.filter((option) => option.allowed);
  const rehearsed = options.filter((option) => isDrill && !option.allowed && option.needs.length > 0);
  const closed = options.filter((option) => !option.allowed && !rehearsed.includes(option));
  const common = commonDuties(allowed);
  const commonId = useId();
  const cards = (shown: readonly EmsOption[], isDrilled = false) =>
    shown.map((option) => (
      <li key={keyOfWay(option)}>
        <OptionCard
          {...said}
          option={option}
          isFirst={option === allowed[0]}
          isDrill={isDrilled}
          owes={isDrilled ? option.owes : ownDuties(option, common)}
          commonId={common.length > 0 && !isDrilled ? commonId : undefined}
          isBusy={isBusy && pressed === option}
          isWaiting={isBusy}
          faults={pressed === option ? faults : {}}
          onPress={(statement) => onPress(option, statement)}
        />
      </li>
    ));
  return (
    <>
      {common.length > 0 && (
        <div id={commonId}>
          <DutyList owes={common} title={t('owesAlways')} none="" />
        </div>
      )}
      <div className="grid items-start gap-6 lg:grid-flow-col lg:auto-cols-fr">
        {byGiver(allowed).map(({ giver, ways }) => (
          <section key={giver} aria-label={t(`giver.${giver}`)} className="flex flex-col gap-3">
            <h3 className="font-bold">{t(`giver.${giver}`)}</h3>
            <ul className="flex flex-col gap-3">{cards(ways)}</ul>
          </section>
        ))}
      </div>
      {rehearsed.length > 0 && (
        <section className="flex flex-col gap-4 rounded-8 border-2 border-dashed border-orange-1000 bg-yellow-50 p-4">
          <h3 className="font-bold">
            <Badge tone="warning">{t('drill')}</Badge>
          </h3>
          <ul className="flex flex-col gap-4">{cards(rehearsed, true)}</ul>
        </section>
      )}
      <ClosedWays options={closed} />
    </>
  );
};

const keyOfWay = ({ label, because }: EmsOption): string => [label.en, ...because.map(({ id }) => id)].join(' ');

const ClosedWays = ({ options }: { options: readonly EmsOption[] }) => {
  const t = useTexts(texts);
  const say = useSay();
  if (options.length === 0) return undefined;
  return (
    <details className="card p-4">
      <summary className="min-h-11 cursor-pointer content-center font-bold">
        {t('closedWays', { count: options.length })}
      </summary>
      <ul className="flex flex-col gap-3 pt-2">
        {options.map((option) => (
          <li key={keyOfWay(option)}>
            <p className="font-bold">{say(option.label)}</p>
            <ul className="list-disc pl-5 text-sm">
              {option.because.map((rule) => (
                <li key={rule.id}>
                  {say(rule)} <span className="whitespace-nowrap text-solid-gray-700">{rule.id}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  );
};
