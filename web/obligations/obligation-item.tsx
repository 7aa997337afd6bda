import { useState } from 'react';
import type { ObligationView } from '../../schemas/obligation.ts';
import { usePlaceName } from '../emergency/place-name.ts';
import { useSpan } from '../emergency/use-span.ts';
import { useDates } from '../text/dates.ts';
import { useSay, useTexts } from '../text/texts.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Badge } from '../ui/notice.tsx';
import { FulfilOne } from './fulfil.tsx';
import { FulfilmentWords } from './fulfilment-words.tsx';
import { texts } from './texts.ts';

const SOON_MS = 24 * 3_600_000;

export type Choosing = { isChosen: boolean; canChoose: boolean; onChoose: () => void };

type ItemProps = {
  obligation: ObligationView;
  /** Where several can be chosen to be fulfilled together. */
  choosing?: Choosing | undefined;
  /** Within the access itself nobody needs its name and the way to it. */
  isInGrant?: boolean;
  onDone: (said: string) => void;
};

/** One obligation: what, of whom, until when; its form opens where it stands. */
export const ObligationItem = ({ obligation, choosing, isInGrant, onDone }: ItemProps) => {
  const t = useTexts(texts);
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const { state, says, person, grantId } = obligation;
  const named = { duty: say(says), name: `${person.name.family} ${person.name.given}` };
  return (
    <article className="card flex flex-col gap-3 p-4">
      <div className="flex gap-3">
        {choosing && (
          <label className="-m-2 flex size-11 shrink-0 items-center justify-center">
            <input
              type="checkbox"
              aria-label={t('select', named)}
              checked={choosing.isChosen}
              disabled={!choosing.canChoose}
              onChange={choosing.onChoose}
              className="size-6 accent-blue-900"
            />
          </label>
        )}
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          <p className="text-lg font-bold">{say(says)}</p>
          <Standing obligation={obligation} />
          {!isInGrant && <Of obligation={obligation} />}
          <FulfilmentWords obligation={obligation} />
        </div>
      </div>
      {state === 'open' && !isOpen && (
        <div className="flex flex-wrap gap-3">
          <Button aria-label={t('fulfilThis', named)} onClick={() => setOpen(true)}>
            {t('fulfil')}
          </Button>
          {!isInGrant && (
            <ButtonLink href={`/emergency/${grantId}`} variant="quiet">
              {t('openRecord')}
            </ButtonLink>
          )}
        </div>
      )}
      {isOpen && <FulfilOne obligation={obligation} onDone={onDone} onStop={() => setOpen(false)} />}
    </article>
  );
};

const Of = ({ obligation }: { obligation: ObligationView }) => {
  const t = useTexts(texts);
  const dates = useDates();
  const { person, discloserFacilityId, discloserName, localId, createdAt, staffId } = obligation;
  const nameOf = usePlaceName();
  const { family, given, familyKana, givenKana } = person.name;
  return (
    <>
      <p>
        <span className="font-bold">
          {family} {given}
        </span>{' '}
        <span className="text-sm">
          {familyKana} {givenKana}
        </span>{' '}
        <span className="text-sm">{dates.birth(person.birthDate)}</span>
      </p>
      <p className="text-sm text-solid-gray-800">
        {t('of_', { facility: nameOf(discloserFacilityId, discloserName), id: localId })}
      </p>
      <p className="text-sm text-solid-gray-800">{t('looked', { at: dates.instant(createdAt), staff: staffId })}</p>
    </>
  );
};

/** Until when, in a mark, in words and as a date: never by colour alone. */
const Standing = ({ obligation: { state, dueAt } }: { obligation: ObligationView }) => {
  const t = useTexts(texts);
  const dates = useDates();
  const { due, now } = useSpan();
  if (state !== 'open')
    return (
      <p>
        <Badge tone={state === 'fulfilled' ? 'success' : 'neutral'}>{t(state)}</Badge>
      </p>
    );
  const isOverdue = dueAt < now;
  const isSoon = Date.parse(dueAt) - Date.parse(now) < SOON_MS;
  return (
    <p className="flex flex-wrap items-center gap-2">
      {isOverdue && <Badge tone="danger">⚠ {t('overdue')}</Badge>}
      {!isOverdue && isSoon && <Badge tone="warning">{t('soon')}</Badge>}
      <span className="font-bold">{due(dueAt)}</span>
      <span className="text-sm">{t('dueAt', { at: dates.instant(dueAt) })}</span>
    </p>
  );
};
