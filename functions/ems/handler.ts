import { apiHandler } from '../../layers/deed/index.ts';
import { closeEmsGrant } from './close-ems-grant.ts';
import { confirmEms } from './confirm-ems.ts';
import { extendEmsGrant } from './extend-ems-grant.ts';
import { listEmsGrants } from './list-ems-grants.ts';
import { listEmsUses } from './list-ems-uses.ts';
import { lookUpEms } from './look-up-ems.ts';
import { readEmsGrant } from './read-ems-grant.ts';
import { readEmsUse } from './read-ems-use.ts';
import { searchEmsCandidates } from './search-ems-candidates.ts';
import { sendEmsMessage } from './send-ems-message.ts';

export const handler = apiHandler([
  lookUpEms,
  confirmEms,
  searchEmsCandidates,
  listEmsGrants,
  readEmsGrant,
  extendEmsGrant,
  closeEmsGrant,
  sendEmsMessage,
  listEmsUses,
  readEmsUse,
]);
