import type { ConsentInput } from '../../../schemas/consent.ts';
import type { Demographics } from '../../../schemas/person.ts';
import type { FacilityId, LocalId, Sentence } from '../../../schemas/primitives.ts';
import type { AllergyId } from '../clinical/allergies.ts';
import type { ConditionId } from '../clinical/conditions.ts';
import type { InfectionId } from '../clinical/infections.ts';

/** One facility's own record of somebody: its number, and the demographics as that facility spells them. */
export type DemoRecord = { facilityId: FacilityId; localId: LocalId; demographics: Demographics };

/** What is known of allergies: nobody asked (no message at all), asked and none, or some. */
export type AllergyKnowledge = 'notAsked' | 'none' | readonly AllergyId[];

export type StudyKind = 'ct' | 'radiograph' | 'ultrasound' | 'ecg';

export type DemoPerson = {
  /** `story/noto-hanako`, `single/017`, `household/03/2`: stable whatever else is added. */
  key: string;
  /** As they present themselves today, and as they are registered. */
  demographics: Demographics;
  records: readonly DemoRecord[];
  conditions: readonly ConditionId[];
  allergies: AllergyKnowledge;
  infections: readonly InfectionId[];
  /** Pictures that are sure to be there, by hospital; others are drawn (`settings.ts`). */
  studies: readonly { facilityId: FacilityId; kinds: readonly StudyKind[] }[];
  /** Much to see: twice the visits, and a stay in hospital at each hospital. */
  rich: boolean;
  /** What the person is in the story for. */
  story?: Sentence;
  registration?: Registration;
};

/** How somebody came into the network: what a clerk typed, day counts before the reference day. */
export type Registration = {
  /** Personal ID of who registers. */
  by: string;
  /** As typed: any width, any padding. */
  localId: string;
  /** Birth date typed in the Japanese calendar. */
  wareki: boolean;
  kana: 'katakana' | 'hiragana' | 'halfWidth';
  /** Absent = registered, and nobody has consented yet. */
  consent?: Pick<ConsentInput, 'scope' | 'consentedBy' | 'method'> & { daysAgo: number };
  links: readonly { by: string; facilityId: FacilityId; localId: string; becomes: 'verified' | 'pending' }[];
  withdrawal?: { reason: string; withdrawnBy: ConsentInput['consentedBy'] };
};
