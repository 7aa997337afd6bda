import { CALENDAR_ROWS, type CalendarRow } from '../../../schemas/content-types.ts';
import type { Look } from '../../contents/look.ts';
import { todayJst, useDates } from '../../text/dates.ts';
import { useSay, useTexts } from '../../text/texts.ts';
import { Notice } from '../../ui/notice.tsx';
import { Empty } from '../../ui/states.tsx';
import { useStayText } from '../calendar/stay-bands.tsx';
import { useOpenDocument } from '../opening.ts';
import { monthOf } from '../record/months.ts';
import { useDayStanding, useEntriesOfDay } from '../record/record-context.ts';
import { useStays } from '../record/use-stays.ts';
import { CardFrame, type CardFrameProps } from './card-frame.tsx';
import { EntryList } from './entry-list.tsx';
import { texts } from './texts.ts';

type ListCardProps = CardFrameProps & { look: Look; day: string; row: CalendarRow | undefined };

const ROWS = Object.keys(CALENDAR_ROWS) as CalendarRow[];

/** All that stands in a day, or in one row of it. */
export const ListCard = ({ look, day, row, ...frame }: ListCardProps) => {
  const t = useTexts(texts);
  const say = useSay();
  const dates = useDates();
  const entries = useEntriesOfDay(day).filter((entry) => row === undefined || entry.row === row);
  const title =
    row === undefined
      ? t('listAll', { day: dates.day(day) })
      : t('list', { day: dates.day(day), row: say(CALENDAR_ROWS[row]) });
  const standing = useDayStanding(day);
  const rows = row === undefined ? ROWS.filter((one) => entries.some((entry) => entry.row === one)) : [row];
  return (
    <CardFrame {...frame} title={title}>
      {(row === undefined || row === 'encounter') && <StaysOfDay look={look} day={day} />}
      {standing !== 'whole' && <Notice tone="warning">{t(standing === 'part' ? 'listPart' : 'listOutside')}</Notice>}
      {standing === 'whole' && entries.length === 0 && <Empty>{t('listNone')}</Empty>}
      {rows.map((one) => (
        <div key={one}>
          {row === undefined && (
            <h4 className="pt-1 text-sm font-bold text-solid-gray-700">{say(CALENDAR_ROWS[one])}</h4>
          )}
          <EntryList entries={entries.filter((entry) => entry.row === one)} />
        </div>
      ))}
    </CardFrame>
  );
};

/** Stays that cover the day, each to be opened by its admission. */
const StaysOfDay = ({ look, day }: { look: Look; day: string }) => {
  const t = useTexts(texts);
  const say = useStayText();
  const open = useOpenDocument();
  const today = todayJst();
  const stays = useStays(look, [monthOf(day)], today).stays.filter(({ from, to }) => from <= day && day <= to);
  if (stays.length === 0) return undefined;
  return (
    <div>
      <h4 className="text-sm font-bold text-solid-gray-700">{t('stays')}</h4>
      <ul>
        {stays.map((stay) => {
          const [documentId] = stay.documents;
          return (
            <li key={`${stay.facilityId} ${stay.from}`}>
              <button
                type="button"
                className="link min-h-11 cursor-pointer text-left"
                onClick={() => documentId !== undefined && open({ documentId })}
              >
                {say(stay, today)}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
};
