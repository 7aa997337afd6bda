import { buildStale } from '../local/build/build.ts';

/** Tests that start a whole region stand under these paths; a run that names only others needs no build. */
const NEEDS_BUILD = /journey|region|access|kill|browser(?!\/harness)/;

/**
 * Builds bundles, cloud assembly and pages once, before the workers start, so that tests which run a region find them fresh. A build that
 * fails is told, and then fails exactly the tests that need it.
 */
export default async function setUp(global: { testPathPatterns?: { patterns: string[] } }): Promise<void> {
  const patterns = global.testPathPatterns?.patterns ?? [];
  if (patterns.length > 0 && !patterns.some((pattern) => NEEDS_BUILD.test(pattern))) return;
  try {
    await buildStale((name) => console.info(`Building: ${name}`));
  } catch (error) {
    console.error(`The build failed: ${(error as Error & { says?: { ja: string } }).says?.ja ?? String(error)}`);
  }
}
