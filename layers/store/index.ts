export { accessOfPatient, linkAt, type PatientAccess, verifiedLinkAt } from './access.ts';
export { type Attempt, attemptsLeft, attemptWrite } from './attempts.ts';
export { auditEventsOf } from './audit-events.ts';
export { type AuditDraft, auditEventOf, auditHash, canonicalJson } from './audit-writer.ts';
export { Db, type TableName, type Write } from './db.ts';
export {
  type CallerRecords,
  callerRecords,
  endSessionWrites,
  facilitiesById,
  facilitiesOfNetwork,
  facilitySummaryOf,
  facilityWrites,
  openSessionWrites,
  signInOf,
  staffWrite,
  systemByClientId,
  systemWrite,
} from './directory.ts';
export { documentIdOf, documentNameOf, thingOf, versionTagOf } from './document-name.ts';
export {
  countChangesOf,
  currentOf,
  currentWrites,
  type DocumentRow,
  type DocumentVersion,
  documentAt,
  documentIdOfRow,
  type HeaderContent,
  headerContentsOf,
  type MonthCounts,
  monthsOf,
  monthWrites,
  newVersionWrite,
  packedBytesOf,
  rowsOfDays,
  versionStateWrite,
  versionsOf,
} from './documents.ts';
export { AuditUnavailableError, ConflictError, StoreUnavailableError } from './errors.ts';
export { type IdempotentRequest, idempotencyWrite, type PriorResult, priorResultOf } from './idempotency.ts';
export type { DocumentName, FacilityPatientName, Key, SearchKind } from './keys.ts';
export {
  endLinkWrites,
  type FacilityLink,
  type FacilityPatientRecord,
  facilityPatientRecord,
  facilityPatientWrite,
  fetchedAtWrite,
  linkOfLocalId,
  linksOfFacility,
  pendingLinkWrites,
  relistWrites,
  verifiedLinkWrites,
} from './links.ts';
export { consentWrite, patientWrite } from './patients.ts';
export {
  completeRefreshWrites,
  openRefreshRequests,
  type RefreshRequest,
  refreshRequestsOf,
  requestRefreshWrites,
} from './refresh-requests.ts';
export {
  type FoundPatient,
  facilityPatientSearchWrites,
  patientSearchWrites,
  patientsFoundBy,
  type SearchTerm,
} from './search.ts';
export { commit, openStore, record, type Store, type StoreOptions } from './store.ts';
