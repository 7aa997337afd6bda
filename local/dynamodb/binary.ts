import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/** No DynamoDB here: neither the npm package for this platform, nor `dynoxide` on the PATH. */
export class BinaryMissing extends Error {
  override name = 'BinaryMissing';
}

/** The store's binary: from `@dynoxide/linux-x64`, else `dynoxide` on the PATH (other platforms). Throws BinaryMissing. */
export function findDynoxide(environment: NodeJS.ProcessEnv = process.env): string {
  const candidates = [
    packaged(),
    ...(environment['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'dynoxide')),
  ];
  const found = candidates.find((path) => path !== undefined && isExecutable(path));
  if (!found) throw new BinaryMissing('dynoxide');
  return found;
}

function packaged(): string | undefined {
  try {
    const manifest = createRequire(join(import.meta.dirname, 'binary.ts')).resolve('@dynoxide/linux-x64/package.json');
    return join(dirname(manifest), 'dynoxide');
  } catch {
    return undefined;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
