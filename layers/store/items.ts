import type * as z from 'zod';
import type { Item } from './db.ts';
import type { Key } from './keys.ts';

/** What an item is, beside its key: readable in the console, checked after every read. */
export type EntityName =
  | 'Patient'
  | 'Link'
  | 'Consent'
  | 'FacilityPatient'
  | 'Claim'
  | 'FacilityLink'
  | 'Search'
  | 'DocumentRow'
  | 'DocumentVersion'
  | 'Content'
  | 'Month'
  | 'RefreshRequest'
  | 'Idempotency'
  | 'Facility'
  | 'FacilitySummary'
  | 'Staff'
  | 'Session'
  | 'SignIn'
  | 'System'
  | 'Attempts'
  | 'EmsLookup'
  | 'EmsGrant'
  | 'EmsGrantLine'
  | 'EmsMessage'
  | 'EmsDiscloser'
  | 'Obligation'
  | 'ObligationLine'
  | 'Reminder'
  | 'DisasterRule'
  | 'DisasterLedger'
  | 'NetworkSettings';

/**
 * The value as it will lie in the table, parsed by the schema that reads it: one item that does not read back would close every list it
 * stands in, for good. Throws where the value is not what the schema says.
 */
export const toItem = <S extends z.ZodObject>(
  schema: S,
  item: { entity: EntityName; key: Key; value: z.input<S> },
): Item => ({ ...item.key, entity: item.entity, ...schema.parse(item.value) });

/** The value of an item, parsed by its schema; throws where the table holds something else. */
export const fromItem = <S extends z.ZodType>(schema: S, item: Item): z.output<S> => {
  const { pk: _pk, sk: _sk, entity: _entity, expiresAtSeconds: _expires, ...value } = item;
  return schema.parse(value);
};
