import { deed } from '../../layers/deed/index.ts';
import { listEmsGrants as operation } from '../../schemas/operations/ems.ts';
import { grantPage } from './grant-page.ts';
import { shownGrant } from './shown-grant.ts';

/** The EMS accesses of the caller's facility, over ones too, newest first. */
export const listEmsGrants = deed(operation, async ({ query }, desk) => {
  const { shown, ...rest } = await grantPage(desk, query, 'viewer');
  return { body: { items: shown.map(({ grant, beside }) => shownGrant(grant, beside)), ...rest } };
});
