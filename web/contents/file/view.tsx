import { useEffect, useState } from 'react';
import { useLookFailure } from '../../chart/ending.ts';
import { useTexts } from '../../text/texts.ts';
import { Notice } from '../../ui/notice.tsx';
import { Facts } from '../../ui/page.tsx';
import { ProblemView, ProgressBar } from '../../ui/states.tsx';
import type { ContentProps } from '../content-kind.ts';
import { fetchFile } from '../look.ts';
import { texts } from '../texts.ts';

const LONGEST_TEXT = 200_000;

const sizeOf = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 ** 2
      ? `${(bytes / 1024).toFixed(1)} KB`
      : `${(bytes / 1024 ** 2).toFixed(1)} MB`;

const FileView = ({ document, look }: ContentProps) => {
  const t = useTexts(texts);
  const { content, mediaType, byteLength } = document;
  const facts = [
    [t('fileName'), content?.kind === 'file' ? content.fileName : undefined],
    [t('mediaType'), mediaType],
    [t('byteLength'), byteLength === undefined ? undefined : sizeOf(byteLength)],
  ] as const;
  return (
    <div className="flex flex-col gap-3">
      <Facts items={facts.filter(([, value]) => value !== undefined)} />
      {mediaType === 'text/plain' ? <TextFile document={document} look={look} /> : <Notice>{t('notShown')}</Notice>}
    </div>
  );
};
export default FileView;

/** Shown as text, whatever it says. Bytes that are no UTF-8 show as replacement marks rather than as another text. */
const TextFile = ({ document: { documentId }, look }: ContentProps) => {
  const t = useTexts(texts);
  const [text, setText] = useState<string>();
  const [error, setError] = useState<unknown>();
  const [done, setDone] = useState(0);
  const [attempt, setAttempt] = useState(0);
  const reportFailure = useLookFailure();
  useEffect(() => {
    const stop = new AbortController();
    setError(undefined);
    fetchFile(look, documentId, { onProgress: setDone, signal: stop.signal }).then(
      ({ bytes }) => setText(new TextDecoder().decode(bytes)),
      (caught: unknown) => {
        if (stop.signal.aborted) return;
        reportFailure(caught);
        setError(caught);
      },
    );
    return () => stop.abort();
  }, [look, documentId, attempt, reportFailure]);
  if (error !== undefined) return <ProblemView error={error} retry={() => setAttempt(attempt + 1)} />;
  if (text === undefined) return <ProgressBar label={t('loadingFile')} done={done} />;
  return (
    <>
      {text.length > LONGEST_TEXT && <Notice tone="warning">{t('textTooLong', { count: LONGEST_TEXT })}</Notice>}
      <p className="break-words whitespace-pre-wrap">{text.slice(0, LONGEST_TEXT)}</p>
    </>
  );
};
