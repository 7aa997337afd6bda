import { consent } from './consent.ts';
import { directory } from './directory.ts';
import { documents } from './documents.ts';
import { ingest } from './ingest.ts';
import { links } from './links.ts';
import { looks } from './looks.ts';
import { registration } from './registration.ts';
import type { Scenario } from './scenario.ts';

/** Every operation of the API at least once. */
export const SCENARIOS: readonly Scenario[] = [
  ...looks,
  ...registration,
  ...links,
  ...consent,
  ...documents,
  ...ingest,
  ...directory,
];
