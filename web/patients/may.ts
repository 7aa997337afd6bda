import type { Me } from '../app/route.ts';

/** Care staff and clerks: they open charts, link IDs, send forms (LOOK-03, LINK-01, DOC-01). What is offered only; the API decides. */
export const worksWithPatients = ({ staff }: Me): boolean =>
  staff.role !== 'facilityAdmin' && staff.role !== 'networkOffice';

/** They and the facility's administrator: registration, demographics, consents (PATIENT-01, PATIENT-03, CONSENT-01). */
export const handlesRegistration = ({ staff }: Me): boolean => staff.role !== 'networkOffice';
