import {
  type Desk,
  deed,
  disasterInForce,
  disasterNotice,
  personSummary,
  withEmsBar,
} from '../../layers/deed/index.ts';
import { emsFacts } from '../../layers/rules/index.ts';
import {
  type Attempt,
  attemptWrite,
  emsLookupOf,
  emsLookupWrite,
  facilityPatientRecord,
  networkSettings,
  openRefreshRequests,
  type RefreshRequest,
  requestRefreshWrites,
} from '../../layers/store/index.ts';
import type { Facility } from '../../schemas/directory.ts';
import type { DisasterRule } from '../../schemas/disaster.ts';
import type { EmsLookup, Occasion } from '../../schemas/ems.ts';
import type { AnswerOf } from '../../schemas/operation.ts';
import { lookUpEms as operation } from '../../schemas/operations/ems.ts';
import type { FacilityPatient } from '../../schemas/patient.ts';
import { EmsLookupId, RefreshRequestId } from '../../schemas/primitives.ts';
import { isOver } from './look.ts';
import { emsOptions, statedOccasion } from './options.ts';
import { type EmsPlace, emsPlace, staffIdOf } from './place.ts';
import { typedEmsId } from './typed-ems-id.ts';

/** Long enough to look at the card, the patient and the form; short enough that nobody confirms somebody who has gone. */
const CONFIRM_WITHIN_MS = 30 * 60_000;
/** A crowded emergency night needs some; leafing through a facility's IDs would need thousands. */
const LOOKUPS_AN_HOUR = 60;
const HOUR_MS = 3_600_000;

/**
 * From `ID@EMS` to the person, to be confirmed (EMS-LOOKUP-01, -02). An ID that does not exist, one without demographics and one at a facility that
 * opens nothing to the caller get one answer, by the same reads and writes; each try is counted. No record opens yet. 2 calls.
 */
export const lookUpEms = deed(operation, async ({ body }, desk) => {
  const { facilityId, occasion } = body;
  const localId = await typedEmsId(desk, body);
  const { record, wishes, settings, disaster } = await desk.load(
    {
      record: facilityPatientRecord(desk.store, { facilityId, localId }),
      wishes: openRefreshRequests(desk.store, [{ facilityId, localId }]),
      settings: networkSettings(desk.store),
      disaster: disasterInForce(desk),
    },
    [facilityId],
  );
  const { profile } = record;
  const facility = desk.caller.facilities.get(facilityId);
  const asked = emsPlace(desk, { facility, record: profile, settings, disaster });
  const facts = emsFacts({ ...asked.place, statement: {}, personConfirmed: false });
  const verdict = await desk.require({
    facts,
    resource: { facilityId, localId },
    request: { remote: asked.remote, ...(occasion && { occasion }) },
  });
  if (!facility || !profile?.demographics || facts.openedForEms !== true)
    return desk.fail(verdict, 'NOT_FOUND', {
      writes: [attemptWrite(emsAttempt(desk))],
      conflicts: { attempts: 'EMS_ATTEMPTS_EXHAUSTED' },
    });

  // Only now: a call more where nothing opens would tell that there is such a record.
  const place = { ...asked.place, record: await withEmsBar(desk, profile) };
  const found: Found = { ...asked, place, facility, profile, ...(wishes[0] && { wish: wishes[0] }) };
  const subject = { patientId: profile.linkedPatientId };
  if (desk.prior) {
    const made = EmsLookupId.safeParse(desk.prior['lookupId']).data;
    const lookup = made && (await emsLookupOf(desk.store, staffIdOf(desk), made));
    if (!lookup || isOver(lookup, desk.at)) return desk.fail(verdict, 'EMS_LOOKUP_OVER', { subject });
    await desk.record(verdict, { ...subject, resource: { lookupId: lookup.lookupId }, request: { repeated: true } });
    return { body: answerOf(desk, lookup, found) };
  }
  const lookup = newLookup(desk, { profile, person: personSummary(profile.demographics), occasion });
  const wish = found.wish ?? newWish(desk, found);
  await desk.commit(verdict, {
    writes: [
      attemptWrite(emsAttempt(desk)),
      emsLookupWrite(lookup),
      ...(wish && !found.wish ? requestRefreshWrites(wish) : []),
    ],
    result: { lookupId: lookup.lookupId },
    subject: { ...subject, resource: { lookupId: lookup.lookupId } },
    conflicts: { attempts: 'EMS_ATTEMPTS_EXHAUSTED' },
  });
  return { body: answerOf(desk, lookup, { ...found, ...(wish && { wish }) }) };
});

