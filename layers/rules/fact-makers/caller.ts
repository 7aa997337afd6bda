import type { Facility, Role, Session, Staff, System } from '../../../schemas/directory.ts';
import type { Facts } from '../facts.ts';

/** The resource server's scopes (Cognito): one for people, one for a facility's programme. */
export const SCOPES = { staff: 'ism-link/staff', system: 'ism-link/ingest' } as const;

/** What the gateway has verified of an access token. A system's has no user name and no sign-in. */
export type Claims = {
  sub: string;
  clientId: string;
  scopes: readonly string[];
  username?: string;
  originJti?: string;
};

/** What was read of the caller; `undefined` where there is no such record, or it was not read. */
export type CallerInput = {
  claims: Claims;
  staff: Staff | undefined;
  session: Session | undefined;
  system: System | undefined;
  /** The facility of the staff or system record. */
  facility: Facility | undefined;
};

const CARE_ROLES: readonly Role[] = ['doctor', 'nurse', 'pharmacist', 'technologist', 'careStaff'];

/** Who asks. A token that claims to be both a person's and a system's is neither. */
export function callerFacts(input: CallerInput): Facts {
  const { claims } = input;
  const staffScope = claims.scopes.includes(SCOPES.staff);
  const systemScope = claims.scopes.includes(SCOPES.system);
  const person = claims.username !== undefined;
  return {
    scopeIsStaff: staffScope && !systemScope && person,
    isSystem: systemScope && !staffScope && !person,
    ...staffFacts(input),
    ...systemFacts(input),
    ...facilityFacts(input),
  };
}

function staffFacts({ claims, staff, session }: CallerInput): Facts {
  const role = staff?.role;
  const care = role !== undefined && CARE_ROLES.includes(role);
  const admin = role === 'facilityAdmin' || (staff?.privileges.includes('facilityAdmin') ?? false);
  // The office's role alone is not enough: see facilityFacts.
  return {
    staffActive: staff?.state === 'active',
    // A user name that was deleted and made again is another person: Cognito's `sub` differs.
    subMatches: staff !== undefined && staff.sub === claims.sub && staff.staffId === claims.username,
    sessionCurrent: session?.state === 'current' && session.originJti === claims.originJti,
    roleIsCare: care,
    worksWithPatients: care || role === 'clerk',
    isFacilityAdmin: admin && role !== 'networkOffice',
    handlesRegistration: care || role === 'clerk' || role === 'facilityAdmin',
    hasEmsPrivilege: staff?.privileges.includes('ems') ?? false,
  };
}

const systemFacts = ({ claims, system }: CallerInput): Facts => ({
  systemActive: system?.state === 'active' && system.clientId === claims.clientId,
});

function facilityFacts({ staff, system, facility }: CallerInput): Facts {
  // A facility that is not the caller's own proves nothing about the caller.
  const own = facility !== undefined && facility.facilityId === (staff ?? system)?.facilityId;
  const { views, discloses, state, kind } = own ? facility : NOWHERE;
  return {
    facilityActive: state === 'active',
    facilityViews: views,
    facilityTakesPart: views || discloses,
    isMedicalInstitution: kind === 'hospital' || kind === 'clinic',
    isNetworkOffice: staff?.role === 'networkOffice' && kind === 'networkOffice',
  };
}

const NOWHERE = { views: false, discloses: false, state: 'left', kind: undefined } as const;

/**
 * Whether this sign-in may still have a session: it was never seen, or it is the current one. `signIn` is what was kept of it when it first
 * opened a session (absent: never), `session` the person's current session.
 */
export const signInFacts = (read: {
  claims: Claims;
  signIn: Session | undefined;
  session: Session | undefined;
}): Facts => {
  const { claims, signIn, session } = read;
  if (claims.originJti === undefined) return { signInAlive: false };
  const current = session?.state === 'current' && session.originJti === claims.originJti;
  return { signInAlive: current || signIn === undefined };
};
