import { useEffect, useMemo, useState } from 'react';
import type { DocumentView, TimelineEntry } from '../../../schemas/document.ts';
import { readDocument } from '../../../schemas/operations/documents.ts';
import { readEmsDocument } from '../../../schemas/operations/timeline.ts';
import { ask, keyOf } from '../../api/ask.ts';
import { queryClient } from '../../api/query-client.ts';
import { useLookFailure } from '../../chart/ending.ts';
import { useEntriesOfDay } from '../../chart/record/record-context.ts';
import type { Look } from '../look.ts';
import { type DicomContent, type Instance, otherSeries, seriesOf } from './series.ts';

/** Each metadata is a look of its own, audited; more than this of one day nobody scrolls through. */
const MOST_SIBLINGS = 2_000;
const AT_ONCE = 4;

export type Series = {
  instances: readonly Instance[];
  others: ReturnType<typeof otherSeries>;
  /** How many of the candidates' metadata have been read. */
  read: number;
  of: number;
  failed: number;
};

type Given = {
  document: DocumentView;
  content: DicomContent;
  look: Look;
  isReady: boolean;
};

/** Finds the other images of a picture's series among what the calendar shows of that day; begins when the picture itself has been drawn. */
export const useSeries = ({ document, content, look, isReady }: Given): Series => {
  const { documentId } = document;
  const own = useMemo(() => ({ documentId, content }), [documentId, content]);
  const candidates = candidatesOf(document, useEntriesOfDay(document.day));
  const key = candidates.join(' ');
  const [found, setFound] = useState<{ key: string; instances: Instance[]; read: number; failed: number }>();
  const reportFailure = useLookFailure();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the candidates are the same as long as their ids are
  useEffect(() => {
    if (!isReady || candidates.length === 0) return;
    const stop = new AbortController();
    const instances: Instance[] = [];
    const waiting = [...candidates];
    let [read, failed] = [0, 0];
    const worker = async () => {
      for (let next = waiting.shift(); next !== undefined && !stop.signal.aborted; next = waiting.shift()) {
        const sibling = await readContent(look, next).catch((error: unknown) => {
          reportFailure(error);
          failed += 1;
          return undefined;
        });
        if (sibling) instances.push({ documentId: next, content: sibling });
        read += 1;
        if (!stop.signal.aborted) setFound({ key, instances: [...instances], read, failed });
      }
    };
    void Promise.all(Array.from({ length: AT_ONCE }, worker));
    return () => stop.abort();
  }, [isReady, key]);
  const isWhole = found?.key === key && found.read === candidates.length;
  // The stack changes once, when all is known: an image that slips in between two others would move what is looked at.
  const instances = useMemo(() => seriesOf(own, isWhole ? found.instances : []), [own, isWhole, found]);
  const others = useMemo(() => (isWhole ? otherSeries(own, found.instances) : []), [own, isWhole, found]);
  return { instances, others, read: found?.read ?? 0, of: candidates.length, failed: found?.failed ?? 0 };
};

/** Same facility and day; the title is modality and study description, so that other examinations of the day are left alone. */
const candidatesOf = (document: DocumentView, siblings: readonly TimelineEntry[]): string[] =>
  siblings
    .filter(
      ({ documentId, facilityId, day, title, mediaType }) =>
        documentId !== document.documentId &&
        facilityId === document.facilityId &&
        day === document.day &&
        title === document.title &&
        mediaType === 'application/dicom',
    )
    .slice(0, MOST_SIBLINGS)
    .map(({ documentId }) => documentId);

/** Through the query cache, so that opening a neighbour afterwards asks no second time. */
const readContent = async (look: Look, documentId: string): Promise<DicomContent | undefined> => {
  const { document } =
    look.by === 'patient'
      ? await fetched(readDocument, { params: { patientId: look.patientId, documentId } })
      : await fetched(readEmsDocument, { params: { grantId: look.grantId, documentId } });
  return document.content?.kind === 'dicom' ? document.content : undefined;
};

const fetched = async <O extends typeof readDocument | typeof readEmsDocument>(
  operation: O,
  input: Parameters<typeof ask<O>>[1],
): Promise<{ document: DocumentView }> =>
  queryClient.fetchQuery({
    queryKey: keyOf(operation, input),
    queryFn: async ({ signal }) => (await ask(operation, input, { signal })).body,
  });
