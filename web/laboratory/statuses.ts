/** How far a result is (HL7 v2 tables 0085 of a result, 0123 and 0038 of a report). Final ones need no word. */
export type Status =
  | 'preliminary'
  | 'partial'
  | 'corrected'
  | 'unverified'
  | 'pending'
  | 'wrong'
  | 'deleted'
  | 'cancelled'
  | 'unobtainable'
  | 'other';

const RESULT: Readonly<Record<string, Status | 'final'>> = {
  F: 'final',
  U: 'final',
  P: 'preliminary',
  S: 'partial',
  C: 'corrected',
  R: 'unverified',
  I: 'pending',
  O: 'pending',
  N: 'pending',
  W: 'wrong',
  D: 'deleted',
  X: 'unobtainable',
};

const REPORT: Readonly<Record<string, Status | 'final'>> = {
  F: 'final',
  CM: 'final',
  P: 'preliminary',
  A: 'partial',
  C: 'corrected',
  R: 'unverified',
  I: 'pending',
  O: 'pending',
  S: 'pending',
  IP: 'pending',
  SC: 'pending',
  X: 'cancelled',
  CA: 'cancelled',
  DC: 'cancelled',
};

const read = (sent: string | undefined, table: Readonly<Record<string, Status | 'final'>>): Status | undefined => {
  if (sent === undefined) return undefined;
  const found = table[sent.trim().toUpperCase()] ?? 'other';
  return found === 'final' ? undefined : found;
};

/** Undefined: final, or not said. */
export const resultStatus = (sent: string | undefined): Status | undefined => read(sent, RESULT);
export const reportStatus = (sent: string | undefined): Status | undefined => read(sent, REPORT);

/** Taken back by its source: shown as such, and never joined to a curve. */
export const isTakenBack = (status: Status | undefined): boolean =>
  status === 'wrong' || status === 'deleted' || status === 'unobtainable';
