import { useState } from 'react';
import { useLookFailure } from '../chart/ending.ts';
import { useTexts } from '../text/texts.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { ProblemView } from '../ui/states.tsx';
import { askRaw, type Look } from './look.ts';
import { segmentsOf } from './raw-segments.ts';
import { texts } from './texts.ts';

/** The longest message that is drawn; a bomb of zeros stops here (a message may have 1 MB). */
const LONGEST = 2_000_000;
/** Each is a line of the page: a million empty ones would stand still for minutes. */
const MOST_SEGMENTS = 5000;

type Shown = { segments: readonly string[]; isCut: boolean };

const shownOf = (bytes: Uint8Array): Shown => {
  const segments = segmentsOf(bytes);
  return {
    segments: segments.slice(0, MOST_SEGMENTS),
    isCut: bytes.length > LONGEST || segments.length > MOST_SEGMENTS,
  };
};

const inflated = async (base64: string): Promise<Uint8Array> => {
  const packed = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LONGEST) break;
  }
  return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
};

/** On request only: asking for it is a look of its own in the audit log. */
const RawMessage = ({ look, documentId }: { look: Look; documentId: string }) => {
  const t = useTexts(texts);
  const [shown, setShown] = useState<Shown>();
  const reportFailure = useLookFailure();
  const [error, setError] = useState<unknown>();
  const [isLoading, setLoading] = useState(false);
  const show = (): void => {
    setLoading(true);
    setError(undefined);
    askRaw(look, documentId)
      .then(({ rawGzip }) => inflated(rawGzip))
      .then((bytes) => setShown(shownOf(bytes)))
      .catch((caught: unknown) => {
        reportFailure(caught);
        setError(caught);
      })
      .finally(() => setLoading(false));
  };
  if (shown === undefined)
    return (
      <div className="flex flex-col gap-2">
        <p className="text-sm text-solid-gray-700">{t('rawHint')}</p>
        {error !== undefined && <ProblemView error={error} retry={show} />}
        <div>
          <Button variant="secondary" size="sm" isBusy={isLoading} onClick={show}>
            {t('rawShow')}
          </Button>
        </div>
      </div>
    );
  return (
    <>
      {shown.isCut && <Notice tone="warning">{t('rawCut', { count: shown.segments.length })}</Notice>}
      <div
        role="region"
        aria-label={t('rawTitle')}
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-8 bg-solid-gray-50 p-3"
      >
        <ol aria-label={t('rawSegments')} className="text-sm">
          {shown.segments.map((segment, index) => (
            <li key={`${index}${segment.slice(0, 8)}`} className="border-b border-solid-gray-200 py-1 break-all">
              <code>{segment}</code>
            </li>
          ))}
        </ol>
      </div>
    </>
  );
};
export default RawMessage;
