import type { Fact } from '../facts.ts';

/** Who stands in the examples: the facts that are true of them whatever they ask. */
const SIGNED_IN = [
  'scopeIsStaff',
  'staffActive',
  'subMatches',
  'sessionCurrent',
  'signInAlive',
  'facilityActive',
] as const satisfies Fact[];
const VIEWING = ['facilityViews', 'facilityTakesPart'] as const satisfies Fact[];

const clerk: readonly Fact[] = [...SIGNED_IN, ...VIEWING, 'worksWithPatients', 'handlesRegistration'];

const doctor: readonly Fact[] = [...clerk, 'roleIsCare'];
const emsDoctor: readonly Fact[] = [...doctor, 'hasEmsPrivilege', 'isMedicalInstitution'];

export const PERSONAS = {
  doctor,
  /** A doctor of a hospital or clinic with the EMS privilege… */
  emsDoctor,
  /** …who has confirmed the person, at a facility that opens something to them. */
  confirming: [...emsDoctor, 'personConfirmed', 'openedForEms'],
  clerk,
  administrator: [...SIGNED_IN, ...VIEWING, 'isFacilityAdmin', 'handlesRegistration'],
  officer: [...SIGNED_IN, 'isNetworkOffice'],
  system: ['isSystem', 'systemActive', 'facilityActive', 'facilityTakesPart'],
} as const satisfies Record<string, readonly Fact[]>;

/** A persona without some of its facts. */
export const without = (facts: readonly Fact[], ...missing: Fact[]): Fact[] =>
  facts.filter((fact) => !missing.includes(fact));
