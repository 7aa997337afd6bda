import type { PersonSummary } from '../../../schemas/person.ts';
import { ageOn, todayJst, useDates, warekiOf } from '../../text/dates.ts';
import { useLanguage, useTexts } from '../../text/texts.ts';
import { texts } from '../texts.ts';

/** Who it is, to be read from an arm's length and compared with a card: name, kana, birth date as it is said here, sex. */
export const PersonLines = ({ person, id }: { person: PersonSummary; id?: string }) => {
  const t = useTexts(texts);
  const { name, birthDate, sex } = person;
  return (
    <div id={id} className="flex flex-col gap-1">
      <p className="text-2xl text-solid-gray-800">
        {name.familyKana} {name.givenKana}
      </p>
      <p className="text-5xl leading-tight font-bold break-words">
        {name.family} {name.given}
      </p>
      <div className="mt-2 flex flex-wrap items-baseline gap-x-6 gap-y-1 text-3xl font-bold">
        <BirthDate birthDate={birthDate} />
        <span>{t(`sex.${sex}`)}</span>
      </div>
    </div>
  );
};

const BirthDate = ({ birthDate }: { birthDate: string }) => {
  const t = useTexts(texts);
  const language = useLanguage();
  const dates = useDates();
  const age = <span>{t('age', { age: ageOn(birthDate, todayJst()) })}</span>;
  if (language === 'en') return <span>{dates.birth(birthDate)}</span>;
  const [year, month, day] = birthDate.split('-').map(Number);
  return (
    <>
      <span>
        {warekiOf(birthDate)}{' '}
        <span className="text-xl font-normal whitespace-nowrap">
          （{year}年{month}月{day}日）
        </span>
      </span>
      {age}
    </>
  );
};

/** The same person in one line, once it is sure who it is. */
export const PersonLine = ({ person: { name, birthDate, sex } }: { person: PersonSummary }) => {
  const t = useTexts(texts);
  const dates = useDates();
  return (
    <p className="flex flex-wrap items-baseline gap-x-4">
      <span className="text-xl font-bold">
        {name.family} {name.given}
      </span>
      <span>
        {name.familyKana} {name.givenKana}
      </span>
      <span>{dates.birth(birthDate)}</span>
      <span>{t(`sex.${sex}`)}</span>
    </p>
  );
};
