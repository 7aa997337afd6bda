import { deed } from '../../layers/deed/index.ts';
import { listEmsUses as operation } from '../../schemas/operations/ems.ts';
import { grantPage } from './grant-page.ts';
import { shownUse } from './shown-grant.ts';

/** The disclosing facility's inbox: EMS uses of its records by other facilities, newest first. */
export const listEmsUses = deed(operation, async ({ query }, desk) => {
  const { shown, ...rest } = await grantPage(desk, query, 'discloser');
  return { body: { items: shown.map(({ grant, beside }) => shownUse(grant, beside)), ...rest } };
});
