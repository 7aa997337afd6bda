import { foundPatient, searchTermsOf } from '../../layers/deed/index.ts';
import { type PatientAccess, patientSearchWrites, patientWrite, type Write } from '../../layers/store/index.ts';
import type { Link } from '../../schemas/patient.ts';

/** The patient's links with one of them as it will be. */
export const linksWith = (access: PatientAccess, link: Link): Link[] => [
  ...access.links.filter((other) => other.facilityId !== link.facilityId),
  link,
];

/** The patient's search items say where they are linked: rewritten when a link becomes verified or ends. */
export const relinkedSearchWrites = ({ patient }: PatientAccess, links: Link[]): Write[] =>
  patientSearchWrites(foundPatient(patient, links), searchTermsOf(patient.demographics), []);

/**
 * The patient's version turns with every link, as with every consent (`patient-version`): search items hold all links and the demographics, so
 * of two changes at once the second must see the first. It is also what If-Match is held against.
 */
export const patientTurned = ({ patient }: PatientAccess): Write =>
  patientWrite({ ...patient, version: patient.version + 1 });

export const linkView = (link: Link) => {
  const { linkedBy: _by, endedAt: _ended, ...view } = link;
  return view;
};
