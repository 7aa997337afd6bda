import type { PersonSummary } from '../../schemas/person.ts';
import { handedOver } from '../app/location.ts';
import type { DemographicsTyped } from './demographics/typed.ts';
import type { Criteria } from './search/understood.ts';

/** To the search: what somebody typed elsewhere, or had asked before going to a patient. */
export type SearchHandover = { typed?: string; criteria?: Criteria };

/** To a registration: what was typed into a search, or the emergency access that is to become a registration. */
export type RegistrationHandover = {
  typed?: Partial<DemographicsTyped>;
  localId?: string;
  emsGrantId?: string;
  person?: PersonSummary;
};

/** To the steps after it. `register`: of a first registration; absent: a facility is added (施設追加). */
export type LinkHandover = {
  flow?: 'register';
  person?: PersonSummary;
  localId?: string;
  emsGrantId?: string;
};

/** What the screen before handed over; an empty object where it is opened by its address. */
export const handover = <T extends object>(): Partial<T> => {
  const given = handedOver();
  return typeof given === 'object' && given !== null ? given : {};
};
