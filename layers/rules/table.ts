import { DEFAULT_DENY } from './evaluate.ts';
import { hashOf } from './hash.ts';
import { AUDIT_ROWS } from './rows/audit.ts';
import { BASE_ROWS } from './rows/base.ts';
import { CONSENT_ROWS } from './rows/consent.ts';
import { DIRECTORY_ROWS } from './rows/directory.ts';
import { DISASTER_ROWS } from './rows/disaster.ts';
import { DOCUMENT_ROWS } from './rows/document.ts';
import { EMS_BAR_ROWS } from './rows/ems-bars.ts';
import { EMS_DISASTER_ROWS } from './rows/ems-disaster.ts';
import { EMS_DUTY_ROWS } from './rows/ems-duties.ts';
import { EMS_GRANT_ROWS } from './rows/ems-grant.ts';
import { EMS_LOOK_UP_ROWS } from './rows/ems-look-up.ts';
import { EMS_NOTICE_ROWS } from './rows/ems-notices.ts';
import { EMS_PEACETIME_ROWS } from './rows/ems-peacetime.ts';
import { EMS_POLICY_ROWS } from './rows/ems-policy.ts';
import { EMS_USE_ROWS } from './rows/ems-uses.ts';
import { INGEST_ROWS } from './rows/ingest.ts';
import { LINK_ROWS } from './rows/link.ts';
import { LOOK_ROWS } from './rows/look.ts';
import { PATIENT_ROWS } from './rows/patient.ts';
import type { Rule, RuleId } from './rule.ts';

/** Every rule of the network. What no row permits is refused. */
export const TABLE: readonly Rule[] = [
  ...BASE_ROWS,
  ...DIRECTORY_ROWS,
  ...PATIENT_ROWS,
  ...LINK_ROWS,
  ...CONSENT_ROWS,
  ...LOOK_ROWS,
  ...DOCUMENT_ROWS,
  ...INGEST_ROWS,
  ...AUDIT_ROWS,
  ...EMS_BAR_ROWS,
  ...EMS_LOOK_UP_ROWS,
  ...EMS_PEACETIME_ROWS,
  ...EMS_DISASTER_ROWS,
  ...EMS_DUTY_ROWS,
  ...EMS_NOTICE_ROWS,
  ...EMS_GRANT_ROWS,
  ...EMS_USE_ROWS,
  ...DISASTER_ROWS,
  ...EMS_POLICY_ROWS,
];

let hash: string | undefined;
/** Names the table in every receipt: 16 hexadecimal digits. */
export const ruleTableHash = (): string => (hash ??= hashOf(TABLE));

const byId = new Map(TABLE.map((rule) => [rule.id, rule]));
const none = { acts: [], basis: [], when: [], unless: [], owes: [] } as const;
const nothing = { act: 'profile.read', facts: [], says: { ja: '', en: '' } } as const;

/** A rule that is not in the table, so that a screen always has a sentence: DEFAULT-DENY, or one of an earlier table. */
const absent = (id: RuleId): Rule => ({
  ...none,
  id,
  effect: 'forbid',
  says:
    id === DEFAULT_DENY
      ? { ja: 'この操作を許可する規則がありません。', en: 'No rule permits this.' }
      : { ja: `以前の規則表の規則です（${id}）。`, en: `A rule of an earlier table (${id}).` },
  examples: { allow: nothing, deny: nothing },
});

/** The rule behind an id of `because`, for its sentence. Never fails: see `absent`. */
export const ruleOf = (id: RuleId): Rule => byId.get(id) ?? absent(id);
