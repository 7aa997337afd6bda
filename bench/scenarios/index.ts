import { consent } from './consent.ts';
import { directory } from './directory.ts';
import { disaster } from './disaster.ts';
import { documents } from './documents.ts';
import { ems } from './ems.ts';
import { ingest } from './ingest.ts';
import { links } from './links.ts';
import { looks } from './looks.ts';
import { obligations } from './obligations.ts';
import { registration } from './registration.ts';
import type { Scenario } from './scenario.ts';

/** Every operation of the API at least once. */
export const SCENARIOS: readonly Scenario[] = [
  ...looks,
  ...registration,
  ...links,
  ...consent,
  ...documents,
  ...ems,
  ...obligations,
  ...disaster,
  ...ingest,
  ...directory,
];
