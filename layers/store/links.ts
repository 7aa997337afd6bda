import * as z from 'zod';
import { type EmsBar, FacilityPatient, Link } from '../../schemas/patient.ts';
import { PersonSummary } from '../../schemas/person.ts';
import { FacilityId, Instant, LocalId, PatientId } from '../../schemas/primitives.ts';
import { hasVersion, isNew, type Page, type QueryOptions, type Write } from './db.ts';
import { fromItem, toItem } from './items.ts';
import {
  claimKey,
  type FacilityPatientName,
  facilityLinkKey,
  facilityLinksAllRange,
  facilityLinksRange,
  facilityPatientKey,
  facilityPatientRange,
  linkKey,
  localIdLinkRange,
} from './keys.ts';
import type { Store } from './store.ts';

/** A link as its facility's list shows it: with enough of the person to be confirmed by. */
export const FacilityLink = z.strictObject({
  facilityId: FacilityId,
  localId: LocalId,
  patientId: PatientId,
  state: z.enum(['pending', 'verified']),
  person: PersonSummary,
  linkedByFacility: FacilityId,
  linkedAt: Instant,
});
export type FacilityLink = z.infer<typeof FacilityLink>;

/** A pending link, seen from the local ID that it claims: with what it is compared by, so that nobody else's claim costs a read. */
const Claim = z.strictObject({ patientId: PatientId, claimedAt: Instant, person: PersonSummary });
type Claim = z.infer<typeof Claim>;

export type FacilityPatientRecord = {
  profile?: FacilityPatient;
  claims: Claim[];
};

/** A local ID's own demographics and the links that wait for them, in one query. */
export const facilityPatientRecord = async (
  store: Store,
  name: FacilityPatientName,
): Promise<FacilityPatientRecord> => {
  const { items } = await store.db.query('records', facilityPatientRange(name));
  const profile = items.find((item) => item['entity'] === 'FacilityPatient');
  return {
    ...(profile && { profile: fromItem(FacilityPatient, profile) }),
    claims: items.filter((item) => item['entity'] === 'Claim').map((item) => fromItem(Claim, item)),
  };
};

/** The facilities' links in one state, in the order of their local IDs. */
export const linksOfFacility = async (
  store: Store,
  ask: { facilityId: FacilityId; state: 'pending' | 'verified' | 'any' } & QueryOptions,
): Promise<Page<FacilityLink>> => {
  const { facilityId, state, ...options } = ask;
  const range = state === 'any' ? facilityLinksAllRange(facilityId) : facilityLinksRange(facilityId, state);
  const page = await store.db.query('records', range, options);
  return { items: page.items.map((item) => fromItem(FacilityLink, item)), ...(page.last && { last: page.last }) };
};

/** The patient that one of the facility's local IDs is linked to: none or one. */
export const linkOfLocalId = async (store: Store, name: FacilityPatientName): Promise<FacilityLink | undefined> => {
  const { items } = await store.db.query('records', localIdLinkRange(name));
  return items[0] && fromItem(FacilityLink, items[0]);
};

/** The facility patient: new where version is 1, else over the version before (`facility-patient-version`). */
export const facilityPatientWrite = (profile: FacilityPatient): Write => ({
  table: 'records',
  put: toItem(FacilityPatient, { entity: 'FacilityPatient', key: facilityPatientKey(profile), value: profile }),
  condition: profile.version === 1 ? isNew : hasVersion(profile.version - 1),
  otherwise: 'facility-patient-version',
});

/** The profiles of several local IDs, strongly consistent, in one batch; those that are not there are left out. */
export const facilityPatientsByName = async (
  store: Store,
  names: readonly FacilityPatientName[],
): Promise<FacilityPatient[]> => {
  const found = await store.db.getMany(names.map((name) => ({ table: 'records', key: facilityPatientKey(name) })));
  return [...found.values()].map((item) => fromItem(FacilityPatient, item));
};

/**
 * What the patient's consents leave closed to EMS at a local ID: written with every change of consent (`facility-patient-gone`). `clearsRefusal`:
 * a new consent takes the place of a refusal that was recorded after an EMS look. `ends`: this very change closes the record to everybody, and ends
 * what was granted until now.
 */
export const emsBarWrite = (
  name: FacilityPatientName,
  change: { bar: EmsBar | undefined; clearsRefusal: boolean; ends?: boolean },
): Write => {
  const { bar, clearsRefusal, ends = false } = change;
  const removed = [...(bar ? [] : ['emsBar']), ...(clearsRefusal ? ['emsRefusedAt'] : [])];
  const parts = [
    `SET emsBarCopied = :true${bar ? ', emsBar = :bar' : ''}${bar && ends ? ', emsEndedAt = :ended' : ''}`,
    ...(removed.length > 0 ? [`REMOVE ${removed.join(', ')}`] : []),
    'ADD version :one',
  ];
  return {
    table: 'records',
    update: { key: facilityPatientKey(name), expression: parts.join(' ') },
    values: { ':one': 1, ':true': true, ...(bar && { ':bar': bar }), ...(bar && ends && { ':ended': bar.at }) },
    condition: { expression: 'attribute_exists(pk)' },
    otherwise: 'facility-patient-gone',
  };
};

/**
 * The EMS mark: `by` more or fewer grants with an open obligation (several of one patient may close together). `refusedAt`: 不同意 was recorded. Over the very profile that was read, so that
 * no grant passes a refusal of the same moment (`facility-patient-version`).
 */
