import type { Consent } from '../../schemas/consent.ts';
import { CONTENT_TYPES, type ContentType } from '../../schemas/content-types.ts';
import type { Facility } from '../../schemas/directory.ts';
import type { Ability, Situation, Verdict } from './situation.ts';

/**
 * A second decision of who may do what, written from the domain's words and apart from the rules' table: plain code, no facts, no rows. Where
 * it and the rules disagree, one of them is wrong.
 */
export function oracle(situation: Situation): Verdict {
  const who = identify(situation);
  const sees = who === undefined ? undefined : calendar(situation, who);
  return {
    sees,
    opensDocument: who !== undefined && opensDocument(situation, who),
    refreshes: who === undefined ? [] : refreshes(situation, who),
    may: abilities(situation, who),
  };
}

/** A caller who is known: a person, or a facility's programme. */
export type Who = { facility: Facility; person?: NonNullable<Situation['caller']['staff']> };

/** Who it really is, or nobody: a stale, foreign, suspended or half-known caller is nobody. */
export function identify({ caller }: Pick<Situation, 'caller'>): Who | undefined {
  const { claims, staff, session, system, facility } = caller;
  if (facility === undefined || facility.state === 'left') return undefined;
  const wantsStaff = claims.scopes.includes('ism-link/staff');
  const wantsSystem = claims.scopes.includes('ism-link/ingest');
  if (wantsStaff === wantsSystem) return undefined;
  if (wantsSystem) {
    if (claims.username !== undefined || system === undefined) return undefined;
    const registered =
      system.state === 'active' && system.clientId === claims.clientId && system.facilityId === facility.facilityId;
    return registered ? { facility } : undefined;
  }
  if (staff === undefined || staff.state !== 'active' || staff.facilityId !== facility.facilityId) return undefined;
  if (claims.username !== staff.staffId || claims.sub !== staff.sub) return undefined;
  if (session === undefined || session.state === 'ended' || session.originJti !== claims.originJti) return undefined;
  return { facility, person: staff };
}

/** Doctors, nurses, pharmacists, technologists and care staff care; clerks work at the desk; the rest administer. */
export function occupation(who: Who): 'care' | 'desk' | 'administration' | 'office' | 'machine' | 'none' {
  if (who.person === undefined) return 'machine';
  switch (who.person.role) {
    case 'clerk':
      return 'desk';
    case 'facilityAdmin':
      return 'administration';
    case 'networkOffice':
      return who.facility.kind === 'networkOffice' ? 'office' : 'none';
    case 'doctor':
    case 'nurse':
    case 'pharmacist':
    case 'technologist':
    case 'careStaff':
      return 'care';
  }
}

const linkState = (situation: Situation, facilityId: string): 'none' | 'pending' | 'verified' | 'ended' =>
  situation.links.find((link) => link.facilityId === facilityId)?.state ?? 'none';

const isPatientSide = (who: Who): boolean => occupation(who) === 'care' || occupation(who) === 'desk';

/** The calendar stands for a facility that linked its own ID, or that has just registered the patient. */
function calendar(situation: Situation, who: Who): Record<string, ContentType[]> | undefined {
  if (!isPatientSide(who)) return undefined;
  const mine = linkState(situation, who.facility.facilityId);
  const justRegistered = situation.patient.registeredBy === who.facility.facilityId && mine === 'none';
  if (mine !== 'verified' && !justRegistered) return undefined;
  return Object.fromEntries(
    situation.facilities.map((facility) => [facility.facilityId, openContents(situation, who, facility).sort()]),
  );
}

/** The contents of one facility that somebody may see in general; single documents may still be closed by department or delay. */
function openContents(situation: Situation, who: Who, holder: Facility): ContentType[] {
  const own = holder.facilityId === who.facility.facilityId;
  if (linkState(situation, who.facility.facilityId) !== 'verified') return [];
  const role = who.person?.role;
  if (role === undefined) return [];
  const listed = own ? holder.publication.ownStaff : holder.publication.linked;
  const published = new Set(
    listed.filter((line) => line.onlyRoles?.includes(role) ?? true).map((line) => line.contentType),
  );
  if (own) return [...published];
  if (!who.facility.views || !holder.discloses || holder.state === 'left') return [];
  if (linkState(situation, holder.facilityId) !== 'verified') return [];
  const agreed = agreedContents(situation, holder.facilityId, who.facility.facilityId);
  return [...published].filter((type) => agreed.has(type));
}

/** What the patient has agreed to between two facilities, heard as it was said: in time, each word standing until the next. */
function agreedContents(situation: Situation, holder: string, viewer: string): Set<ContentType> {
  const said = situation.consents.filter(
    (consent) => consent.state === 'inForce' && !(consent.effectiveOn > situation.today),
  );
  const moments = [...new Set(said.map((consent) => consent.recordedAt))].sort();
  let agreed = new Set<ContentType>();
  for (const moment of moments) {
    const now = said.filter((consent) => consent.recordedAt === moment);
    if (now.some((consent) => names(consent, holder, viewer) === 'refused')) {
      agreed = new Set();
      continue;
    }
    const about = now.filter((consent) => names(consent, holder, viewer) === 'agreed');
    if (about.length > 0) agreed = new Set(Object.keys(CONTENT_TYPES) as ContentType[]);
    for (const consent of about) for (const type of consent.scope.excludedContents) agreed.delete(type);
  }
  return agreed;
}

