import type { Link, Patient } from '../../schemas/patient.ts';
import type { Demographics } from '../../schemas/person.ts';
import { kanjiKey, searchKeysOf } from '../names/index.ts';
import type { FoundPatient, SearchTerm } from '../store/index.ts';

/** The terms a person is found by: exact birth date, loose family + given kana (the former name too), kanji, telephone. Each once. */
export const searchTermsOf = (demographics: Demographics): SearchTerm[] => {
  const { birthDate, nameKana, formerNameKana, phone } = searchKeysOf(demographics);
  const kanji = [demographics.name.family, demographics.name.given].map(kanjiKey).join('|');
  // A former name that sounds like the present one is no second term: a transaction writes an item once.
  const formerAlone = formerNameKana === nameKana ? undefined : formerNameKana;
  const terms: (SearchTerm | undefined)[] = [
    { kind: 'birthDate', value: birthDate },
    nameKana === undefined ? undefined : { kind: 'nameKana', value: nameKana },
    formerAlone === undefined ? undefined : { kind: 'nameKana', value: formerAlone },
    { kind: 'nameKanji', value: kanji },
    phone === undefined ? undefined : { kind: 'phone', value: phone },
  ];
  return terms.filter((term) => term !== undefined);
};

/** What a search finds of a patient with these links: those that are verified, with the IDs there. */
export const foundPatient = ({ patientId, demographics }: Patient, links: Link[]): FoundPatient => ({
  patientId,
  demographics,
  linkedAt: links
    .filter((link) => link.state === 'verified')
    .map(({ facilityId, localId }) => ({ facilityId, localId })),
});
