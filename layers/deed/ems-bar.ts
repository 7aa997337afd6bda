import type { Consent } from '../../schemas/consent.ts';
import type { EmsBar, FacilityPatient } from '../../schemas/patient.ts';
import type { FacilityId } from '../../schemas/primitives.ts';
import { jstDayOf } from '../names/index.ts';
import { emsBarOf, takesBackRefusal } from '../rules/index.ts';
import { accessOfPatient, emsBarWrite, type PatientAccess, type Write } from '../store/index.ts';
import type { Desk } from './desk.ts';

/**
 * What the patient's consents leave closed to EMS, written to every local ID with a verified link whenever the consents change, in the same
 * transaction. `at`: of the change, from which on what was granted before is over where nobody may look any more. `granted`: the consent that was
 * given now, which may take the place of an earlier refusal: of any of today, since the records themselves are not read.
 */
export const emsBarWrites = (
  access: Pick<PatientAccess, 'links'>,
  now: { consents: readonly Consent[]; at: string; todayJst: string; granted?: Consent },
): Write[] =>
  access.links
    .filter(({ state }) => state === 'verified')
    .map(({ facilityId, localId }) => {
      const bar = emsBarOf({ ...now, facilityId });
      return emsBarWrite(
        { facilityId, localId },
        {
          bar,
          ends: bar?.everyone === true && bar.at === now.at,
          clearsRefusal: now.granted !== undefined && takesBackRefusal(now.granted, { day: now.todayJst }),
        },
      );
    });

/** The record that a link is verified for, with what the patient's consents say of it: for `verifiedLinkWrites`. */
export const barOfLink = (
  desk: Pick<Desk, 'today'>,
  at: { profile: FacilityPatient | undefined; facilityId: FacilityId; consents: readonly Consent[] },
): { profile: FacilityPatient | undefined; emsBar: EmsBar | undefined; clearsRefusal: boolean } => ({
  profile: at.profile,
  emsBar: emsBarOf({ consents: at.consents, facilityId: at.facilityId, todayJst: desk.today }),
  clearsRefusal: isTakenBack(at.profile?.emsRefusedAt, at.consents),
});

const isTakenBack = (refusedAt: string | undefined, consents: readonly Consent[]): boolean =>
  refusedAt !== undefined &&
  consents.some((consent) => takesBackRefusal(consent, { at: refusedAt, day: jstDayOf(refusedAt) }));

/**
 * The record with what the patient's consents leave closed at it. One call more for a linked record of before EMS, to which nothing was copied yet:
 * a withdrawal of that time bars as one of today does.
 */
export const withEmsBar = async (
  desk: Pick<Desk, 'store' | 'today'>,
  profile: FacilityPatient | undefined,
): Promise<FacilityPatient | undefined> => {
  if (profile?.linkedPatientId === undefined || profile.emsBar || profile.emsBarCopied) return profile;
  const access = await accessOfPatient(desk.store, profile.linkedPatientId);
  const emsBar = emsBarOf({
    consents: access?.consents ?? [],
    facilityId: profile.facilityId,
    todayJst: desk.today,
  });
  return { ...profile, ...(emsBar && { emsBar }) };
};
