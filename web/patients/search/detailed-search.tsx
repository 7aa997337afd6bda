import { type FormEvent, useState } from 'react';
import { useMe } from '../../app/me.ts';
import { todayJst } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { DayField } from '../demographics/day-field.tsx';
import { readDay } from '../demographics/reading.ts';
import { texts as person } from '../demographics/texts.ts';
import { texts } from './texts.ts';
import type { Criteria } from './understood.ts';

type DetailedProps = { initial: Criteria; onSearch: (criteria: Criteria | undefined) => void };

/** A field for each criterion. The own patient ID is asked alone (the API takes it with nothing else). */
export const DetailedSearch = ({ initial, onSearch }: DetailedProps) => {
  const t = useTexts(texts);
  const of = useTexts(person);
  const { facility, staff } = useMe();
  const [typed, setTyped] = useState({ family: '', given: '', birthDate: '', phone: '', localId: '', ...initial });
  const set = (field: keyof Criteria) => (value: string) => setTyped((before) => ({ ...before, [field]: value }));
  const byId = typed.localId.trim() !== '';

  const search = (event: FormEvent): void => {
    event.preventDefault();
    const day = readDay(typed.birthDate, todayJst());
    const asked: Criteria = byId
      ? { localId: typed.localId.trim() }
      : { ...typed, birthDate: day.state === 'day' ? day.day : typed.birthDate };
    const given = Object.entries(asked).filter(([, value]) => value.trim() !== '');
    onSearch(given.length === 0 ? undefined : Object.fromEntries(given));
  };
  const text = (field: 'family' | 'given' | 'phone', label: string) => (
    <TextField label={label} value={typed[field]} onChange={set(field)} readOnly={byId} spellCheck={false} />
  );
  return (
    <form role="search" onSubmit={search} className="flex flex-col gap-4">
      <div className="grid grid-cols-1 gap-x-4 gap-y-3 sm:grid-cols-2">
        {text('family', of('family'))}
        {text('given', of('given'))}
        <DayField label={of('birthDate')} value={typed.birthDate} onChange={set('birthDate')} isBirth />
        {text('phone', t('phone'))}
        {staff.role !== 'networkOffice' && (
          <TextField
            label={t('localId')}
            hint={`${t('localIdHint', { digits: facility.localIds.digits })} · ${t('ownHint')}`}
            value={typed.localId}
            onChange={set('localId')}
            spellCheck={false}
          />
        )}
      </div>
      <div>
        <Button type="submit">{t('search')}</Button>
      </div>
    </form>
  );
};
