import type { Insurance } from './insurance.ts';

/** What is compared of a person: spelled as entered (kana in any width, or hiragana), birth date YYYY-MM-DD. */
export type Demographics = {
  name: {
    family: string;
    given: string;
    familyKana: string;
    givenKana: string;
    /** Reading of the family name before marriage or divorce (旧姓). */
    formerFamilyKana?: string;
  };
  birthDate: string;
  sex: 'male' | 'female' | 'other' | 'unknown';
  phone?: string;
  postalCode?: string;
  address?: string;
  insurance?: Insurance;
};
