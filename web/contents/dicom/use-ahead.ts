import { useEffect, useReducer } from 'react';
import type { Slot } from './series.ts';
import { nearestFirst, type Shelf } from './shelf.ts';

const AT_ONCE = 3;
const LEAST = 2;

/** Fetches a stack's files ahead, nearest first; answers how many are there. */
export const useAhead = (
  shelf: Shelf,
  slots: readonly Slot[],
  index: number,
): { loaded: number; failed: number; of: number } => {
  const [, changed] = useReducer((count: number) => count + 1, 0);
  useEffect(() => shelf.listen(changed), [shelf]);
  const documentIds = [...new Set(slots.map(({ documentId }) => documentId))];
  const key = documentIds.join(' ');
  const at = documentIds.indexOf(slots[index]?.documentId ?? '');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the files are the same as long as their ids are; where one stands only orders them
  useEffect(() => {
    if (documentIds.length < LEAST) return;
    const stop = new AbortController();
    const waiting = nearestFirst(documentIds, at).filter((documentId) => !shelf.peek(documentId));
    const worker = async () => {
      for (
        let next = waiting.shift();
        next !== undefined && !stop.signal.aborted && shelf.hasRoom();
        next = waiting.shift()
      )
        await shelf.get(next).catch(() => undefined);
    };
    void Promise.all(Array.from({ length: AT_ONCE }, worker));
    return () => stop.abort();
  }, [shelf, key]);
  useEffect(() => shelf.keepNear(key.split(' '), at), [shelf, key, at]);
  return { ...shelf.states(), of: documentIds.length };
};
