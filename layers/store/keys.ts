import type { ContentType } from '../../schemas/content-types.ts';
import type {
  ConsentId,
  DisasterRuleId,
  EmsLookupId,
  FacilityId,
  LocalId,
  ObligationId,
  PatientId,
  StaffId,
} from '../../schemas/primitives.ts';

/**
 * Every key of every table. The only file that knows the separator.
 *
 * records    a patient's access facts, a facility patient's demographics, documents and EMS grants, search items, idempotency items
 * directory  facilities, staff, sessions, systems, attempt counters, disaster rules, the network's settings
 * audit      hour and shard → event
 */
export type Key = { pk: string; sk: string };
export type Range = { pk: string; prefix: string } | { pk: string; from: string; to: string };
export type FacilityPatientName = { facilityId: FacilityId; localId: LocalId };
/** Names one version of one document: what a documentId carries. */
export type DocumentName = FacilityPatientName & {
  contentType: ContentType;
  /** `-` for what has no day. */
  day: string;
  /** 24 hexadecimal digits: the thing at its source. */
  thing: string;
  /** 16 hexadecimal digits: which version of it. */
  versionTag: string;
};

const END = '\uffff';
const join = (...parts: string[]): string => parts.join('#');

export const patientPartition = (patientId: PatientId): string => join('P', patientId);
/** Patient, links and consents: all that decides about a look, in one query. */
export const patientAccessRange = (patientId: PatientId): Range => ({
  pk: patientPartition(patientId),
  prefix: join('access', ''),
});
export const patientKey = (patientId: PatientId): Key => ({
  pk: patientPartition(patientId),
  sk: join('access', 'patient'),
});
export const linkKey = (link: { patientId: PatientId; facilityId: FacilityId }): Key => ({
  pk: patientPartition(link.patientId),
  sk: join('access', 'link', link.facilityId),
});
export const consentKey = (consent: { patientId: PatientId; consentId: ConsentId }): Key => ({
  pk: patientPartition(consent.patientId),
  sk: join('access', 'consent', consent.consentId),
});

export const facilityPatientPartition = (name: FacilityPatientName): string => join('F', name.facilityId, name.localId);
export const facilityPatientKey = (name: FacilityPatientName): Key => ({
  pk: facilityPatientPartition(name),
  sk: 'profile',
});
/** A pending link that waits for this local ID's demographics. */
export const claimKey = (name: FacilityPatientName, patientId: PatientId): Key => ({
  pk: facilityPatientPartition(name),
  sk: join('profile', 'claim', patientId),
});
/** The profile and its claims, in one query. */
export const facilityPatientRange = (name: FacilityPatientName): Range => ({
  pk: facilityPatientPartition(name),
  prefix: 'profile',
});

export const documentKey = (name: DocumentName): Key => ({
  pk: facilityPatientPartition(name),
  sk: join('doc', name.day, name.thing),
});
export const documentDaysRange = (name: FacilityPatientName, days: { from: string; to: string }): Range => ({
  pk: facilityPatientPartition(name),
  from: join('doc', days.from),
  to: join('doc', days.to, END),
});
/** Days up to one place within the last of them: where a reader of pages goes on (the place itself included). */
export const documentDaysUpTo = (
  name: FacilityPatientName,
  days: { from: string; place: { day: string; thing: string } },
): Range => ({
  pk: facilityPatientPartition(name),
  from: join('doc', days.from),
  to: join('doc', days.place.day, days.place.thing),
});
export const versionKey = (name: DocumentName): Key => ({
  pk: facilityPatientPartition(name),
  sk: join('ver', name.thing, name.versionTag),
});
export const versionsRange = (name: DocumentName): Range => ({
  pk: facilityPatientPartition(name),
  prefix: join('ver', name.thing, ''),
});
/** Typed content of the current version: by type and day, so that a month of laboratory results is one query; header contents apart. */
export const contentKey = (name: DocumentName, header: boolean): Key => ({
  pk: facilityPatientPartition(name),
  sk: header ? join('list', name.contentType, name.thing) : join('content', name.contentType, name.day, name.thing),
});
/** Typed contents of one type and some days. */
export const contentDaysRange = (
  name: FacilityPatientName,
  ask: { contentType: ContentType; from: string; to: string },
): Range => ({
  pk: facilityPatientPartition(name),
  from: join('content', ask.contentType, ask.from),
  to: join('content', ask.contentType, ask.to, END),
});
/** …up to one place within the last of them, the place itself included. */
export const contentDaysUpTo = (
  name: FacilityPatientName,
  ask: { contentType: ContentType; from: string; place: { day: string; thing: string } },
): Range => ({
  pk: facilityPatientPartition(name),
  from: join('content', ask.contentType, ask.from),
  to: join('content', ask.contentType, ask.place.day, ask.place.thing),
});
export const headerRange = (name: FacilityPatientName): Range => ({
  pk: facilityPatientPartition(name),
  prefix: join('list', ''),
});
export const headerTypeRange = (name: FacilityPatientName, contentType: ContentType): Range => ({
  pk: facilityPatientPartition(name),
  prefix: join('list', contentType, ''),
});
export const monthKey = (name: FacilityPatientName, month: string): Key => ({
  pk: facilityPatientPartition(name),
  sk: join('month', month),
});
export const monthsRange = (name: FacilityPatientName, months: { from: string; to: string }): Range => ({
  pk: facilityPatientPartition(name),
  from: join('month', months.from),
  to: join('month', months.to, END),
});

