import type { ContentType } from '../../../schemas/content-types.ts';
import type { Facility, Opening } from '../../../schemas/directory.ts';
import type { FacilityId, LocalId } from '../../../schemas/primitives.ts';
import { identify, occupation, type Who } from '../oracle.ts';
import { ruleFor, rulesThatHold } from './disaster.ts';
import { inJapan, isOpen } from './hours.ts';
import { type Found, lineFor, noticeOf } from './lines.ts';
import { leftOutContents, refusedSince } from './refusals.ts';
import type { Emergency, EmsAbility, EmsVerdict, KnownPerson, Refusal } from './situation.ts';

/**
 * A second decision of what an emergency permits and owes, written from the domain's words and apart from the rules' table: plain code, no
 * facts, no rows. Where it and the rules disagree, one of them is wrong. `refusal`: why the confirmation opens nothing.
 */
export function emsOracle(situation: Emergency): { verdict: EmsVerdict; refusal: Refusal | undefined } {
  const who = identify(situation);
  const found = confirmation(situation, who);
  const sees = who && calendar(situation, who);
  return {
    refusal: 'refusal' in found ? found.refusal : undefined,
    verdict: {
      looksUp: who !== undefined && lookUpRefusal(situation, who) === undefined,
      callsOff: who !== undefined && userRefusal(who) === undefined && !isOver(situation),
      confirms: 'line' in found ? { line: found.line, owes: [...found.owes].sort() } : undefined,
      sees: sees && [...sees].sort(),
      opensDocument: who !== undefined && opensDocument(situation, who, sees),
      shown: who === undefined ? [] : shown(situation, who),
      may: abilities(situation, who),
    },
  };
}

const facilityOf = ({ facilities }: Emergency, facilityId: FacilityId): Facility | undefined =>
  facilities.find((facility) => facility.facilityId === facilityId);

const isOwn = (who: Who, facilityId: FacilityId): boolean => who.facility.facilityId === facilityId;

/** Who uses EMS: whoever treats or receives patients at a hospital or clinic, and has the privilege. */
function userRefusal(who: Who): Refusal | undefined {
  if (!['care', 'desk'].includes(occupation(who))) return 'notTheWork';
  if (!who.person?.privileges.includes('ems')) return 'noPrivilege';
  if (who.facility.kind !== 'hospital' && who.facility.kind !== 'clinic') return 'notAMedicalInstitution';
  return undefined;
}

const opensToOccupation = (lines: Opening[] | undefined, { person }: Who): Opening[] =>
  (lines ?? []).filter(({ onlyRoles }) => person !== undefined && (onlyRoles?.includes(person.role) ?? true));

/** What a facility opens to others by EMS: of its own choosing, and nothing where nobody can tell its hours. */
function opensToEms(who: Who, holder: Facility): boolean {
  const takesPart = holder.state === 'active' && holder.discloses && holder.openingHours !== undefined;
  return takesPart && opensToOccupation(holder.publication.ems, who).length > 0;
}

/** Whom a facility keeps out of the network is not met by others, whatever it sent before. */
const neverSends = (holder: Facility | undefined, localId: LocalId): boolean =>
  holder === undefined || holder.excludedLocalIds.includes(localId);

const isOver = ({ lookup, now }: Emergency): boolean => lookup.state !== 'open' || now >= lookup.expiresAt;

function lookUpRefusal(situation: Emergency, who: Who): Refusal | undefined {
  const no = userRefusal(who);
  if (no) return no;
  const own = isOwn(who, situation.discloser);
  if (!own && !who.facility.views) return 'doesNotView';
  const holder = facilityOf(situation, situation.discloser);
  const opens = own
    ? opensToOccupation(holder?.publication.ownStaffOutside, who).length > 0
    : holder !== undefined && opensToEms(who, holder);
  if (!opens) return 'notOpenedToEms';
  if (!situation.person?.named) return 'unknownPerson';
  return !own && neverSends(holder, situation.person.localId) ? 'neverSent' : undefined;
}

function confirmation(situation: Emergency, who: Who | undefined): Found {
  if (who === undefined) return { refusal: 'nobody' };
  const no = lookUpRefusal(situation, who);
  if (no) return { refusal: no };
  if (isOver(situation)) return { refusal: 'lookUpOver' };
  if (isOwn(who, situation.discloser)) return { line: 'E0', owes: [], consented: false };
  const discloser = facilityOf(situation, situation.discloser);
  if (!discloser?.openingHours || !situation.person) return { refusal: 'notOpenedToEms' };
  const rule = ruleFor(situation, { viewer: who.facility, discloser });
  const found = lineFor(situation, rule);
  if ('refusal' in found) return found;
  const refused = refusedSince(situation.person, who.facility.facilityId) !== undefined;
  if (refused && !found.consented) return { refusal: 'patientRefused' };
  const open = isOpen(discloser.openingHours, situation.now);
  return { ...found, owes: [...found.owes, ...noticeOf(situation.statement, { rule, open })] };
}

