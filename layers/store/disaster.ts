import * as z from 'zod';
import { DEFAULT_SETTINGS, DisasterRule, NetworkSettings } from '../../schemas/disaster.ts';
import type { DisasterRuleId } from '../../schemas/primitives.ts';
import { hasVersion, type Item, isNew, type Page, type QueryOptions, type Write } from './db.ts';
import { ConflictError } from './errors.ts';
import { fromItem, toItem } from './items.ts';
import { disasterLedgerKey, disasterRuleKey, disasterRulesRange, networkSettingsKey } from './keys.ts';
import type { Store } from './store.ts';

/**
 * What does not read back as a rule, since somebody has written over it or it comes from another version of the network, is none: it opens nothing,
 * and no look, no list and no other rule's end fails for it. The flag that lists it says so to the operators.
 */
const readable = (items: Iterable<Item>): DisasterRule[] =>
  [...items].flatMap((item) => {
    try {
      return fromItem(DisasterRule, item);
    } catch {
      return [];
    }
  });

/** The rules with these ids, strongly consistent, in one batch; those that are not there, or not readable, are left out. */
export const disasterRulesByIds = async (store: Store, ids: readonly DisasterRuleId[]): Promise<DisasterRule[]> => {
  if (ids.length === 0) return [];
  const found = await store.db.getMany(ids.map((id) => ({ table: 'directory', key: disasterRuleKey(id) })));
  return readable(found.values());
};

/** All rules, newest first, one page. */
export const disasterRulesOf = async (store: Store, options: QueryOptions): Promise<Page<DisasterRule>> => {
  const page = await store.db.query('directory', disasterRulesRange(), { ...options, newestFirst: true });
  return { items: readable(page.items), ...(page.last && { last: page.last }) };
};

/** A rule: new where version is 1, else over the version before (`disaster-rule-version`). Never deleted. */
export const disasterRuleWrite = (rule: DisasterRule): Write => ({
  table: 'directory',
  put: toItem(DisasterRule, { entity: 'DisasterRule', key: disasterRuleKey(rule.ruleId), value: rule }),
  condition: rule.version === 1 ? isNew : hasVersion(rule.version - 1),
  otherwise: 'disaster-rule-version',
});

/** The rule is still what was read (`disaster-rule-version`). */
export const disasterRuleUnchanged = ({ ruleId, version }: DisasterRule): Write => ({
  table: 'directory',
  check: disasterRuleKey(ruleId),
  condition: hasVersion(version),
  otherwise: 'disaster-rule-version',
});

const Ledger = z.strictObject({ version: z.int().positive() });

const turnOf = async (store: Store): Promise<number> => {
  const item = await store.db.get('directory', disasterLedgerKey());
  return item ? fromItem(Ledger, item).version : 0;
};

/**
 * Every rule ever declared, newest first, and the ledger's turn: how many there are. Read side by side, the rules may be older than the turn, and a
 * declaration that relied on them would not see the one before it: fewer rules than turns is a conflict (`disaster-ledger`).
 */
export const declaredRules = async (store: Store): Promise<{ turn: number; rules: DisasterRule[] }> => {
  const [turn, { items }] = await Promise.all([
    turnOf(store),
    store.db.query('directory', disasterRulesRange(), { newestFirst: true }),
  ]);
  if (items.length < turn) throw new ConflictError('disaster-ledger');
  return { turn, rules: readable(items) };
};

/** Part of every declaration, by the turn that was read: of two that overlap only one passes (`disaster-ledger`). */
export const disasterLedgerWrite = (turn: number): Write => ({
  table: 'directory',
  put: toItem(Ledger, { entity: 'DisasterLedger', key: disasterLedgerKey(), value: { version: turn + 1 } }),
  condition: turn === 0 ? isNew : hasVersion(turn),
  otherwise: 'disaster-ledger',
});

/** No rule was declared since the turn that was read (`disaster-ledger`). */
export const disasterLedgerUnchanged = (turn: number): Write => ({
  table: 'directory',
  check: disasterLedgerKey(),
  condition: turn === 0 ? isNew : hasVersion(turn),
  otherwise: 'disaster-ledger',
});

/** The network's choices; the defaults (version 0) until the office has set them. */
export const networkSettings = async (store: Store): Promise<NetworkSettings> => {
  const item = await store.db.get('directory', networkSettingsKey());
  return item ? fromItem(NetworkSettings, item) : DEFAULT_SETTINGS;
};

/** The settings, over the version before (`settings-version`). */
export const networkSettingsWrite = (settings: NetworkSettings): Write => ({
  table: 'directory',
  put: toItem(NetworkSettings, { entity: 'NetworkSettings', key: networkSettingsKey(), value: settings }),
  condition: settings.version === 1 ? isNew : hasVersion(settings.version - 1),
  otherwise: 'settings-version',
});
