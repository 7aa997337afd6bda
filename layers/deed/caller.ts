import type { Actor } from '../../events/audit-event.ts';
import type { Facility, Session, Staff, System } from '../../schemas/directory.ts';
import type { FacilityId } from '../../schemas/primitives.ts';
import type { Claims } from '../edge/index.ts';
import { callerFacts, type Facts, type Claims as RuleClaims } from '../rules/index.ts';
import { callerRecords, type Store, systemByClientId } from '../store/index.ts';

/** Who asks, as the directory knows them. */
export type Caller = {
  facilityId: FacilityId;
  facility: Facility | undefined;
  staff: Staff | undefined;
  session: Session | undefined;
  system: System | undefined;
  /** Facilities asked for along with the caller's own. */
  facilities: Map<FacilityId, Facility>;
  facts: Facts;
};

/** Where a system works never changes: kept for the instance's life. */
const facilityOfSystem = new Map<string, FacilityId>();

/** The caller's own facility: in a person's token, or where the system belongs; undefined for a system that nobody registered. */
export const ownFacilityOf = async (store: Store, claims: Claims): Promise<FacilityId | undefined> => {
  if (claims.kind === 'staff') return claims.facilityId;
  const known = facilityOfSystem.get(claims.clientId);
  if (known) return known;
  const system = await systemByClientId(store, claims.clientId);
  if (system) facilityOfSystem.set(system.clientId, system.facilityId);
  return system?.facilityId;
};

/** The caller's records and those of `more` facilities in one strongly consistent call, and the facts that follow. */
export const readCaller = async (
  store: Store,
  claims: Claims,
  where: { facilityId: FacilityId; more: FacilityId[] },
): Promise<Caller> => {
  const { facilityId, more } = where;
  const ask = claims.kind === 'staff' ? { staffId: claims.staffId } : { clientId: claims.clientId };
  const { staff, session, system, facilities } = await callerRecords(store, {
    ...ask,
    facilities: [facilityId, ...more],
  });
  const facility = facilities.get(facilityId);
  const facts = callerFacts({ claims: ruleClaims(claims), staff, session, system, facility });
  return { facilityId, facility, staff, session, system, facilities, facts };
};

const ruleClaims = (claims: Claims): RuleClaims =>
  claims.kind === 'staff'
    ? { sub: claims.sub, clientId: '', scopes: claims.scopes, username: claims.staffId, originJti: claims.originJti }
    : { sub: claims.clientId, clientId: claims.clientId, scopes: claims.scopes };

/** The caller as the audit event names them; the role is known once their records were read. */
export const actorOf = (
  claims: Claims,
  caller: Caller | undefined,
  from: { sourceIp?: string | undefined; forwardedFor?: string | undefined },
): Actor => ({
  ...(claims.kind === 'staff'
    ? { staffId: claims.staffId, facilityId: claims.facilityId }
    : { clientId: claims.clientId }),
  ...(caller && { facilityId: caller.facilityId }),
  ...(caller?.staff && { role: caller.staff.role }),
  ...(caller?.session && { sessionId: caller.session.sessionId, deviceId: caller.session.deviceId }),
  ...(from.sourceIp && { sourceIp: from.sourceIp }),
  ...(from.forwardedFor && { forwardedFor: from.forwardedFor }),
});