function names(consent: Consent, holder: string, viewer: string): 'agreed' | 'refused' | 'nothing' {
  if (consent.scope.kind === 'individual') {
    const facilities = new Set<string>(consent.scope.facilities);
    return facilities.has(holder) && facilities.has(viewer) ? 'agreed' : 'nothing';
  }
  const out = new Set<string>(consent.scope.excludedFacilities);
  return out.has(holder) || out.has(viewer) ? 'refused' : 'agreed';
}

/** One document: open in general, and by its own department and day. */
function opensDocument(situation: Situation, who: Who): boolean {
  const { document, today } = situation;
  const holder = situation.facilities.find((facility) => facility.facilityId === document.facilityId);
  if (holder === undefined || !isPatientSide(who)) return false;
  if (!openContents(situation, who, holder).includes(document.contentType)) return false;
  const role = who.person?.role;
  const listed =
    holder.facilityId === who.facility.facilityId ? holder.publication.ownStaff : holder.publication.linked;
  for (const line of listed) {
    if (line.contentType !== document.contentType) continue;
    if (line.onlyRoles && !(role !== undefined && line.onlyRoles.includes(role))) continue;
    if (
      line.exceptDepartments?.length &&
      (document.department === undefined || line.exceptDepartments.includes(document.department))
    )
      continue;
    if (line.delayDays !== undefined && daysLater(document.day, line.delayDays) > today) continue;
    return true;
  }
  return false;
}

function daysLater(day: string, count: number): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** The latest data is asked of those facilities of which something may be seen, while the patient agrees to anything at all. */
function refreshes(situation: Situation, who: Who): string[] {
  if (!isPatientSide(who) || !who.facility.views) return [];
  const agrees = situation.consents.some(
    (consent) => consent.state === 'inForce' && consent.effectiveOn <= situation.today,
  );
  if (!agrees) return [];
  return situation.facilities
    .filter((facility) => openContents(situation, who, facility).length > 0)
    .map((facility) => facility.facilityId);
}

/** The patient agreed to the whole network but for this facility. */
const leftOut = (situation: Situation, facility: string | undefined): boolean =>
  situation.consents.some(
    ({ state, scope }) =>
      state === 'inForce' &&
      scope.kind === 'comprehensive' &&
      (scope.excludedFacilities as string[]).some((out) => out === facility),
  );

function abilities(situation: Situation, who: Who | undefined): Record<Ability, boolean> {
  const nobody = who === undefined;
  const work = nobody ? 'none' : occupation(who);
  const here = who?.facility.facilityId;
  const member = work === 'care' || work === 'desk' || work === 'administration';
  const patientSide = work === 'care' || work === 'desk';
  const isPerson = who?.person !== undefined;
  const administers =
    isPerson &&
    who?.person?.role !== 'networkOffice' &&
    (work === 'administration' || who?.person?.privileges.includes('facilityAdmin') === true);
  const office = work === 'office';
  const takesPart = who !== undefined && (who.facility.views || who.facility.discloses);
  const mine = here === undefined ? 'none' : linkState(situation, here);
  const linked = !nobody && mine === 'verified';
  const registered = !nobody && situation.patient.registeredBy === here;
  const fresh = registered && mine === 'none';
  const myId = !nobody && situation.issuer === here;
  const myDocument = !nobody && situation.document.facilityId === here;
  const excluded = who?.facility.excludedLocalIds.includes(situation.localId) ?? true;
  const kept = who?.facility.entrustment !== undefined || linked;
  return {
    readProfile: isPerson,
    readDirectory: !nobody,
    endSession: isPerson,
    register: member && takesPart,
    search: (member && takesPart) || office,
    readPatient: (member && (linked || fresh)) || office,
    updatePatient: member && (linked || fresh),
    merge: office,
    putLink: patientSide && takesPart && (myId || linked || registered),
    endLink: (member && myId) || office,
    confirmLink: member && myId,
    listLinks: member,
    grantConsent: member && (linked || fresh) && !leftOut(situation, here),
    readConsents: member && (linked || fresh),
    withdrawConsent: (isPerson && (linked || registered)) || office,
    announce: (patientSide || work === 'machine') && myId && kept && !excluded,
    ingest: work === 'machine' && myId && kept && !excluded,
    complete: (patientSide || work === 'machine') && myDocument,
    markInError: (work === 'care' || administers) && myDocument,
    sendDemographics: work === 'machine' && !excluded,
    pollRequests: work === 'machine',
    answerRequest: work === 'machine' && myId,
    auditPatient: (member && linked) || office,
    auditStaff:
      (isPerson && situation.auditedStaff.staffId === who?.person?.staffId) ||
      (administers && situation.auditedStaff.facilityId === here) ||
      office,
  };
}
