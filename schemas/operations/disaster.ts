import * as z from 'zod';
import { DisasterRuleInput, DisasterRuleView, NetworkSettings } from '../disaster.ts';
import { defineOperation } from '../operation.ts';
import { Cursor, DisasterRuleId, Instant, prose } from '../primitives.ts';

const idempotent = ['IDEMPOTENCY_KEY_REQUIRED', 'IDEMPOTENCY_CONFLICT', 'CONFLICT'] as const;
const rulePath = z.strictObject({ ruleId: DisasterRuleId });
const answer = (status: number, ...also: number[]) => ({
  status,
  also,
  schema: z.strictObject({ rule: DisasterRuleView }),
});

export const listDisasterRules = defineOperation({
  id: 'listDisasterRules',
  capability: 'disaster',
  method: 'GET',
  path: '/v1/disaster-rules',
  summary: { ja: '臨時運用ルールの一覧', en: 'Disaster rules, newest first' },
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(50), cursor: Cursor.optional() }),
  response: {
    status: 200,
    schema: z.strictObject({
      items: z.array(DisasterRuleView),
      /** unreadable: peacetime everywhere, whatever the records say. */
      flag: z.enum(['on', 'off', 'unreadable']),
      cursor: Cursor.optional(),
    }),
  },
  problems: ['INVALID_CURSOR'],
  act: 'disaster.list',
  audit: 'ListDisasterRules',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

export const declareDisasterRule = defineOperation({
  id: 'declareDisasterRule',
  capability: 'disaster',
  method: 'POST',
  path: '/v1/disaster-rules',
  summary: { ja: '臨時運用ルールの宣言', en: 'Declare a disaster rule' },
  body: DisasterRuleInput,
  response: answer(201),
  problems: ['DISASTER_RULE_PERIOD', 'DISASTER_RULE_AREA', 'DISASTER_RULE_OVERLAPS', ...idempotent],
  act: 'disaster.declare',
  audit: 'DeclareDisasterRule',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
});

export const approveDisasterRule = defineOperation({
  id: 'approveDisasterRule',
  capability: 'disaster',
  method: 'POST',
  path: '/v1/disaster-rules/{ruleId}/approval',
  summary: { ja: '臨時運用ルールの承認（宣言者以外）', en: 'Approve a disaster rule; not by whoever declared it' },
  params: rulePath,
  body: z.strictObject({}),
  response: answer(200),
  problems: ['DISASTER_SELF_APPROVAL', 'DISASTER_RULE_STATE', ...idempotent],
  act: 'disaster.approve',
  audit: 'ApproveDisasterRule',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
});

export const extendDisasterRule = defineOperation({
  id: 'extendDisasterRule',
  capability: 'disaster',
  method: 'POST',
  path: '/v1/disaster-rules/{ruleId}/extension',
  summary: {
    ja: '臨時運用ルールの延長（続きのルールを宣言）',
    en: 'Extend a disaster rule: declares the one that continues it, to be approved in turn',
  },
  params: rulePath,
  body: z.strictObject({ until: Instant, basis: prose(500) }),
  response: answer(201),
  problems: ['DISASTER_RULE_PERIOD', 'DISASTER_RULE_OVERLAPS', 'DISASTER_RULE_STATE', ...idempotent],
  act: 'disaster.extend',
  audit: 'ExtendDisasterRule',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
});

export const endDisasterRule = defineOperation({
  id: 'endDisasterRule',
  capability: 'disaster',
  method: 'POST',
  path: '/v1/disaster-rules/{ruleId}/end',
  summary: { ja: '臨時運用ルールの即時終了', en: 'End a disaster rule at once' },
  params: rulePath,
  body: z.strictObject({ reason: prose(500) }),
  response: answer(200),
  problems: ['DISASTER_RULE_STATE', ...idempotent],
  act: 'disaster.end',
  audit: 'EndDisasterRule',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
});

export const readNetworkSettings = defineOperation({
  id: 'readNetworkSettings',
  capability: 'disaster',
  method: 'GET',
  path: '/v1/network-settings',
  summary: {
    ja: 'ネットワークの選択（N5・D3・事前連絡・期間）',
    en: "The network's choices (N5, D3, notice, window, hours)",
  },
  response: { status: 200, schema: z.strictObject({ settings: NetworkSettings }) },
  problems: [],
  act: 'settings.read',
  audit: 'ReadNetworkSettings',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

export const putNetworkSettings = defineOperation({
  id: 'putNetworkSettings',
  capability: 'disaster',
  method: 'PUT',
  path: '/v1/network-settings',
  summary: { ja: 'ネットワークの選択を定める', en: "Set the network's choices" },
  body: NetworkSettings.omit({ version: true }).extend({ n5: z.enum(['allowWithExplanation', 'refuse']) }),
  response: { status: 200, schema: z.strictObject({ settings: NetworkSettings }) },
  problems: ['VERSION_CONFLICT', 'IF_MATCH_REQUIRED', 'CONFLICT'],
  act: 'settings.put',
  audit: 'PutNetworkSettings',
  caller: 'staff',
  effect: 'write',
  idempotency: 'natural',
  ifMatch: true,
});
