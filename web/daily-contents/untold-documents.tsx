import { FacilityMark } from '../chart/facility-mark.tsx';
import { useDates } from '../text/dates.ts';
import { useTexts } from '../text/texts.ts';
import type { DocumentContents } from './documents.ts';
import type { OpenDocument } from './open-document.ts';
import { texts } from './texts.ts';

/** Documents that can only be opened by themselves: named, so that nothing is left out in silence. */
export const UntoldDocuments = ({
  documents,
  open,
}: {
  documents: readonly DocumentContents[];
  open: OpenDocument;
}) => {
  const t = useTexts(texts);
  const dates = useDates();
  if (documents.length === 0) return undefined;
  return (
    <details className="card p-4">
      <summary className="min-h-11 cursor-pointer py-2 font-bold">
        {t('untoldTitle', { count: documents.length })}
      </summary>
      <p className="text-sm">{t('untoldHint')}</p>
      <ul className="flex flex-col">
        {documents.map(({ documentId, facilityId, title, day }) => (
          <li key={documentId} className="flex flex-wrap items-center gap-x-3">
            <span>{dates.day(day)}</span>
            <FacilityMark facilityId={facilityId} withName />
            <button type="button" className="link min-h-11 text-left" onClick={() => open(documentId, facilityId)}>
              {t('openDocument', { title })}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
};
