/** Unpacks the Chromium of `@sparticuz/chromium` into TMPDIR, its only choice: hence a process of its own (see `chromium.ts`). */
import chromium from '@sparticuz/chromium';

await chromium.executablePath();
