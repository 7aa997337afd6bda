import { readMe } from '../../../schemas/operations/directory.ts';
import { listEmsGrants, readEmsGrant } from '../../../schemas/operations/ems.ts';
import { listObligations } from '../../../schemas/operations/obligations.ts';
import { keyOf } from '../../api/ask.ts';
import { queryClient } from '../../api/query-client.ts';
import { navigate } from '../../app/location.ts';
import type { Confirmed } from './flow.ts';

/** The access is there: on to its record, without asking again for what the confirmation has just answered. */
export const goToRecord = ({ grant, obligations, drill }: Confirmed): void => {
  if (!grant) return;
  const { grantId } = grant;
  queryClient.setQueryData(keyOf(readEmsGrant, { params: { grantId } }), { grant, obligations, messages: [] });
  // In the background: whoever waits for the record does not wait for the lists.
  for (const { id } of [listEmsGrants, listObligations, readMe]) void queryClient.invalidateQueries({ queryKey: [id] });
  // In the place of the look-up, which is over: a step back leads to where the person came from.
  navigate(`/emergency/${grantId}`, { replace: true, ...(drill && { state: { drill } }) });
};
