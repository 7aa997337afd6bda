import {
  askedPatient,
  askedPatientFacts,
  barOfLink,
  type Desk,
  deed,
  personSummary,
  refuseMerged,
  type Verdict,
} from '../../layers/deed/index.ts';
import { faultAt, ProblemError } from '../../layers/edge/index.ts';
import { demographicsMatch } from '../../layers/names/index.ts';
import {
  type Attempt,
  attemptsLeft,
  attemptWrite,
  facilityPatientRecord,
  linkAt,
  type PatientAccess,
  pendingLinkWrites,
  verifiedLinkWrites,
} from '../../layers/store/index.ts';
import { putLink as operation } from '../../schemas/operations/registration.ts';
import type { FacilityPatient, Link } from '../../schemas/patient.ts';
import type { FacilityId, LocalId } from '../../schemas/primitives.ts';
import { type GrantRead, grantResource, grantTurned, readGrant, usableGrant } from './ems-grant.ts';
import { ownLink } from './own-link.ts';
import { linksWith, linkView, patientTurned, relinkedSearchWrites } from './relinked.ts';

const ATTEMPTS_A_DAY = 30;

type Wish = {
  facilityId: FacilityId;
  localId: LocalId;
  confirmDifference: boolean;
  profile: FacilityPatient | undefined;
  grant: GrantRead | undefined;
};

/**
 * The own facility's ID is verified by the facility itself (LINK-01). Another facility's stays pending until that facility's own demographics
 * match or it confirms (LINK-02, LINK-03): absent, mismatched and taken IDs get one answer, and tries are counted per person.
 */
export const putLink = deed(operation, async ({ params, body }, desk) => {
  const { patientId, facilityId } = params;
  const localId = await desk.localId(facilityId, { text: body.localId, pointer: '/body/localId' });
  const { asked, record, grant } = await desk.load(
    {
      grant: readGrant(desk.store, body.emsGrantId),
      asked: askedPatient(desk.store, patientId),
      record: facilityPatientRecord(desk.store, { facilityId, localId }),
    },
    [facilityId],
  );
  const { access } = asked;
  const own = facilityId === desk.caller.facilityId;
  const verdict = await desk.require({
    facts: {
      ...askedPatientFacts(asked, desk.caller.facilityId),
      localIdIsOwn: own,
    },
    otherwise: 'NOT_FOUND',
    patientId: access?.patient.patientId,
    resource: { facilityId, localId, ...grantResource(grant) },
  });
  const facility = desk.caller.facilities.get(facilityId);
  if (!access || facility?.state !== 'active' || !(own || facility.discloses)) return desk.fail(verdict, 'NOT_FOUND');
  await refuseMerged(desk, verdict, asked);
  await usableGrant(desk, verdict, grant);
  if (body.emsGrantId && !own) {
    const says = {
      ja: 'EMSの参照は、自施設の患者IDを紐づけるときに指定してください。',
      en: "Name the EMS access when you link your own facility's patient ID.",
    };
    return desk.fail(verdict, 'INVALID_REQUEST', { errors: [faultAt('/body/emsGrantId', 'own_link_only', says)] });
  }

  const existing = linkAt(access, facilityId);
  if (existing?.state === 'verified') {
    if (existing.localId !== localId) return desk.fail(verdict, 'LINK_EXISTS');
    await linkGrantAlone(desk, verdict, { access, grant: own ? grant : undefined });
    return { body: { link: linkView(existing) } };
  }
  const wish = { facilityId, localId, confirmDifference: body.confirmDifference, profile: record.profile, grant };
  const link = own ? await linkOwn(desk, verdict, { access, wish }) : await linkOther(desk, verdict, { access, wish });
  return { body: { link: linkView(link) } };
});

/** The own ID was linked before the EMS access: only the disclosing facility's is added, and the access ends as far as it may. */
const linkGrantAlone = async (
  desk: Desk,
  verdict: Verdict,
  { access, grant }: { access: PatientAccess; grant: GrantRead | undefined },
): Promise<void> => {
  const turned = grantTurned(desk, grant, { access, ownLinked: true });
  if (turned.writes.length === 0) return desk.record(verdict, { request: { repeated: true } });
  await desk.commit(verdict, {
    writes: [
      ...turned.writes,
      ...relinkedSearchWrites(access, turned.link ? linksWith(access, turned.link) : access.links),
      patientTurned(access),
    ],
    subject: { request: { fromEms: true } },
  });
};

type Linking = { access: PatientAccess; wish: Wish };

const before = ({ access, wish }: Linking): Link | undefined =>
  access.links.find((link) => link.facilityId === wish.facilityId);

const linkOwn = async (desk: Desk, verdict: Verdict, linking: Linking): Promise<Link> => {
  const { access, wish } = linking;
  const { patientId, demographics } = access.patient;
  const made = await ownLink(desk, verdict, { ...wish, patientId, demographics });
  const link: Link = { ...made, version: (before(linking)?.version ?? 0) + 1 };
  const links = linksWith(access, link);
  const turned = grantTurned(desk, wish.grant, { access: { ...access, links }, ownLinked: true });
  await desk.commit(verdict, {
    writes: [
      ...verifiedLinkWrites(link, before(linking), {
        person: personSummary(demographics),
        ...barOfLink(desk, { profile: wish.profile, facilityId: wish.facilityId, consents: access.consents }),
      }),
      ...turned.writes,
      ...relinkedSearchWrites(access, turned.link ? linksWith({ ...access, links }, turned.link) : links),
      patientTurned(access),
    ],
    subject: { request: { confirmedDifference: wish.confirmDifference } },
  });
  return link;
};

const linkOther = async (desk: Desk, verdict: Verdict, linking: Linking): Promise<Link> => {
  const { access, wish } = linking;
  const { patientId, demographics } = access.patient;
  if (desk.claims.kind !== 'staff') throw new ProblemError('FORBIDDEN');
  const attempt: Attempt = {
    staffId: desk.claims.staffId,
    kind: 'link',
    window: desk.today,
    limit: ATTEMPTS_A_DAY,
    expiresAt: desk.store.now() + 2 * 86_400_000,
  };
  const { profile } = wish;
  const free = profile?.linkedPatientId === undefined || profile.linkedPatientId === patientId;
  const matches =
    profile?.demographics !== undefined && free && demographicsMatch(demographics, profile.demographics).matches;
  const link: Link = {
    patientId,
    facilityId: wish.facilityId,
    localId: wish.localId,
    state: matches ? 'verified' : 'pending',
    ...(matches && { verifiedBy: 'demographics' as const, verifiedAt: desk.at }),
    linkedBy: desk.claims.staffId,
    linkedByFacility: desk.caller.facilityId,
    linkedAt: desk.at,
    version: (before(linking)?.version ?? 0) + 1,
  };
  const person = personSummary(demographics);
  const writes = matches
    ? [
        ...verifiedLinkWrites(link, before(linking), {
          person,
          ...barOfLink(desk, { profile, facilityId: wish.facilityId, consents: access.consents }),
        }),
        ...relinkedSearchWrites(access, linksWith(access, link)),
      ]
    : pendingLinkWrites(link, before(linking), person);
  await desk.commit(verdict, {
    // An ID that proved right costs nobody an attempt, but when none is left it is refused like any other: no way to go on guessing.
    writes: [matches ? attemptsLeft(attempt) : attemptWrite(attempt), ...writes, patientTurned(access)],
    conflicts: { attempts: 'LINK_ATTEMPTS_EXHAUSTED' },
    subject: { resource: { state: link.state } },
  });
  return link;
};
