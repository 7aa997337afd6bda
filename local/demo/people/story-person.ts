import type { PersonName } from '../../../schemas/person.ts';
import type { Sentence } from '../../../schemas/primitives.ts';
import type { AllergyId } from '../clinical/allergies.ts';
import type { ConditionId } from '../clinical/conditions.ts';
import type { InfectionId } from '../clinical/infections.ts';
import type { FACILITY } from '../facilities.ts';
import type { Registration, StudyKind } from './person.ts';

type Where = keyof typeof FACILITY;

/** A person with a part in the tour and the tests. Numbers follow from `number`: 0000101 at TYテスト病院, 00000201, 101, 501, 0001. */
export type StoryPerson = {
  key: string;
  number: number;
  says: Sentence;
  name: PersonName;
  sex: 'female' | 'male';
  birthDate: string;
  /** People of one home share address, telephone and card. */
  home: string;
  branch?: number;
  at: readonly Where[];
  /** What a facility has written differently. */
  differs?: Partial<Record<Where, { name?: Partial<PersonName>; birthDate?: string }>>;
  conditions: readonly ConditionId[];
  allergies?: 'none' | 'notAsked' | readonly AllergyId[];
  infections?: readonly InfectionId[];
  studies?: readonly { at: 'tyHospital' | 'testHospital'; kinds: readonly StudyKind[] }[];
  rich?: boolean;
  registration?: StoryRegistration;
};

/** As `Registration`, with facilities by name and numbers left to be filled in. */
export type StoryRegistration = {
  at: 'testClinic' | 'tyHospital' | 'testHospital';
  consent?: Registration['consent'];
  wareki?: boolean;
  kana?: Registration['kana'];
  links: readonly { at: Where; becomes?: 'pending'; typed?: string }[];
  withdrawal?: Registration['withdrawal'];
};
