import { useState } from 'react';
import type { TimelineEntry } from '../../schemas/document.ts';
import { useTexts } from '../text/texts.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/page.tsx';
import { EntryList } from './pane/entry-list.tsx';
import { texts } from './texts.ts';

const FIRST = 6;

/** Notes before everything else: what is opened most in a disaster. */
export const NotesFirst = ({ notes }: { notes: readonly TimelineEntry[] }) => {
  const t = useTexts(texts);
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? notes : notes.slice(0, FIRST);
  return (
    <Section
      title={t('notes')}
      actions={notes.length > 0 && <span className="text-sm">{t('notesCount', { n: notes.length })}</span>}
    >
      {notes.length === 0 ? <p>{t('notesNone')}</p> : <EntryList entries={shown} withDay isSpread />}
      {shown.length < notes.length && (
        <div>
          <Button variant="secondary" size="sm" onClick={() => setWhole(true)}>
            {t('showAll', { n: notes.length })}
          </Button>
        </div>
      )}
    </Section>
  );
};

export const EarlierRecords = ({ entries }: { entries: readonly TimelineEntry[] }) => {
  const t = useTexts(texts);
  if (entries.length === 0) return undefined;
  return (
    <Section title={t('earlier')}>
      <p className="text-sm text-solid-gray-700">{t('earlierHint')}</p>
      <EntryList entries={entries} withDay isSpread />
    </Section>
  );
};