/** Names one EMS grant: what a grant id carries. */
export type EmsGrantName = FacilityPatientName & { grant: string };
export const emsGrantKey = (name: EmsGrantName): Key => ({
  pk: facilityPatientPartition(name),
  sk: join('ems', name.grant),
});
/** A grant with its obligations and messages, in one query. */
export const emsGrantRange = (name: EmsGrantName): Range => ({
  pk: facilityPatientPartition(name),
  prefix: join('ems', name.grant),
});
export const emsObligationKey = (name: EmsGrantName, duty: string): Key => ({
  pk: facilityPatientPartition(name),
  sk: join('ems', name.grant, 'obligation', duty),
});
export const emsMessageKey = (name: EmsGrantName, messageId: string): Key => ({
  pk: facilityPatientPartition(name),
  sk: join('ems', name.grant, 'message', messageId),
});
/** A facility's EMS accesses (`viewer`), and those of others to its records (`discloser`), by the instant of their opening. */
export const emsLinesRange = (side: 'viewer' | 'discloser', facilityId: FacilityId): Range => ({
  pk: join(side === 'viewer' ? 'E' : 'U', facilityId),
  prefix: '',
});
export const emsLineKey = (
  side: 'viewer' | 'discloser',
  facilityId: FacilityId,
  line: { at: string; grant: string },
): Key => ({
  pk: join(side === 'viewer' ? 'E' : 'U', facilityId),
  sk: join(line.at, line.grant),
});
/** What a person has looked up and not confirmed yet. */
export const emsLookupKey = (staffId: StaffId, lookupId: EmsLookupId): Key => ({
  pk: join('K', staffId),
  sk: lookupId,
});

/** Obligations of a facility, or of a person there: open ones by their due instant, closed ones by the instant of closing. */
export type ObligationOwner = { facilityId: FacilityId } | { staffId: StaffId };
const obligationPartition = (owner: ObligationOwner): string =>
  'facilityId' in owner ? join('O', 'facility', owner.facilityId) : join('O', 'staff', owner.staffId);
export const obligationsRange = (owner: ObligationOwner, state: 'open' | 'closed'): Range => ({
  pk: obligationPartition(owner),
  prefix: join(state, ''),
});
/** Open obligations that are due up to an instant. */
export const obligationsDueRange = (owner: ObligationOwner, until: string): Range => ({
  pk: obligationPartition(owner),
  from: join('open', ''),
  to: join('open', until, END),
});
export const obligationLineKey = (
  owner: ObligationOwner,
  line: { state: 'open' | 'closed'; at: string; obligationId: ObligationId },
): Key => ({ pk: obligationPartition(owner), sk: join(line.state, line.at, line.obligationId) });
/** One digest of reminders: a facility, a day, what it reminds of. */
export const reminderKey = (facilityId: FacilityId, day: string, stage: string): Key => ({
  pk: join('M', facilityId),
  sk: join(day, stage),
});
/** Digests of the whole network that are intended and not sent yet. */
export const remindersToSendRange = (): Range => ({ pk: 'M', prefix: '' });
export const reminderToSendKey = (facilityId: FacilityId, day: string, stage: string): Key => ({
  pk: 'M',
  sk: join(facilityId, day, stage),
});

