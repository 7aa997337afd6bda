import { isDeepStrictEqual } from 'node:util';
import { type Desk, personSummary, type Subject, withEmsBar } from '../../layers/deed/index.ts';
import type { Facts, InForce } from '../../layers/rules/index.ts';
import {
  type EmsGrantRecord,
  emsGrantNameOf,
  emsGrantRecord,
  facilitiesById,
  facilityPatientRecord,
} from '../../layers/store/index.ts';
import type { Facility } from '../../schemas/directory.ts';
import type { DisasterRule, NetworkSettings } from '../../schemas/disaster.ts';
import type { EmsLookup } from '../../schemas/ems.ts';
import type { FacilityPatient } from '../../schemas/patient.ts';
import type { ProblemCode } from '../../schemas/problems.ts';
import { type EmsPlace, emsPlace } from './place.ts';

type Known = { lookup: EmsLookup; settings: NetworkSettings; disaster: InForce };

/** A look-up that is to be confirmed, with what the facility and its record say by now. */
export type Look = Known & {
  facility: Facility | undefined;
  record: FacilityPatient | undefined;
  place: EmsPlace;
  drill: DisasterRule | undefined;
  remote: boolean;
  /** What the same Idempotency-Key opened before. */
  opened: EmsGrantRecord | undefined;
};

/** The second round of reads: whose record it is, the look-up alone knows. */
export const readAgain = async (desk: Desk, known: Known): Promise<Look> => {
  const { facilityId, localId } = known.lookup;
  const prior = emsGrantNameOf(desk.store.seal, desk.prior?.['grantId'] ?? '');
  const [record, facilities, opened] = await Promise.all([
    facilityPatientRecord(desk.store, { facilityId, localId }).then(({ profile }) => withEmsBar(desk, profile)),
    facilitiesById(desk.store, [facilityId]),
    prior && emsGrantRecord(desk.store, prior),
  ]);
  const facility = facilities.get(facilityId);
  return { ...known, facility, record, opened, ...emsPlace(desk, { ...known, facility, record }) };
};

export const subjectOf = ({ lookup, record }: Look): Subject => ({
  patientId: record?.linkedPatientId,
  resource: { lookupId: lookup.lookupId, facilityId: lookup.facilityId, localId: lookup.localId },
});

/** Once it was confirmed or called off, and from the instant at which it expires. */
export const isOver = ({ state, expiresAt }: EmsLookup, now: string): boolean => state !== 'open' || expiresAt <= now;

/**
 * Why a look-up can be confirmed no longer: the record is gone or no longer opened, its time is over, or the facility's record now names somebody
 * else than the person who was shown. `facts`: those of the confirmation.
 */
export const whyOver = (desk: Desk, look: Look, facts: Facts): ProblemCode | undefined => {
  const { lookup, record, opened } = look;
  if (!record?.demographics || facts.openedForEms !== true) return 'NOT_FOUND';
  if (opened) return undefined;
  const shown = isDeepStrictEqual(personSummary(record.demographics), lookup.person);
  return isOver(lookup, desk.at) || !shown ? 'EMS_LOOKUP_OVER' : undefined;
};
