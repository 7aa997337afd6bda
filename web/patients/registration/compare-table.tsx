import type { PersonSummary } from '../../../schemas/person.ts';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { cx } from '../../ui/class-names.ts';
import { readDay } from '../demographics/reading.ts';
import { texts as person } from '../demographics/texts.ts';
import type { DemographicsTyped } from '../demographics/typed.ts';
import { type Agreement, type Compared, compare } from './compare.ts';
import { texts } from './texts.ts';

const MARKS: Record<Agreement, { mark: string; look: string }> = {
  same: { mark: '＝', look: 'text-green-1000' },
  alike: { mark: '≒', look: 'text-orange-1200' },
  different: { mark: '≠', look: 'text-red-1000 font-bold' },
  unknown: { mark: '・', look: 'text-solid-gray-700' },
};

type CompareProps = { caption: string; typed: DemographicsTyped; person: PersonSummary };

/** What was typed beside what is registered; equal and different by mark, word and colour. */
export const CompareTable = ({ caption, typed, person: registered }: CompareProps) => {
  const t = useTexts(texts);
  const of = useTexts(person);
  return (
    <table className="w-full table-fixed text-left sm:table-auto">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-solid-gray-300 text-sm text-solid-gray-700">
          {(['field', 'typed', 'registered', 'result'] as const).map((column) => (
            <th
              key={column}
              scope="col"
              className={cx(
                'py-1 pr-3 font-normal',
                column === 'field' && 'w-24 sm:w-auto',
                column === 'result' && 'hidden sm:table-cell',
              )}
            >
              {t(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {compare(typed, registered).map((line) => {
          const { mark, look } = MARKS[line.agreement];
          return (
            <tr key={line.field} className="border-b border-solid-gray-200 align-top">
              <th scope="row" className="py-2 pr-3 font-normal sm:whitespace-nowrap">
                {of(line.field)}
                {/* On a phone there is room for both sides, and for the result under the item. */}
                <span className={cx('block text-sm sm:hidden', look)}>
                  <span aria-hidden="true">{mark}</span> {t(`agree_${line.agreement}`)}
                </span>
              </th>
              <td className="py-2 pr-3 break-words">
                <Value field={line.field} value={line.typed} />
              </td>
              <td className="py-2 pr-3 break-words">
                <Value field={line.field} value={line.registered} />
              </td>
              <td className={cx('hidden py-2 whitespace-nowrap sm:table-cell', look)}>
                <span aria-hidden="true">{mark}</span> {t(`agree_${line.agreement}`)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

const Value = ({ field, value }: Pick<Compared, 'field'> & { value: string }) => {
  const of = useTexts(person);
  const dates = useDates();
  if (value === '') return undefined;
  if (field === 'sex') return of(value as 'male' | 'female' | 'other' | 'unknown');
  if (field === 'birthDate' && readDay(value, '9999-12-31').state === 'day') return dates.birth(value);
  return value;
};
