import { deed } from '../../layers/deed/index.ts';
import { fulfilObligations as operation } from '../../schemas/operations/obligations.ts';
import { fulfil } from './fulfil.ts';

/** After a night with many patients: one duty, one fulfilment, several grants; all or none. */
export const fulfilObligations = deed(operation, async ({ body }, desk) => {
  const { duty, obligationIds: ids, fulfilment: input } = body;
  const obligations = await fulfil(desk, { ids, input, pointer: '/body/fulfilment', together: { duty } });
  return { body: { obligations } };
});