/** A facility's own patients and the claims on its IDs, by state. */
export const facilityLinksRange = (facilityId: FacilityId, state: 'pending' | 'verified'): Range => ({
  pk: join('L', facilityId),
  prefix: join(state, ''),
});
/** The patient that one of the facility's local IDs is linked to. */
export const localIdLinkRange = (name: FacilityPatientName): Range => ({
  pk: join('L', name.facilityId),
  prefix: join('verified', name.localId, ''),
});
export const facilityLinksAllRange = (facilityId: FacilityId): Range => ({ pk: join('L', facilityId), prefix: '' });
export const facilityLinkKey = (link: {
  facilityId: FacilityId;
  localId: LocalId;
  patientId: PatientId;
  state: 'pending' | 'verified';
}): Key => ({
  pk: join('L', link.facilityId),
  sk: join(link.state, link.localId, link.patientId),
});

export const refreshRequestsRange = (facilityId: FacilityId): Range => ({ pk: join('R', facilityId), prefix: '' });
/** By the local ID: there is one open wish for each, however often it is wished for. */
export const refreshRequestKey = (name: FacilityPatientName): Key => ({
  pk: join('R', name.facilityId),
  sk: name.localId,
});

export type SearchKind = 'birthDate' | 'nameKana' | 'nameKanji' | 'phone';
export const searchPartition = (kind: SearchKind, value: string): string => join('S', kind, value);
export const patientSearchKey = (kind: SearchKind, value: string, patientId: PatientId): Key => ({
  pk: searchPartition(kind, value),
  sk: join('patient', patientId),
});
export const patientsFoundRange = (kind: SearchKind, value: string): Range => ({
  pk: searchPartition(kind, value),
  prefix: join('patient', ''),
});
export const facilityPatientsFoundRange = (kind: SearchKind, value: string): Range => ({
  pk: searchPartition(kind, value),
  prefix: join('fp', ''),
});
export const facilityPatientSearchKey = (kind: SearchKind, value: string, name: FacilityPatientName): Key => ({
  pk: searchPartition(kind, value),
  sk: join('fp', name.facilityId, name.localId),
});

export const idempotencyKey = (caller: string, operation: string, digest: string): Key => ({
  pk: join('I', caller, operation),
  sk: digest,
});

export const facilityKey = (facilityId: FacilityId): Key => ({ pk: join('facility', facilityId), sk: 'profile' });
export const facilityListRange = (): Range => ({ pk: 'facilities', prefix: '' });
export const facilityListKey = (facilityId: FacilityId): Key => ({ pk: 'facilities', sk: facilityId });
/** Facilities that open something to EMS, and what: read with every name search. */
export const emsDisclosersRange = (): Range => ({ pk: 'ems-disclosers', prefix: '' });
export const emsDiscloserKey = (facilityId: FacilityId): Key => ({ pk: 'ems-disclosers', sk: facilityId });
export const disasterRulesRange = (): Range => ({ pk: 'disaster-rules', prefix: '' });
export const disasterRuleKey = (ruleId: DisasterRuleId): Key => ({ pk: 'disaster-rules', sk: ruleId });
/** Turned by every declaration, so that of two at once the second sees the first. */
export const disasterLedgerKey = (): Key => ({ pk: 'disaster-ledger', sk: 'turn' });
export const networkSettingsKey = (): Key => ({ pk: 'network', sk: 'settings' });
export const staffKey = (staffId: StaffId): Key => ({ pk: join('staff', staffId), sk: 'profile' });
export const currentSessionKey = (staffId: StaffId): Key => ({ pk: join('staff', staffId), sk: 'session' });
/** One sign-in, current or ended; kept so that an ended one never reopens. */
export const signInKey = (staffId: StaffId, originJti: string): Key => ({
  pk: join('staff', staffId),
  sk: join('sign-in', originJti),
});
/** What a person may try only so often. */
export type AttemptKind = 'link' | 'search' | 'ems' | 'pdq';
export const attemptsKey = (staffId: StaffId, kind: AttemptKind, window: string): Key => ({
  pk: join('staff', staffId),
  sk: join('attempts', kind, window),
});
export const systemKey = (clientId: string): Key => ({ pk: join('system', clientId), sk: 'profile' });

export const AUDIT_SHARDS = 16;
/** `2026-11-22T03` and shard 0-15 → events in the order of their ids. */
export const auditPartition = (hour: string, shard: number): string => join(hour, String(shard).padStart(2, '0'));

/** The day and the thing that a document's sort key names. */
export const dayAndThingOf = (sk: string): { day: string; thing: string } => {
  const [, day = '-', thing = ''] = sk.split('#');
  return { day, thing };
};
/** …and a content's. */
export const placeOfContent = (sk: string): { day: string; thing: string } =>
  dayAndThingOf(sk.slice(sk.indexOf('#') + 1));
export const monthOf = (sk: string): string => sk.slice(join('month', '').length);
