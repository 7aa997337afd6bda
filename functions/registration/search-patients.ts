import { type Desk, deed, personSummary, typedBirthDate } from '../../layers/deed/index.ts';
import { ProblemError } from '../../layers/edge/index.ts';
import { kanjiKey, looseKanaKey, nameKeyOf, phoneKey } from '../../layers/names/index.ts';
import {
  type FacilityLink,
  type FoundPatient,
  linkOfLocalId,
  linksOfFacility,
  patientsFoundBy,
  type SearchTerm,
} from '../../layers/store/index.ts';
import type { RequestOf } from '../../schemas/operation.ts';
import { searchPatients as operation } from '../../schemas/operations/registration.ts';
import type { FacilityId } from '../../schemas/primitives.ts';
import { searchAttempt } from './search-attempt.ts';

type Query = RequestOf<typeof operation>['query'];

/** People of other facilities that a search shows at most (as PDQ). */
const OTHERS_CAP = 10;

/**
 * Care staff, clerks, administrators (PATIENT-01), the network office (PATIENT-02). Without criteria or by own patient ID: the facility's own list. By demographics: people of
 * other facilities too, but only by birth date together with family and given name, few at a time, counted per person.
 */
export const searchPatients = deed(operation, async ({ query }, desk) => {
  const { birthDate, family, given, phone, localId } = query;
  if ([birthDate, family, given, phone].every((part) => part === undefined)) return ownPatients(query, desk);
  if (localId !== undefined) return bothKinds();
  return byDemographics(query, desk);
});

const bothKinds = (): never => {
  throw new ProblemError('SEARCH_TOO_BROAD');
};

const listed = (link: FacilityLink) => ({
  patientId: link.patientId,
  person: link.person,
  ownLink: { localId: link.localId, state: link.state },
});

const ownPatients = async (query: Query, desk: Desk) => {
  const facilityId = await desk.ownFacilityId();
  const after = desk.openCursor<string>(query.cursor, query);
  const localId =
    query.localId === undefined
      ? undefined
      : await desk.localId(facilityId, { text: query.localId, pointer: '/query/localId' });
  const { page } = await desk.load({
    page:
      localId === undefined
        ? linksOfFacility(desk.store, { facilityId, state: 'verified', limit: query.limit, ...(after && { after }) })
        : linkOfLocalId(desk.store, { facilityId, localId }).then((link) => ({
            items: link ? [link] : [],
            last: undefined,
          })),
  });
  const verdict = await desk.require({ request: { own: true } });
  await desk.record(verdict, {
    request: { patients: page.items.slice(0, 10).map((link) => link.patientId), count: page.items.length },
  });
  return { body: { items: page.items.map(listed), ...(page.last && { cursor: desk.cursor(page.last.sk, query) }) } };
};

const byDemographics = async (query: Query, desk: Desk) => {
  // A search by demographics is one page: no cursor was ever given for it.
  desk.openCursor(query.cursor, query);
  const wanted = criteria(query, desk.today);
  const { answer } = await desk.load({ answer: patientsFoundBy(desk.store, [wanted.term]) });
  const verdict = await desk.require({ request: { criteria: wanted.names } });
  // Of so many some were left out: an answer that looks whole would hide them.
  if (answer.cutOff)
    return desk.fail(verdict, 'SEARCH_TOO_BROAD', {
      writes: [searchAttempt(desk)],
      conflicts: { attempts: 'SEARCH_EXHAUSTED' },
    });
  const { facilityId } = desk.caller;
  const fitting = answer.found.filter(wanted.fits);
  const isOwn = (patient: FoundPatient): boolean => ownPlace(patient, facilityId) !== undefined;
  const own = fitting.filter(isOwn).slice(0, query.limit);
  const others = wanted.precise ? fitting.filter((patient) => !isOwn(patient)).slice(0, OTHERS_CAP) : [];
  const patients = [...own, ...others];
  await desk.commit(verdict, {
    writes: [searchAttempt(desk)],
    subject: { request: { patients: patients.slice(0, 10).map(({ patientId }) => patientId), count: patients.length } },
    conflicts: { attempts: 'SEARCH_EXHAUSTED' },
  });
  return { body: { items: patients.map((patient) => shown(patient, facilityId)) } };
};

const ownPlace = (patient: FoundPatient, facilityId: FacilityId) =>
  patient.linkedAt.find((place) => place.facilityId === facilityId);

const shown = (patient: FoundPatient, facilityId: FacilityId) => {
  const own = ownPlace(patient, facilityId);
  return {
    patientId: patient.patientId,
    person: personSummary(patient.demographics),
    ...(own && { ownLink: { localId: own.localId, state: 'verified' as const } }),
  };
};

type Criteria = { term: SearchTerm; fits: (patient: FoundPatient) => boolean; precise: boolean; names: string[] };

/** The one term that is asked of the store, and what the rest must fit. */
const criteria = (query: Query, today: string): Criteria => {
  const { family, given } = query;
  const birthDate =
    query.birthDate === undefined ? undefined : typedBirthDate(query.birthDate, { pointer: '/query/birthDate', today });
  const phone = query.phone === undefined ? undefined : phoneKey(query.phone);
  const name = family !== undefined && given !== undefined ? nameTerm(family, given) : undefined;
  const term: SearchTerm | undefined =
    birthDate !== undefined
      ? { kind: 'birthDate', value: birthDate }
      : (name ?? (phone ? { kind: 'phone', value: phone } : undefined));
  if (!term) throw new ProblemError('SEARCH_TOO_BROAD');
  const fits = ({ demographics }: FoundPatient): boolean =>
    (birthDate === undefined || demographics.birthDate === birthDate) &&
    (phone === undefined || phoneKey(demographics.phone ?? '') === phone) &&
    (family === undefined ||
      sameName(family, [
        demographics.name.family,
        demographics.name.familyKana,
        demographics.name.formerFamilyKana ?? '',
      ])) &&
    (given === undefined || sameName(given, [demographics.name.given, demographics.name.givenKana]));
  const names = Object.entries({ birthDate, family, given, phone }).flatMap(([criterion, value]) =>
    value === undefined ? [] : [criterion],
  );
  return { term, fits, precise: birthDate !== undefined && name !== undefined, names };
};

const isKana = (text: string): boolean =>
  /^[\p{Script=Hiragana}\p{Script=Katakana}\u30fc\uff70\s・゛゜ﾞﾟ]+$/u.test(text.normalize('NFKC'));

const nameTerm = (family: string, given: string): SearchTerm | undefined => {
  if (!isKana(family) || !isKana(given)) return { kind: 'nameKanji', value: `${kanjiKey(family)}|${kanjiKey(given)}` };
  const value = nameKeyOf({ familyKana: family, givenKana: given });
  return value === undefined ? undefined : { kind: 'nameKana', value };
};

const sameName = (typed: string, names: string[]): boolean =>
  names.some(
    (name) =>
      name !== '' &&
      (kanjiKey(typed) === kanjiKey(name) || (isKana(typed) && looseKanaKey(typed) === looseKanaKey(name))),
  );
