import type { Desk } from '../../layers/deed/index.ts';
import { faultAt, ProblemError } from '../../layers/edge/index.ts';
import { addDays, daysBetween } from '../../layers/names/index.ts';
import { facilitiesById, type PatientAccess } from '../../layers/store/index.ts';
import type { ContentType } from '../../schemas/content-types.ts';
import type { Facility } from '../../schemas/directory.ts';
import type { Link } from '../../schemas/patient.ts';
import type { FacilityId } from '../../schemas/primitives.ts';
import { factsOfDiscloser, type Viewed } from './viewing.ts';

/** Whole days, both included. */
export type Period = { from: string; to: string };
type AskedPeriod = { from?: string | undefined; to?: string | undefined };

/** The period that is asked for. `days`: so many up to `to` where no beginning is said, and `longest` at most. Throws INVALID_REQUEST. */
export const periodOf = (query: AskedPeriod, bounds: { today: string; days: number; longest: number }): Period => {
  const to = query.to ?? bounds.today;
  const from = query.from ?? addDays(to, 1 - bounds.days);
  const days = daysBetween({ from, to });
  if (days >= 0 && days <= bounds.longest) return { from, to };
  const says = {
    ja: `期間は${bounds.longest}日以内で、開始日を終了日以前にしてください。`,
    en: `The period must be at most ${bounds.longest} days, from before to.`,
  };
  throw new ProblemError('INVALID_REQUEST', { errors: [faultAt('/query/from', 'period', says)] });
};

/** The patient's verified links, the caller's own facility first. `only`: of these facilities alone. */
export const linksInView = (
  desk: Desk,
  access: PatientAccess | undefined,
  only: readonly FacilityId[] | undefined,
): Link[] => {
  const own = (link: Link): number => Number(link.facilityId === desk.caller.facilityId);
  return (access?.links ?? [])
    .filter(({ state }) => state === 'verified')
    .filter(({ facilityId }) => only === undefined || only.includes(facilityId))
    .sort((a, b) => own(b) - own(a) || (a.facilityId < b.facilityId ? -1 : 1));
};

/** The directory's records of the facilities in view; the caller's own is known already. */
export const facilitiesOf = async (desk: Desk, links: Link[]): Promise<ReadonlyMap<FacilityId, Facility>> => {
  const { facilityId, facility } = desk.caller;
  const others = links.map((link) => link.facilityId).filter((other) => other !== facilityId);
  const found = others.length > 0 ? await facilitiesById(desk.store, others) : new Map<FacilityId, Facility>();
  return facility ? new Map([...found, [facilityId, facility]]) : found;
};

/** Whether anything of this facility can open, as far as is known before its policy: what is closed anyway is not even read. */
export const mayOpen = (
  desk: Desk,
  access: PatientAccess | undefined,
  ask: { facilityId: FacilityId; contentType?: ContentType },
): boolean => {
  const { facilityId, contentType } = ask;
  if (facilityId === desk.caller.facilityId) return true;
  const { facts, covered } = factsOfDiscloser(desk, access, { facilityId, facility: undefined });
  return facts.consentCoversPair === true && (contentType === undefined || covered.has(contentType));
};

/** A linked facility's record as the viewer meets it. */
export const viewedByLink = (
  desk: Desk,
  { facilityId, localId }: Link,
  by: { facilities: ReadonlyMap<FacilityId, Facility>; opened: ReadonlyMap<FacilityId, Viewed['opened']> },
): Viewed => ({
  name: { facilityId, localId },
  facility: by.facilities.get(facilityId),
  audience: facilityId === desk.caller.facilityId ? 'ownStaff' : 'linked',
  opened: by.opened.get(facilityId) ?? new Set(),
});