export const emsMarkWrite = (profile: FacilityPatient, change: { by: number; refusedAt?: string }): Write => ({
  table: 'records',
  update: {
    key: facilityPatientKey(profile),
    expression: `SET emsOpen = :open${change.refusedAt ? ', emsRefusedAt = :refused, emsEndedAt = :refused' : ''} ADD version :one`,
  },
  // Never below nothing, whatever was counted before: such a record could not be read again.
  values: {
    ':one': 1,
    ':open': Math.max(0, (profile.emsOpen ?? 0) + change.by),
    ...(change.refusedAt && { ':refused': change.refusedAt }),
  },
  condition: hasVersion(profile.version),
  otherwise: 'facility-patient-version',
});

/** Records when the facility's system last sent something, without reading the profile first. */
export const fetchedAtWrite = (name: FacilityPatientName, at: string): Write => ({
  table: 'records',
  update: { key: facilityPatientKey(name), expression: 'SET fetchedAt = :at ADD version :one' },
  values: { ':at': at, ':one': 1 },
  condition: { expression: 'attribute_exists(pk)' },
  otherwise: 'facility-patient-gone',
});

/** The link itself, over what was there before (`link-version`). */
const linkWrite = (link: Link, before: Link | undefined): Write => ({
  table: 'records',
  put: toItem(Link, { entity: 'Link', key: linkKey(link), value: link }),
  condition: before ? hasVersion(before.version) : isNew,
  otherwise: 'link-version',
});

const facilityLinkOf = (link: Link, person: PersonSummary): FacilityLink => ({
  facilityId: link.facilityId,
  localId: link.localId,
  patientId: link.patientId,
  state: link.state === 'verified' ? 'verified' : 'pending',
  person,
  linkedByFacility: link.linkedByFacility,
  linkedAt: link.linkedAt,
});

const listWrite = (link: Link, person: PersonSummary): Write => {
  const line = facilityLinkOf(link, person);
  return {
    table: 'records',
    put: toItem(FacilityLink, { entity: 'FacilityLink', key: facilityLinkKey(line), value: line }),
  };
};
const unlistWrite = (link: Link): Write => ({
  table: 'records',
  remove: facilityLinkKey({ ...link, state: link.state === 'verified' ? 'verified' : 'pending' }),
});

const claimWrite = (link: Link, person: PersonSummary): Write => {
  const value: Claim = { patientId: link.patientId, claimedAt: link.linkedAt, person };
  return { table: 'records', put: toItem(Claim, { entity: 'Claim', key: claimKey(link, link.patientId), value }) };
};

/** A link that opens nothing yet: it waits at the local ID it claims. The same writes whatever is there (no hint). */
export const pendingLinkWrites = (link: Link, before: Link | undefined, person: PersonSummary): Write[] => [
  linkWrite(link, before),
  listWrite(link, person),
  claimWrite(link, person),
  ...(before && before.localId !== link.localId ? leftBehind(before) : []),
];

/** What a pending link has put elsewhere. */
const leftBehind = (pending: Link): Write[] =>
  pending.state === 'pending'
    ? [unlistWrite(pending), { table: 'records', remove: claimKey(pending, pending.patientId) }]
    : [];

/**
 * A verified link: the local ID's profile takes the patient, so that it is never linked to two (`facility-patient-version`, `taken`).
 * `before`: the link's state in the table; `profile`: the local ID's profile as read, if there is one. `clearsRefusal`: as with `emsBarWrite`.
 */
export const verifiedLinkWrites = (
  link: Link,
  before: Link | undefined,
  at: {
    profile: FacilityPatient | undefined;
    person: PersonSummary;
    emsBar: EmsBar | undefined;
    clearsRefusal?: boolean;
  },
): Write[] => {
  const { profile, person, emsBar, clearsRefusal = false } = at;
  const { emsBar: _before, emsRefusedAt, emsEndedAt, ...known } = profile ?? {};
  const ends = [emsEndedAt, emsBar?.everyone ? emsBar.at : undefined].filter((at) => at !== undefined).sort();
  const endedAt = ends.at(-1);
  const name = { facilityId: link.facilityId, localId: link.localId };
  const linked: FacilityPatient = {
    ...known,
    ...name,
    ...(emsBar && { emsBar }),
    ...(endedAt && { emsEndedAt: endedAt }),
    ...(emsRefusedAt && !clearsRefusal && { emsRefusedAt }),
    emsBarCopied: true,
    linkedPatientId: link.patientId,
    version: (profile?.version ?? 0) + 1,
  };
  return [
    linkWrite(link, before),
    listWrite(link, person),
    facilityPatientWrite(linked),
    ...(before ? leftBehind(before) : []),
  ];
};

/** Ends a link; a verified one gives its local ID free (`facility-patient-version` where that is linked to somebody else by now). */
export const endLinkWrites = (ended: Link, before: Link): Write[] => {
  if (before.state === 'pending') return [linkWrite(ended, before), ...leftBehind(before)];
  const free: Write = {
    table: 'records',
    update: { key: facilityPatientKey(before), expression: 'REMOVE linkedPatientId ADD version :one' },
    values: { ':one': 1 },
    condition: { expression: 'linkedPatientId = :patient', values: { ':patient': before.patientId } },
    otherwise: 'facility-patient-version',
  };
  return [linkWrite(ended, before), unlistWrite(before), free];
};

/** The person in each facility's list, and in the claims that wait, rewritten when the demographics change. */
export const relistWrites = (links: Link[], person: PersonSummary): Write[] =>
  links
    .filter((link) => link.state !== 'ended')
    .flatMap((link) => [listWrite(link, person), ...(link.state === 'pending' ? [claimWrite(link, person)] : [])]);
