import { type FormEvent, type Ref, useEffect, useId, useRef, useState } from 'react';
import { PROBLEMS } from '../../../schemas/problems.ts';
import { navigate } from '../../app/location.ts';
import { useMe } from '../../app/me.ts';
import { todayJst } from '../../text/dates.ts';
import { useSay, useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { texts as person } from '../demographics/texts.ts';
import { useReadingWords } from './reading-words.ts';
import { texts } from './texts.ts';
import { type Criteria, type Understood, understand } from './understood.ts';

type SmartProps = {
  ref: Ref<HTMLInputElement>;
  /** Handed over by the screen before; searched at once. */
  initial: string;
  /** Something was asked already: handed-over text is only shown. */
  isAsked: boolean;
  onSearch: (criteria: Criteria | undefined, typed: string) => void;
};

/** One field for everything. Enter searches: each search of people is counted and audited, so that nothing is asked while somebody types. */
export const SmartSearch = ({ ref, initial, isAsked, onSearch }: SmartProps) => {
  const t = useTexts(texts);
  const { facility } = useMe();
  const id = useId();
  const [typed, setTyped] = useState(initial);
  const [chosen, setChosen] = useState(0);
  const read = (text: string): Understood => understand(text, { localIds: facility.localIds, today: todayJst() });
  const understood = read(typed);

  const search = (text: string, take = 0, replace = false): void => {
    const now = read(text);
    // Handed over by another screen, it leaves no step behind that would lead here and on again.
    if (now.kind === 'ems') navigate('/emergency', { replace, state: { patientId: text.trim() } });
    else if (now.kind === 'nothing') onSearch(undefined, '');
    else if (now.kind === 'readings') onSearch((now.readings[take] ?? now.readings[0]).criteria, text);
  };
  const searchNow = useRef(search);
  searchNow.current = search;
  useEffect(() => {
    if (initial !== '' && !isAsked) searchNow.current(initial, 0, true);
  }, [initial, isAsked]);

  return (
    <form
      role="search"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        search(typed, chosen);
      }}
      className="flex flex-col gap-2"
    >
      <label htmlFor={id} className="font-bold">
        {t('label')}
      </label>
      <div className="flex flex-wrap gap-3 sm:flex-nowrap">
        <input
          ref={ref}
          id={id}
          type="search"
          autoFocus={matchMedia('(hover: hover)').matches}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          aria-describedby={`${id}-hint ${id}-read`}
          onChange={(event) => {
            setTyped(event.target.value);
            setChosen(0);
          }}
          className="min-h-14 w-full min-w-0 rounded-8 border border-solid-gray-600 bg-white px-4 text-lg"
        />
        <Button type="submit" size="lg" className="w-full shrink-0 sm:w-auto">
          {t('search')}
        </Button>
      </div>
      <p id={`${id}-hint`} className="text-sm text-solid-gray-700">
        {t('hint')}
      </p>
      <div id={`${id}-read`} role="status" className="min-h-6">
        <Readings
          understood={understood}
          chosen={chosen}
          onChoose={(take) => {
            setChosen(take);
            search(typed, take);
          }}
          onSplit={(text) => {
            setTyped(text);
            search(text);
          }}
        />
      </div>
    </form>
  );
};

type ReadingsProps = {
  understood: Understood;
  chosen: number;
  onChoose: (take: number) => void;
  onSplit: (text: string) => void;
};

const Readings = ({ understood, chosen, onChoose, onSplit }: ReadingsProps) => {
  const t = useTexts(texts);
  const day = useTexts(person);
  const say = useSay();
  const words = useReadingWords();
  if (understood.kind === 'nothing') return undefined;
  if (understood.kind === 'ems') return <p className="font-bold text-red-900">{t('ems')}</p>;
  if (understood.kind === 'noSuchDay') return <p className="text-red-900">{day(`noDay_${understood.reason}`)}</p>;
  if (understood.kind === 'tooBroad')
    return (
      <div className="flex flex-wrap items-center gap-2">
        <p className="w-full text-orange-1200">{say(PROBLEMS.SEARCH_TOO_BROAD.title)}</p>
        {understood.splits.length > 0 && <span>{t('splitQuestion')}</span>}
        {understood.splits.map(({ family, given }) => (
          <Button key={family} variant="secondary" size="sm" onClick={() => onSplit(`${family} ${given}`)}>
            {family} {given}
          </Button>
        ))}
      </div>
    );
  const { readings } = understood;
  const taken = readings[chosen] ?? readings[0];
  return (
    <div className="flex flex-wrap items-center gap-2">
      <p>{t('as', { what: words(taken.criteria) })}</p>
      {taken.ignored !== undefined && <p className="text-orange-1200">{t('ignored', { words: taken.ignored })}</p>}
      {readings.length > 1 && <span className="text-solid-gray-700">{t('otherwise')}</span>}
      {readings.map(
        (reading, index) =>
          index !== chosen && (
            <Button key={reading.as} variant="secondary" size="sm" onClick={() => onChoose(index)}>
              {words(reading.criteria)}
            </Button>
          ),
      )}
    </div>
  );
};