/** An access stands until its end, for evacuees as long as its rule or one that goes on from it holds; and until it is ended or refused. */
function stands(situation: Emergency): boolean {
  const { grant, grantPerson, now } = situation;
  if (grant.state !== 'live') return false;
  const rests = rulesThatHold(situation).some(({ ruleId, continues }) =>
    [ruleId, ...continues].some((one) => one === grant.disasterRuleId),
  );
  if (grant.disasterRuleId === undefined ? now >= grant.until : !rests) return false;
  if (grant.remote) return true;
  if (grantPerson.takenBackAt !== undefined && grantPerson.takenBackAt >= grant.openedAt) return false;
  const refused = refusedSince(grantPerson, grant.viewerFacilityId);
  if (refused === undefined) return true;
  // What needs no consent is barred by a refusal, whenever that was said; what was consented to, by one that came after.
  const consented = grant.statement.consent?.by === 'patient' || grant.statement.consent?.by === 'family';
  return consented && refused < grant.openedAt;
}

/** What a facility opens in an access, line by line. */
function openings(situation: Emergency, who: Who): Opening[] {
  const { grant } = situation;
  const holder = facilityOf(situation, grant.facilityId);
  if (holder === undefined || holder.state === 'left') return [];
  if (grant.remote) return opensToOccupation(holder.publication.ownStaffOutside, who);
  const sends = holder.discloses && !neverSends(holder, grant.localId);
  return who.facility.views && sends ? opensToOccupation(holder.publication.ems, who) : [];
}

function calendar(situation: Emergency, who: Who): Set<ContentType> | undefined {
  const { grant, grantPerson } = situation;
  if (userRefusal(who) || !isOwn(who, grant.viewerFacilityId) || !stands(situation)) return undefined;
  const open = new Set(openings(situation, who).map((line) => line.contentType));
  if (!grant.remote) for (const type of leftOutContents(grantPerson, grant)) open.delete(type);
  return open;
}

/** One document: of a kind that the calendar opens, and by its own department and day. */
function opensDocument(situation: Emergency, who: Who, sees: Set<ContentType> | undefined): boolean {
  const { document, now } = situation;
  const { contentType, department, day } = document;
  if (!sees?.has(contentType)) return false;
  const startOf = (date: string) => Date.parse(`${date}T00:00:00+09:00`);
  return openings(situation, who).some((line) => {
    if (line.contentType !== contentType) return false;
    if (line.onlyDepartments && !line.onlyDepartments.some((one) => one === department)) return false;
    if (line.exceptDepartments?.length && (!department || line.exceptDepartments.includes(department))) return false;
    return (
      startOf(day) + (line.delayDays ?? 0) * 86_400_000 <= startOf(inJapan(now).day) || line.delayDays === undefined
    );
  });
}

/** Of those a name search hit: people of facilities that opted in to EMS, who did not refuse. */
function shown(situation: Emergency, who: Who): FacilityId[] {
  if (userRefusal(who) || !who.facility.views) return [];
  const mayBeShown = (person: KnownPerson) => {
    const holder = facilityOf(situation, person.facilityId);
    const open = holder !== undefined && opensToEms(who, holder) && !neverSends(holder, person.localId);
    return open && person.named && refusedSince(person, who.facility.facilityId) === undefined;
  };
  return situation.matches.filter(mayBeShown).map(({ facilityId }) => facilityId);
}

function abilities(situation: Emergency, who: Who | undefined): Record<EmsAbility, boolean> {
  const { grant, somebody } = situation;
  const work = who === undefined ? 'none' : occupation(who);
  const patientSide = work === 'care' || work === 'desk';
  const member = patientSide || work === 'administration';
  const uses = who !== undefined && userRefusal(who) === undefined;
  const takesPart = who !== undefined && (who.facility.views || who.facility.discloses);
  const administers =
    who !== undefined && member && (work === 'administration' || !!who.person?.privileges.includes('facilityAdmin'));
  const office = work === 'office';
  const viewing = who !== undefined && isOwn(who, grant.viewerFacilityId);
  const disclosing = takesPart && isOwn(who, grant.facilityId);
  const theirs = who !== undefined && isOwn(who, somebody.facilityId);
  return {
    search: uses && who.facility.views,
    listGrants: patientSide && takesPart,
    readGrant: patientSide && viewing,
    extend: uses && viewing && stands(situation),
    close: member && viewing,
    readUses: member && disclosing,
    message: (patientSide && viewing) || (member && disclosing),
    listObligations: member && takesPart,
    fulfil: member && theirs,
    listRules: who?.person !== undefined,
    declareRule: office,
    approveRule: office && somebody.staffId !== who?.person?.staffId,
    extendRule: office,
    endRule: office,
    readSettings: who?.person !== undefined,
    putSettings: office,
    putPolicy: administers && theirs,
    previewPolicy: member && theirs,
    previewRecords: patientSide && theirs,
  };
}
