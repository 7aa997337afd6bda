import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { cached } from './cache.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Whatever is not this machine has no address: nothing that a page asks for can leave it. */
const LOOPBACK_ONLY = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost';

/** The package's own fonts, so that there is one on every machine, and the machine's for Japanese on the sign-in page, which brings none. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/**
 * A headless Chromium that comes with an npm package and needs nothing of the machine but the C library. The package's own switches are made for
 * Lambda and are not used: some of them turn off the same-origin policy, which these pages must be held to, and one runs all in a single process.
 */
export async function launchChromium(args: string[] = []): Promise<Browser> {
  const folder = await unpacked();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: [LOOPBACK_ONLY, ...args],
    env: {
      PATH: '/usr/bin:/bin',
      HOME: join(folder, 'home'),
      TMPDIR: tmpdir(),
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  });
}

async function unpacked(): Promise<string> {
  const manifest = readFileSync(join(ROOT, 'node_modules', '@sparticuz', 'chromium', 'package.json'), 'utf8');
  const key = createHash('sha256').update(manifest).update(FONTS).digest('hex').slice(0, 16);
  return cached('chromium', key, async (folder) => {
    await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'unpack-chromium.ts')], {
      // By this name the package recognises a machine that may lack its libraries (NSS, expat), and unpacks those too.
      env: { TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    });
    mkdirSync(join(folder, 'home'));
    writeFileSync(join(folder, 'fonts.conf'), FONTS);
  });
}
