import { useEffect } from 'react';
import { Link } from 'wouter';
import { listAuditEvents } from '../../schemas/operations/audit.ts';
import { searchPatients } from '../../schemas/operations/registration.ts';
import type { PersonSummary } from '../../schemas/person.ts';
import { useAsk, useAskPages } from '../api/ask.ts';
import { useMe } from '../app/me.ts';
import { worksWithPatients } from '../patients/may.ts';
import { useDates } from '../text/dates.ts';
import { useTexts } from '../text/texts.ts';
import { Section } from '../ui/page.tsx';
import { Asked } from '../ui/states.tsx';
import { OWN_PATIENTS } from './my-patients.tsx';
import { recentOf } from './recent.ts';
import { texts } from './texts.ts';

const SHOWN = 6;
/** One's own log holds much beside patients: it is followed so far, and no further. */
const MOST_PAGES = 3;

/** Whom I saw lately: from my own log, with names from the facility's own list. Nothing of it is kept in the browser. */
export const RecentlySeen = () => {
  const t = useTexts(texts);
  const dates = useDates();
  const me = useMe();
  const log = useAskPages(listAuditEvents, { query: { staffId: me.staff.staffId, limit: 200 } });
  const own = useAsk(searchPatients, OWN_PATIENTS);
  const { data, hasNextPage, isFetching, fetchNextPage } = log;
  const recent = recentOf(data?.flatMap((page) => page.items) ?? [], SHOWN);
  const goesOn = hasNextPage && recent.length < SHOWN && (data?.length ?? 0) < MOST_PAGES;
  useEffect(() => {
    if (goesOn && !isFetching) void fetchNextPage();
  }, [goesOn, isFetching, fetchNextPage]);
  const people = new Map<string, PersonSummary>(own.data?.items.map(({ patientId, person }) => [patientId, person]));
  const chart = worksWithPatients(me) ? '/chart' : '';
  return (
    <Section title={t('recent')}>
      <Asked asked={{ ...log, isPending: log.isPending || own.isPending }} lines={4}>
        {() =>
          recent.length === 0 ? (
            <p className="text-solid-gray-800">{t('recentEmpty')}</p>
          ) : (
            <ul className="flex flex-col divide-y divide-solid-gray-200">
              {recent.map(({ patientId, at }) => {
                const name = people.get(patientId)?.name;
                return (
                  <li
                    key={patientId}
                    className="relative flex flex-wrap items-baseline gap-x-3 px-2 py-2 hover:bg-blue-50"
                  >
                    <Link
                      href={`/patients/${patientId}${chart}`}
                      className="link font-bold break-words after:absolute after:inset-0"
                    >
                      {name ? `${name.family} ${name.given}` : t('nameless')}
                    </Link>
                    <time dateTime={at} className="ml-auto text-sm text-solid-gray-700">
                      {dates.instant(at)}
                    </time>
                  </li>
                );
              })}
            </ul>
          )
        }
      </Asked>
    </Section>
  );
};
