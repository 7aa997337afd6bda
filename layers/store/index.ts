export { accessOfPatient, linkAt, type PatientAccess, verifiedLinkAt } from './access.ts';
export { type Attempt, attemptsLeft, attemptWrite } from './attempts.ts';
export { auditEventsOf } from './audit-events.ts';
export { idsWithRoom } from './audit-room.ts';
export { type AuditDraft, auditEventOf, auditHash, canonicalJson } from './audit-writer.ts';
export {
  contentOf,
  contentsOfDays,
  contentWithin,
  type HeaderContent,
  headerContentsOf,
  packedBytesOf,
  type StoredContent,
  type StoredContents,
} from './contents.ts';
export { Db, type TableName, type Write } from './db.ts';
export {
  type CallerRecords,
  callerRecords,
  type EmsDiscloser,
  emsDisclosersOf,
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
export {
  declaredRules,
  disasterLedgerUnchanged,
  disasterLedgerWrite,
  disasterRulesByIds,
  disasterRulesOf,
  disasterRuleUnchanged,
  disasterRuleWrite,
  networkSettings,
  networkSettingsWrite,
} from './disaster.ts';
export { documentIdOf, documentNameOf, thingOf, versionTagOf } from './document-name.ts';
export type { DocumentRow } from './document-row.ts';
export {
  currentOf,
  currentWrites,
  type DocumentVersion,
  documentAt,
  documentIdOfRow,
  newVersionWrite,
  rowsOfDays,
  versionStateWrite,
  versionsOf,
} from './documents.ts';
export {
  type EmsGrantRecord,
  emsGrantAt,
  emsGrantRecord,
  emsGrantsOf,
  emsGrantWrites,
  emsLookupOf,
  emsLookupWrite,
  emsMessageWrite,
} from './ems.ts';
export { emsGrantIdOf, emsGrantNameOf, type ObligationName, obligationIdOf, obligationNameOf } from './ems-name.ts';
export { AuditUnavailableError, ConflictError, StoreUnavailableError } from './errors.ts';
export { type IdempotentRequest, idempotencyWrite, type PriorResult, priorResultOf } from './idempotency.ts';
export type { DocumentName, EmsGrantName, FacilityPatientName, Key, ObligationOwner, SearchKind } from './keys.ts';
export {
  emsBarWrite,
  emsMarkWrite,
  endLinkWrites,
  type FacilityLink,
  type FacilityPatientRecord,
  facilityPatientRecord,
  facilityPatientsByName,
  facilityPatientWrite,
  fetchedAtWrite,
  linkOfLocalId,
  linksOfFacility,
  pendingLinkWrites,
  relistWrites,
  verifiedLinkWrites,
} from './links.ts';
export { countChangesOf, type MonthCounts, monthsOf, monthWrites } from './month-counts.ts';
export {
  DIGEST_MAX,
  obligationsDue,
  obligationsOf,
  obligationWrites,
  type Reminder,
  reminderAt,
  remindersToSend,
  reminderWrites,
} from './obligations.ts';
export { consentWrite, patientWrite } from './patients.ts';
export {
  completeRefreshWrites,
  openRefreshRequests,
  type RefreshRequest,
  refreshRequestsOf,
  requestRefreshWrites,
} from './refresh-requests.ts';
export {
  type FoundFacilityPatient,
  type FoundPatient,
  facilityPatientSearchWrites,
  facilityPatientsFoundBy,
  patientSearchWrites,
  patientsFoundBy,
  type SearchTerm,
} from './search.ts';
export { commit, openStore, record, type Store, type StoreOptions } from './store.ts';
