import type { CallerInput } from '../../../layers/rules/index.ts';
import type { Consent } from '../../../schemas/consent.ts';
import type { ContentType } from '../../../schemas/content-types.ts';
import type { Facility } from '../../../schemas/directory.ts';
import type { DisasterRule, NetworkSettings } from '../../../schemas/disaster.ts';
import type { EmsGrant, EmsLookup, EmsStatement } from '../../../schemas/ems.ts';
import type { ObligationDuty } from '../../../schemas/obligation.ts';
import type { FacilityId, LocalId, StaffId } from '../../../schemas/primitives.ts';

/** A person as one facility knows them. `consents`: of the patient for whom that ID is verified; absent where it is verified for nobody. */
export type KnownPerson = {
  facilityId: FacilityId;
  localId: LocalId;
  /** Whether the facility has sent who it is. */
  named: boolean;
  refusedAt?: string;
  /** The last refusal or withdrawal that was taken back since. */
  takenBackAt?: string;
  consents?: Consent[];
};

/** A disaster rule, and the record as it stood when it was put into the flag (absent: the flag does not list it). */
export type DeclaredRule = { rule: DisasterRule; listedAs?: DisasterRule };

/** An emergency at one instant, as records: what both the rules and the oracle are asked about. */
export type Emergency = {
  now: string;
  caller: CallerInput;
  facilities: Facility[];
  /** Whose record is wanted, and the person there; absent where that ID is nobody's. */
  discloser: FacilityId;
  person: KnownPerson | undefined;
  settings: NetworkSettings;
  rules: DeclaredRule[];
  flag: 'on' | 'off' | 'unreadable';
  /** The look-up that is confirmed. */
  lookup: EmsLookup;
  statement: EmsStatement;
  /** An access that was opened earlier, and the person whose record it opened. */
  grant: EmsGrant;
  grantPerson: KnownPerson;
  /** A document of that person. */
  document: { contentType: ContentType; department?: string; day: string };
  /** Whom a name search hit. */
  matches: KnownPerson[];
  /** Whoever declared a rule; the facility that owes something, or whose policy is meant. */
  somebody: { staffId: StaffId; facilityId: FacilityId };
};

export const LINES = ['E0', 'N1', 'N2', 'N3', 'N4', 'N5', 'D1', 'D2', 'D3', 'D4'] as const;
export type Line = (typeof LINES)[number];

/** Why a confirmation opens nothing. */
export const REFUSALS = [
  'nobody',
  'notTheWork',
  'noPrivilege',
  'notAMedicalInstitution',
  'doesNotView',
  'notOpenedToEms',
  'unknownPerson',
  'neverSent',
  'lookUpOver',
  'evacueeWithoutRule',
  'noLine',
  'networkDoesNotAllow',
  'patientRefused',
] as const;
export type Refusal = (typeof REFUSALS)[number];

export const EMS_ABILITIES = [
  'search',
  'listGrants',
  'readGrant',
  'extend',
  'close',
  'readUses',
  'message',
  'listObligations',
  'fulfil',
  'listRules',
  'declareRule',
  'approveRule',
  'extendRule',
  'endRule',
  'readSettings',
  'putSettings',
  'putPolicy',
  'previewPolicy',
  'previewRecords',
] as const;
export type EmsAbility = (typeof EMS_ABILITIES)[number];

/** What somebody may do in an emergency. */
export type EmsVerdict = {
  looksUp: boolean;
  /** Wrong patient (患者違い) may be said of the look-up. */
  callsOff: boolean;
  confirms: { line: Line; owes: ObligationDuty[] } | undefined;
  /** Contents that the calendar of the access opens; absent where it opens no calendar. */
  sees: ContentType[] | undefined;
  opensDocument: boolean;
  /** The facilities whose hit of a name search may be shown. */
  shown: FacilityId[];
  may: Record<EmsAbility, boolean>;
};
