import { apiHandler } from '../../layers/deed/index.ts';
import { endSession } from './end-session.ts';
import { listFacilities } from './list-facilities.ts';
import { openSession } from './open-session.ts';
import { previewPublication } from './preview-publication.ts';
import { previewRecords } from './preview-records.ts';
import { putEmsPolicy } from './put-ems-policy.ts';
import { readFacility } from './read-facility.ts';
import { readMe } from './read-me.ts';

export const handler = apiHandler([
  openSession,
  endSession,
  readMe,
  listFacilities,
  readFacility,
  putEmsPolicy,
  previewPublication,
  previewRecords,
]);
