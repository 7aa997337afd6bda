import { deed } from '../../layers/deed/index.ts';
import { disasterRulesOf } from '../../layers/store/index.ts';
import { listDisasterRules as operation } from '../../schemas/operations/disaster.ts';
import { ruleView } from './rule-view.ts';

/** Any active member of staff (DISASTER-01). Every rule ever declared, newest first, each with where record and flag leave it at this moment. */
export const listDisasterRules = deed(operation, async ({ query }, desk) => {
  const after = desk.openCursor<string>(query.cursor, query);
  const { page, flag } = await desk.load({
    page: disasterRulesOf(desk.store, { limit: query.limit, ...(after && { after }) }),
    flag: desk.flag(),
  });
  const verdict = await desk.require({});
  await desk.record(verdict, { request: { count: page.items.length, flag: flag.state } });
  return {
    body: {
      items: page.items.map((rule) => ruleView(desk, rule, flag)),
      flag: flag.state,
      ...(page.last && { cursor: desk.cursor(page.last.sk, query) }),
    },
  };
});
