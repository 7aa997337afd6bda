import { type FSWatcher, watch as watchFolder } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The file system's own notice of something new. It only hastens the next pass: network mounts send none. */
export type Hint = {
  /** Whether something is new since the last time. */
  take: () => boolean;
  isPending: () => boolean;
  close: () => void;
};

/** A watch takes one of the kernel's places per folder; storages beyond this are only looked through. */
const MOST_FOLDERS = 5000;

export async function hintOf(roots: readonly string[]): Promise<Hint> {
  let isNew = false;
  const watchers: FSWatcher[] = [];
  for (const root of roots) {
    if ((await folderCount(root, MOST_FOLDERS)) > MOST_FOLDERS) continue;
    const watcher = watchFolder(root, { recursive: true, persistent: false }, () => {
      isNew = true;
    });
    // No places left, a folder that went away: the next pass finds what is new.
    watcher.on('error', () => watcher.close());
    watchers.push(watcher);
  }
  return {
    take: () => {
      const was = isNew;
      isNew = false;
      return was;
    },
    isPending: () => isNew,
    close: () => {
      for (const watcher of watchers) watcher.close();
    },
  };
}

/** Folders at and under a root, counted no further than a little beyond `most`. */
async function folderCount(root: string, most: number): Promise<number> {
  const waiting = [root];
  let count = 0;
  for (let folder = waiting.pop(); folder !== undefined && count <= most; folder = waiting.pop()) {
    count += 1;
    const inside = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of inside) if (entry.isDirectory()) waiting.push(join(folder, entry.name));
  }
  return count;
}
