import { apiHandler } from '../../layers/deed/index.ts';
import { approveDisasterRule } from './approve-disaster-rule.ts';
import { declareDisasterRule } from './declare-disaster-rule.ts';
import { endDisasterRule } from './end-disaster-rule.ts';
import { extendDisasterRule } from './extend-disaster-rule.ts';
import { listDisasterRules } from './list-disaster-rules.ts';
import { putNetworkSettings } from './put-network-settings.ts';
import { readNetworkSettings } from './read-network-settings.ts';

export const handler = apiHandler([
  listDisasterRules,
  declareDisasterRule,
  approveDisasterRule,
  extendDisasterRule,
  endDisasterRule,
  readNetworkSettings,
  putNetworkSettings,
]);
