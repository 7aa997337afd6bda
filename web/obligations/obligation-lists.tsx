import { useState } from 'react';
import type { ObligationView } from '../../schemas/obligation.ts';
import { useTexts } from '../text/texts.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { FulfilMany } from './fulfil.tsx';
import { ObligationItem } from './obligation-item.tsx';
import { canJoin, MOST_TOGETHER, toggled } from './selection.ts';
import { texts } from './texts.ts';

type OpenProps = { items: readonly ObligationView[]; onDone: (said: string) => void };

/** The open ones, overdue first; several of one duty can be chosen and fulfilled together. */
export const OpenObligations = ({ items, onDone }: OpenProps) => {
  const t = useTexts(texts);
  const [ids, setChosen] = useState<readonly string[]>([]);
  const [isFulfilling, setFulfilling] = useState(false);
  // What somebody else has settled meanwhile is no longer in the list, and no longer chosen.
  const chosen = items.filter(({ obligationId }) => ids.includes(obligationId));
  const choose = (one: ObligationView): void => setChosen(toggled(chosen, one).map(({ obligationId }) => obligationId));
  const done = (said: string): void => {
    setFulfilling(false);
    setChosen([]);
    onDone(said);
  };
  if (items.length === 0) return <Empty>{t('noneOpen')}</Empty>;
  if (isFulfilling && chosen.length > 0)
    return <FulfilMany chosen={chosen} onDone={done} onStop={() => setFulfilling(false)} />;
  const listed = (title: string, shown: readonly ObligationView[]) =>
    shown.length > 0 && (
      <section className="flex flex-col gap-3">
        <h2 className="text-lg font-bold">
          {title}（{shown.length}）
        </h2>
        <ul className="flex flex-col gap-3">
          {shown.map((obligation) => (
            <li key={obligation.obligationId}>
              <ObligationItem
                obligation={obligation}
                choosing={{
                  isChosen: chosen.includes(obligation),
                  canChoose: canJoin(chosen, obligation),
                  onChoose: () => choose(obligation),
                }}
                onDone={done}
              />
            </li>
          ))}
        </ul>
      </section>
    );
  return (
    <>
      <p className="text-sm">{t('selectHint')}</p>
      {listed(
        t('overdueList'),
        items.filter(({ overdue }) => overdue),
      )}
      {listed(
        t('openList'),
        items.filter(({ overdue }) => !overdue),
      )}
      {chosen.length > 0 && (
        <div className="sticky bottom-16 z-10 card flex flex-wrap items-center gap-3 border-2 border-blue-900 p-3 md:bottom-4">
          <span role="status" className="font-bold">
            {t('selected', { count: chosen.length })} {chosen.length === MOST_TOGETHER && t('selectFull')}
          </span>
          <Button size="lg" className="flex-1" onClick={() => setFulfilling(true)}>
            {t('bulk')}
          </Button>
          <Button variant="quiet" onClick={() => setChosen([])}>
            {t('clear')}
          </Button>
        </div>
      )}
    </>
  );
};

export const ClosedObligations = ({ items }: { items: readonly ObligationView[] }) => {
  const t = useTexts(texts);
  if (items.length === 0) return <Empty>{t('noneClosed')}</Empty>;
  return (
    <Section title={t('closedList')}>
      <ul className="flex flex-col gap-3">
        {items.map((obligation) => (
          <li key={obligation.obligationId}>
            <ObligationItem obligation={obligation} onDone={() => undefined} />
          </li>
        ))}
      </ul>
    </Section>
  );
};
