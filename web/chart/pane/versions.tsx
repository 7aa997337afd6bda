import { useId } from 'react';
import type { DocumentState, DocumentView } from '../../../schemas/document.ts';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { texts } from './texts.ts';

const SAID = ['available', 'superseded', 'removed', 'inError', 'erased'] as const;
const saidOf = (state: DocumentState): (typeof SAID)[number] | 'other' =>
  SAID.find((said) => said === state) ?? 'other';

type VersionsProps = { document: DocumentView; onChoose: (documentId: string) => void };

/** All versions of the same thing at its source, newest first, to look at any of them. Nothing where there is but one. */
export const Versions = ({ document: { documentId, state, createdAt, history }, onChoose }: VersionsProps) => {
  const t = useTexts(texts);
  const dates = useDates();
  const id = useId();
  if (history.length === 0) return undefined;
  const all = [{ documentId, state, createdAt }, ...history].toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const newest = all.find((version) => version.state === 'available');
  return (
    <div className="flex flex-wrap items-center gap-2 text-sm">
      <label htmlFor={id} className="font-bold">
        {t('versions')}
      </label>
      <select
        id={id}
        value={documentId}
        onChange={(event) => onChoose(event.target.value)}
        className="min-h-11 max-w-full rounded-8 border border-solid-gray-600 bg-white px-2 lg:min-h-9"
      >
        {all.map((version) => (
          <option key={version.documentId} value={version.documentId}>
            {t('versionAt', { at: dates.instant(version.createdAt), state: t(saidOf(version.state)) })}
          </option>
        ))}
      </select>
      {newest && newest.documentId !== documentId && (
        <Button variant="secondary" size="sm" onClick={() => onChoose(newest.documentId)}>
          {t('toNewest')}
        </Button>
      )}
    </div>
  );
};
