import type { PersonSummary } from '../../schemas/person.ts';
import { useDates } from '../text/dates.ts';
import { useTexts } from '../text/texts.ts';
import { texts } from './demographics/texts.ts';

/** Who it is about, in one line of large letters: to be compared with the person in front of one. */
export const PersonFacts = ({ person: { name, birthDate, sex } }: { person: PersonSummary }) => {
  const t = useTexts(texts);
  const dates = useDates();
  return (
    <div className="card flex flex-wrap items-baseline gap-x-4 gap-y-1 p-4">
      <p className="text-xl font-bold break-words">
        {name.family} {name.given}
      </p>
      <p className="break-words text-solid-gray-800">
        {name.familyKana.normalize('NFKC')} {name.givenKana.normalize('NFKC')}
      </p>
      <p>{dates.birth(birthDate)}</p>
      <p>{t(sex)}</p>
    </div>
  );
};
