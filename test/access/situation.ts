import type { CallerInput } from '../../layers/rules/index.ts';
import type { Consent } from '../../schemas/consent.ts';
import type { ContentType } from '../../schemas/content-types.ts';
import type { Facility } from '../../schemas/directory.ts';
import type { Link, Patient } from '../../schemas/patient.ts';
import type { FacilityId, LocalId, StaffId } from '../../schemas/primitives.ts';

/** A document that somebody tries to open. */
type HeldDocument = { facilityId: FacilityId; contentType: ContentType; department?: string; day: string };

/** Everything that is true at one moment, as records: what both the rules and the oracle are asked about. */
export type Situation = {
  /** Today in Japan. */
  today: string;
  facilities: Facility[];
  caller: CallerInput;
  patient: Pick<Patient, 'patientId' | 'registeredBy'>;
  links: Link[];
  consents: Consent[];
  document: HeldDocument;
  /** The patient ID that the caller gives, links or sends, and the facility that issued it. */
  issuer: FacilityId;
  localId: LocalId;
  /** Whose log is asked for beside the patient's. */
  auditedStaff: { staffId: StaffId; facilityId: FacilityId };
};

/** What somebody may do in a situation. `sees`: per facility the contents that the calendar opens; absent where there is no calendar. */
export type Verdict = {
  sees: Record<string, ContentType[]> | undefined;
  opensDocument: boolean;
  /** Facilities that are asked for the latest data. */
  refreshes: string[];
  may: Record<Ability, boolean>;
};

export const ABILITIES = [
  'readProfile',
  'readDirectory',
  'endSession',
  'register',
  'search',
  'readPatient',
  'updatePatient',
  'merge',
  'putLink',
  'endLink',
  'confirmLink',
  'listLinks',
  'grantConsent',
  'readConsents',
  'withdrawConsent',
  'announce',
  'ingest',
  'complete',
  'markInError',
  'sendDemographics',
  'pollRequests',
  'answerRequest',
  'auditPatient',
  'auditStaff',
] as const;
export type Ability = (typeof ABILITIES)[number];
