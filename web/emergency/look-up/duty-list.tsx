import { jstDayOf } from '../../../layers/names/index.ts';
import type { EmsOption } from '../../../schemas/ems.ts';
import { useDates } from '../../text/dates.ts';
import { useSay, useTexts } from '../../text/texts.ts';
import { texts } from '../texts.ts';

type Duties = EmsOption['owes'];

const HOUR_MS = 3_600_000;
/** Up to two days the hour matters; beyond, the day. */
const BY_THE_HOUR = 48;

/** What an access leaves to be done, each with its due date as it would be were the button pressed now. */
export const DutyList = ({ owes, title, none }: { owes: Duties; title: string; none: string }) => {
  const t = useTexts(texts);
  const say = useSay();
  const dates = useDates();
  const dueOf = (hours: number): string => {
    if (hours === 0) return t('dueBefore');
    const at = new Date(Date.now() + hours * HOUR_MS).toISOString();
    return t('due', { at: hours <= BY_THE_HOUR ? dates.instant(at) : dates.shortDay(jstDayOf(at)) });
  };
  if (owes.length === 0) return <p className="text-sm">{none}</p>;
  return (
    <div className="text-sm">
      <p className="font-bold">{title}</p>
      <ul className="list-disc pl-5">
        {owes.map((duty) => (
          <li key={duty.duty}>
            {say(duty)} <span className="font-bold whitespace-nowrap">{dueOf(duty.dueWithinHours)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
};
