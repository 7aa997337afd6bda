import { deed } from '../../layers/deed/index.ts';
import { fulfilObligation as operation } from '../../schemas/operations/obligations.ts';
import { fulfil } from './fulfil.ts';

/** Anybody who handles registration at the facility that looked (OBLIGATION-02), whoever looked; what is settled stays as it is. */
export const fulfilObligation = deed(operation, async ({ params, body }, desk) => {
  const [obligation] = await fulfil(desk, { ids: [params.obligationId], input: body, pointer: '/body' });
  if (!obligation) throw new TypeError('one obligation was fulfilled');
  return { body: { obligation } };
});
