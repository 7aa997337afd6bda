import type { InputOf } from '../../../schemas/operation.ts';
import type { searchEmsCandidates } from '../../../schemas/operations/ems.ts';

export type PdqForm = {
  family: string;
  given: string;
  birthDate: string;
  sex: 'any' | 'male' | 'female';
  phone: string;
  address: string;
  facilityId: string;
};
export const EMPTY: PdqForm = {
  family: '',
  given: '',
  birthDate: '',
  sex: 'any',
  phone: '',
  address: '',
  facilityId: 'any',
};

type Query = NonNullable<InputOf<typeof searchEmsCandidates>['query']>;

/** What is asked: empty fields are absent, the rest as it was typed; the API knows every spelling. */
export const queryOf = ({ sex, facilityId, ...typed }: PdqForm): Query => {
  const written = Object.entries(typed).filter(([, text]) => text.trim() !== '');
  return {
    ...Object.fromEntries(written),
    ...(sex !== 'any' && { sex }),
    ...(facilityId !== 'any' && { facilityId }),
  };
};
