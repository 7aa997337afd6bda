import { apiHandler } from '../../layers/deed/index.ts';
import { confirmLink } from './confirm-link.ts';
import { deleteLink } from './delete-link.ts';
import { listLinks } from './list-links.ts';
import { mergePatients } from './merge-patients.ts';
import { putLink } from './put-link.ts';
import { readPatient } from './read-patient.ts';
import { refreshPatient } from './refresh-patient.ts';
import { registerPatient } from './register-patient.ts';
import { searchPatients } from './search-patients.ts';
import { updatePatient } from './update-patient.ts';

export const handler = apiHandler([
  registerPatient,
  searchPatients,
  readPatient,
  updatePatient,
  putLink,
  deleteLink,
  confirmLink,
  listLinks,
  refreshPatient,
  mergePatients,
]);
