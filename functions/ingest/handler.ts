import { apiHandler } from '../../layers/deed/index.ts';
import { completeRefreshRequest } from './complete-refresh-request.ts';
import { createDocumentBatch } from './create-document-batch.ts';
import { listFacilityPatients } from './list-facility-patients.ts';
import { listRefreshRequests } from './list-refresh-requests.ts';
import { putFacilityPatient } from './put-facility-patient.ts';

export const handler = apiHandler([
  putFacilityPatient,
  listFacilityPatients,
  createDocumentBatch,
  listRefreshRequests,
  completeRefreshRequest,
]);
