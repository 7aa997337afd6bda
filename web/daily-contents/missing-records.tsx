import type { TimelineFacility } from '../chart/timeline-facility.ts';
import { useTexts } from '../text/texts.ts';
import { texts } from './texts.ts';

type Type = 'prescription' | 'injection' | 'laboratory';
type Props = { facilities: readonly TimelineFacility[]; types: readonly Type[] };

/** Which facilities say nothing here and why, so that an empty row is never read as none. */
export const MissingRecords = ({ facilities, types }: Props) => {
  const t = useTexts(texts);
  const said = facilities.flatMap(({ name, access, opened, own, fetchedAt }) => {
    if (access === 'closed') return [t('closed', { name })];
    const closed = types.filter((type) => !opened.includes(type));
    if (closed.length > 0) return [t('notDisclosed', { name, types: closed.map((type) => t(type)).join(t('and')) })];
    return fetchedAt === undefined && !own ? [t('notFetched', { name })] : [];
  });
  if (said.length === 0) return undefined;
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 rounded-8 border-2 border-orange-800 bg-yellow-50 px-3 py-2 text-sm">
      <p className="font-bold">
        <span aria-hidden="true">⚠ </span>
        {t('missingTitle')}
      </p>
      <ul className="flex flex-wrap gap-x-4">
        {said.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p>{t('missingHint')}</p>
    </div>
  );
};
