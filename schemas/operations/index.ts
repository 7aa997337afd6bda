import type { Operation } from '../operation.ts';
import * as audit from './audit.ts';
import * as consent from './consent.ts';
import * as directory from './directory.ts';
import * as disaster from './disaster.ts';
import * as documents from './documents.ts';
import * as ems from './ems.ts';
import * as ingest from './ingest.ts';
import * as obligations from './obligations.ts';
import * as registration from './registration.ts';
import * as timeline from './timeline.ts';

export { DuplicateCandidates } from './registration.ts';

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && 'act' in value && 'audit' in value && 'path' in value;

/** Every operation of the API, by room. */
export const OPERATIONS: readonly Operation[] = [
  registration,
  consent,
  documents,
  timeline,
  ems,
  obligations,
  disaster,
  ingest,
  directory,
  audit,
].flatMap((room) => Object.values(room).filter(isOperation));
