import { useEffect, useState } from 'react';
import type { DocumentView } from '../../../schemas/document.ts';
import { useLookFailure } from '../../chart/ending.ts';
import { fetchFile, type Look } from '../look.ts';
import { FileFault } from './file-fault.ts';

export type FileState<T> =
  | { state: 'loading'; done: number | undefined }
  | { state: 'failed'; error: unknown; retry: () => void }
  | { state: 'ready'; file: T };

type Wanted<T> = {
  document: DocumentView;
  look: Look;
  /** Bytes that may be fetched at all. */
  most: number;
  /** Reads what was fetched, in memory. Throws a FileFault. `signal` ends with the view. */
  read: (bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal) => Promise<T>;
};

/** A document's file, read: kept by the view alone and gone with it. `read` must be the same function each time. */
export const useFile = <T>({ document, look, most, read }: Wanted<T>): FileState<T> => {
  const { documentId, byteLength = 0 } = document;
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<FileState<T>>({ state: 'loading', done: 0 });
  const reportFailure = useLookFailure();
  const lookId = look.by === 'patient' ? look.patientId : look.grantId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a look is the same look by what it names
  useEffect(() => {
    const stop = new AbortController();
    const fail = (error: unknown) => {
      if (stop.signal.aborted) return;
      reportFailure(error);
      setState({ state: 'failed', error, retry: () => setAttempt(attempt + 1) });
    };
    const load = async () => {
      if (byteLength > most) throw new FileFault('tooLarge', `${byteLength} bytes`);
      const onProgress = (done: number) => setState({ state: 'loading', done });
      const { bytes } = await fetchFile(look, documentId, { onProgress, signal: stop.signal });
      const file = await read(bytes, stop.signal);
      if (!stop.signal.aborted) setState({ state: 'ready', file });
    };
    setState({ state: 'loading', done: 0 });
    load().catch(fail);
    return () => stop.abort();
  }, [look.by, lookId, documentId, byteLength, most, read, attempt]);
  return state;
};
