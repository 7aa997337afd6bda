import { useDates } from '../../text/dates.ts';
import { useLanguage, useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { readDay } from '../demographics/reading.ts';
import { texts as person } from '../demographics/texts.ts';
import type { Conflict, DemographicsField, DemographicsTyped } from '../demographics/typed.ts';
import { texts } from './texts.ts';

/** What another person's correction, which came first, did to mine. */
export type Overtaken = { conflicts: readonly Conflict[]; taken: readonly DemographicsField[] };

type ConflictsProps = { overtaken: Overtaken; typed: DemographicsTyped; onTake: (conflict: Conflict) => void };

/** Theirs beside mine, for a person to choose; what only they changed is in the form already. */
export const Conflicts = ({ overtaken: { conflicts, taken }, typed, onTake }: ConflictsProps) => {
  const t = useTexts(texts);
  const of = useTexts(person);
  const language = useLanguage();
  const open = conflicts.filter(({ field, theirs }) => typed[field] !== theirs);
  return (
    <Notice tone="warning" isUrgent title={t('conflict')}>
      {taken.length > 0 && (
        <p>{t('conflictTaken', { fields: taken.map((field) => of(field)).join(language === 'ja' ? '、' : ', ') })}</p>
      )}
      {taken.length === 0 && conflicts.length === 0 && <p>{t('conflictNone')}</p>}
      {open.length > 0 && (
        <>
          <p>{t('conflictBoth')}</p>
          <ul className="flex flex-col gap-3">
            {open.map((conflict) => (
              <li key={conflict.field} className="card flex flex-col gap-2 p-3">
                <p className="font-bold">{of(conflict.field)}</p>
                <dl className="grid grid-cols-[max-content_1fr] gap-x-4">
                  <dt className="text-solid-gray-700">{t('theirs')}</dt>
                  <dd className="break-words">
                    <Value conflict={conflict} value={conflict.theirs} />
                  </dd>
                  <dt className="text-solid-gray-700">{t('mine')}</dt>
                  <dd className="break-words">
                    <Value conflict={conflict} value={typed[conflict.field]} />
                  </dd>
                </dl>
                <div>
                  <Button variant="secondary" size="sm" onClick={() => onTake(conflict)}>
                    {t('take')}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
};

const Value = ({ conflict: { field }, value }: { conflict: Conflict; value: string | boolean }) => {
  const of = useTexts(person);
  const dates = useDates();
  if (typeof value === 'boolean') return of(value ? 'yes' : 'no');
  if (value === '') return of('none');
  if (field === 'sex') return of(value as 'male' | 'female' | 'other' | 'unknown');
  const day = field === 'birthDate' ? readDay(value, '9999-12-31') : undefined;
  return day?.state === 'day' ? dates.birth(day.day) : value;
};
