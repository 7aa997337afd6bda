import { createHash } from 'node:crypto';
import * as z from 'zod';
import { Demographics } from '../../schemas/person.ts';
import { FacilityId, LocalId, PatientId } from '../../schemas/primitives.ts';
import type { Write } from './db.ts';
import { fromItem, toItem } from './items.ts';
import {
  type FacilityPatientName,
  facilityPatientSearchKey,
  facilityPatientsFoundRange,
  patientSearchKey,
  patientsFoundRange,
  type SearchKind,
} from './keys.ts';
import type { Store } from './store.ts';

/** One way to find a person: exact birth date, loose family + given name, telephone. Never a family name alone (hot partition). */
export type SearchTerm = { kind: SearchKind; value: string };

/** What a search finds: enough to tell people apart and to say why they may be one, without reading further. */
const FoundPatient = z.strictObject({
  patientId: PatientId,
  demographics: Demographics,
  /** Verified links alone. */
  linkedAt: z.array(z.strictObject({ facilityId: FacilityId, localId: LocalId })),
});
export type FoundPatient = z.infer<typeof FoundPatient>;

const FoundFacilityPatient = z.strictObject({
  facilityId: FacilityId,
  localId: LocalId,
  demographics: Demographics,
});
export type FoundFacilityPatient = z.infer<typeof FoundFacilityPatient>;

/** More people of one birth date or one name than anybody can look through, at some 600 KB a query. */
const CAP = 1000;

/** Everybody found by any of the terms, each once. `cutOff`: a term finds more than 1,000, of whom the rest are left out. */
export const patientsFoundBy = async (
  store: Store,
  terms: SearchTerm[],
): Promise<{ found: FoundPatient[]; cutOff: boolean }> => {
  const pages = await Promise.all(
    distinct(terms).map((term) => store.db.query('records', patientsFoundRange(term.kind, term.value), { limit: CAP })),
  );
  const found = new Map<string, FoundPatient>();
  for (const item of pages.flatMap((page) => page.items)) {
    const patient = fromItem(FoundPatient, item);
    found.set(patient.patientId, patient);
  }
  return { found: [...found.values()], cutOff: pages.some((page) => page.last !== undefined) };
};

/** The same among the facilities' own patients (PDQ): each local ID once. */
export const facilityPatientsFoundBy = async (
  store: Store,
  terms: SearchTerm[],
): Promise<{ found: FoundFacilityPatient[]; cutOff: boolean }> => {
  const pages = await Promise.all(
    distinct(terms).map((term) =>
      store.db.query('records', facilityPatientsFoundRange(term.kind, term.value), { limit: CAP }),
    ),
  );
  const found = pages
    .flatMap((page) => page.items)
    .map((item) => fromItem(FoundFacilityPatient, item))
    .map((patient) => [`${patient.facilityId} ${patient.localId}`, patient] as const);
  return { found: [...new Map(found).values()], cutOff: pages.some((page) => page.last !== undefined) };
};

const same = (a: SearchTerm, b: SearchTerm) => a.kind === b.kind && a.value === b.value;
/** Each once: a former name that equals the present one gives one term twice, and a transaction touches an item once. */
const distinct = (terms: SearchTerm[]): SearchTerm[] =>
  terms.map(bounded).filter((term, index, all) => all.findIndex((other) => same(other, term)) === index);

const LONGEST = 200;
/** A partition key holds 2,048 bytes. Folding can make eighteen characters of one (NFKC), so that a name within its limits may be longer. */
const bounded = ({ kind, value }: SearchTerm): SearchTerm => {
  const characters = [...value];
  if (characters.length <= LONGEST) return { kind, value };
  const rest = createHash('sha256').update(value).digest('hex').slice(0, 32);
  return { kind, value: `${characters.slice(0, LONGEST).join('')}~${rest}` };
};

/** Terms of before that hold no longer. */
const gone = (before: SearchTerm[], now: SearchTerm[]): SearchTerm[] => {
  const kept = distinct(now);
  return distinct(before).filter((old) => !kept.some((term) => same(old, term)));
};

/** The patient's search items as they are to be from now on; those of terms that no longer hold are removed. */
export const patientSearchWrites = (patient: FoundPatient, terms: SearchTerm[], before: SearchTerm[]): Write[] => [
  ...distinct(terms).map(
    (term): Write => ({
      table: 'records',
      put: toItem(FoundPatient, {
        entity: 'Search',
        key: patientSearchKey(term.kind, term.value, patient.patientId),
        value: patient,
      }),
    }),
  ),
  ...gone(before, terms).map(
    (old): Write => ({ table: 'records', remove: patientSearchKey(old.kind, old.value, patient.patientId) }),
  ),
];

/** The same for a facility's own patient, for the name search that returns local IDs (PDQ). */
export const facilityPatientSearchWrites = (
  found: FacilityPatientName & { demographics: Demographics },
  terms: SearchTerm[],
  before: SearchTerm[],
): Write[] => [
  ...distinct(terms).map(
    (term): Write => ({
      table: 'records',
      put: toItem(FoundFacilityPatient, {
        entity: 'Search',
        key: facilityPatientSearchKey(term.kind, term.value, found),
        value: found,
      }),
    }),
  ),
  ...gone(before, terms).map(
    (old): Write => ({ table: 'records', remove: facilityPatientSearchKey(old.kind, old.value, found) }),
  ),
];
