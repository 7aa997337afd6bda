import { FacilityMark } from '../chart/facility-mark.tsx';
import { useCompactDates } from '../daily-contents/compact-dates.ts';
import type { DocumentContents } from '../daily-contents/documents.ts';
import type { OpenDocument } from '../daily-contents/open-document.ts';
import { useTexts } from '../text/texts.ts';
import { texts } from './texts.ts';

/** Tests that were ordered and whose results are not here: not there is not normal. */
export const Awaited = ({ documents, open }: { documents: readonly DocumentContents[]; open: OpenDocument }) => {
  const t = useTexts(texts);
  const dates = useCompactDates();
  if (documents.length === 0) return undefined;
  return (
    <section className="card flex flex-col gap-2 p-4">
      <h2 className="text-lg font-bold">{t('awaited')}</h2>
      <ul>
        {documents.map(({ documentId, facilityId, day, title }) => (
          <li key={documentId} className="flex flex-wrap items-center gap-x-3">
            <span>{dates.day(day)}</span>
            <FacilityMark facilityId={facilityId} withName />
            <span>{title}</span>
            <button type="button" className="link min-h-11 md:min-h-6" onClick={() => open(documentId, facilityId)}>
              {t('awaitedOpen')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
