import { FileFault } from '../viewing/file-fault.ts';
import { MOST_FILE } from './bounds.ts';
import { openDicom } from './data-set.ts';
import { type Picture, pictureOf } from './picture.ts';

export type Fetched = (
  documentId: string,
  options: { signal: AbortSignal; onProgress?: (done: number) => void },
) => Promise<{ bytes: Uint8Array<ArrayBuffer> }>;

/** The files of one view's stack, in memory as long as the view stands. */
export type Shelf = {
  id: string;
  /** Fetches and checks a file once. Throws what keeps it from being shown; the next call tries anew. */
  get: (documentId: string, onProgress?: (done: number) => void) => Promise<Picture>;
  peek: (documentId: string) => Picture | undefined;
  /** How many files are there, and how many came to nothing. */
  states: () => { loaded: number; failed: number };
  /** Whether more may be fetched ahead. */
  hasRoom: () => boolean;
  /** Lets go of the files that are farthest from what is looked at, until the rest fits. */
  keepNear: (documentIds: readonly string[], index: number) => void;
  /** Called after each file that came or failed. Answers how to stop. */
  listen: (listener: () => void) => () => void;
  close: () => void;
};

/** What a browser's page may hold of files besides what is drawn. */
const MOST_HELD = 768 * 1024 * 1024;

let opened = 0;

export const openShelf = (fetched: Fetched): Shelf => {
  opened += 1;
  const stop = new AbortController();
  const pending = new Map<string, Promise<Picture>>();
  const held = new Map<string, Picture>();
  const failed = new Set<string>();
  const listeners = new Set<() => void>();
  const load = async (documentId: string, onProgress?: (done: number) => void): Promise<Picture> => {
    const { bytes } = await fetched(documentId, { signal: stop.signal, ...(onProgress && { onProgress }) });
    if (bytes.length > MOST_FILE) throw new FileFault('tooLarge', `${bytes.length} bytes`);
    const picture = pictureOf(await openDicom(bytes));
    if (!stop.signal.aborted) held.set(documentId, picture);
    return picture;
  };
  const get: Shelf['get'] = (documentId, onProgress) => {
    const known = held.get(documentId);
    if (known) return Promise.resolve(known);
    const underWay = pending.get(documentId);
    if (underWay) return underWay;
    failed.delete(documentId);
    const loading = load(documentId, onProgress)
      .catch((error: unknown) => {
        failed.add(documentId);
        throw error;
      })
      .finally(() => {
        pending.delete(documentId);
        for (const listener of listeners) listener();
      });
    pending.set(documentId, loading);
    return loading;
  };
  const size = () => [...held.values()].reduce((sum, { file }) => sum + file.bytes.length, 0);
  return {
    id: `shelf-${opened}`,
    get,
    peek: (documentId) => held.get(documentId),
    states: () => ({ loaded: held.size, failed: failed.size }),
    hasRoom: () => size() < MOST_HELD,
    keepNear: (documentIds, index) => {
      const byDistance = documentIds
        .map((documentId, at) => ({ documentId, distance: Math.abs(at - index) }))
        .sort((one, other) => other.distance - one.distance);
      for (const { documentId, distance } of byDistance) {
        if (distance === 0 || size() <= MOST_HELD) return;
        held.delete(documentId);
      }
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      stop.abort();
      listeners.clear();
      held.clear();
    },
  };
};

/** From what is looked at outwards: the order in which a stack's files are fetched ahead. */
export const nearestFirst = <T>(items: readonly T[], index: number): T[] =>
  items
    .map((item, at) => ({ item, distance: Math.abs(at - index) }))
    .sort((one, other) => one.distance - other.distance)
    .map(({ item }) => item);