/** What was found: the facility that opens it, its own record of the patient, and the wish for the latest data that is open. */
type Found = {
  place: EmsPlace;
  drill: DisasterRule | undefined;
  remote: boolean;
  facility: Facility;
  profile: FacilityPatient;
  wish?: RefreshRequest;
};

const emsAttempt = (desk: Desk): Attempt => ({
  staffId: staffIdOf(desk),
  kind: 'ems',
  window: desk.at.slice(0, 13),
  limit: LOOKUPS_AN_HOUR,
  expiresAt: desk.store.now() + 2 * HOUR_MS,
});

const newLookup = (
  desk: Desk,
  about: { profile: FacilityPatient; person: EmsLookup['person']; occasion: Occasion | undefined },
): EmsLookup => {
  const { profile, person, occasion } = about;
  return {
    lookupId: EmsLookupId.parse(`lkp_${desk.store.newId()}`),
    staffId: staffIdOf(desk),
    viewerFacilityId: desk.caller.facilityId,
    facilityId: profile.facilityId,
    localId: profile.localId,
    ...(occasion && { occasion }),
    person,
    at: desk.at,
    expiresAt: new Date(Date.parse(desk.at) + CONFIRM_WITHIN_MS).toISOString(),
    state: 'open',
    version: 1,
  };
};

/** The latest data are asked for at once. The own facility's come from its own system anyway. */
const newWish = (desk: Desk, { remote, facility, profile }: Found): RefreshRequest | undefined => {
  if (remote || !facility.discloses) return undefined;
  return {
    requestId: RefreshRequestId.parse(`ref_${desk.store.newId()}`),
    facilityId: profile.facilityId,
    localId: profile.localId,
    requestedAt: desk.at,
  };
};

const answerOf = (desk: Desk, lookup: EmsLookup, found: Found): AnswerOf<typeof operation> => {
  const { place, drill, remote, facility } = found;
  const own = desk.caller.facility;
  const disaster = place.disaster && own && disasterNotice(place.disaster, own);
  const rehearsed = drill && own && disasterNotice(drill, own);
  return {
    lookupId: lookup.lookupId,
    facilityId: lookup.facilityId,
    facilityName: facility.name,
    localId: lookup.localId,
    person: lookup.person,
    expiresAt: lookup.expiresAt,
    remote,
    ...(place.inHours !== undefined && { inHours: place.inHours }),
    ...(facility.emsContact && { contact: facility.emsContact }),
    data: dataAge(desk.at, found),
    options: emsOptions({
      caller: desk.caller.facts,
      place,
      drill,
      stated: statedOccasion({ place, drill }, lookup.occasion),
    }),
    ...(disaster && { disaster }),
    ...(rehearsed && { drill: rehearsed }),
  };
};

const dataAge = (now: string, { profile, wish }: Found): AnswerOf<typeof operation>['data'] => {
  const { fetchedAt } = profile;
  const requestedAt = wish?.requestedAt ?? profile.requestedAt;
  return {
    ...(fetchedAt && {
      fetchedAt,
      ageMinutes: Math.max(0, Math.floor((Date.parse(now) - Date.parse(fetchedAt)) / 60_000)),
    }),
    ...(requestedAt && { requestedAt }),
  };
};
