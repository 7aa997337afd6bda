import type { EntityName } from '../../layers/store/items.ts';
import { itemSize, readUnits, type StoredItem, writeUnits } from './item-size.ts';
import type { Call, ReadItem, Touched } from './recorder.ts';

type Kind = EntityName | 'AuditEvent';

/**
 * The least that an operation can cost as the design has it: each record that its decision, its answer or its change needs, once. Reads are
 * strongly consistent and rounded up to 4 KB: a record read by its key by itself, records of one partition together; what is looked for and
 * not there costs one. Changes stand in a transaction, which doubles them, rounded up to 1 KB. An audit event costs one more for each index
 * it stands in. Sizes are those of the records that were met.
 */
export type Floor = {
  /** Read by key. */
  get?: Kind[];
  /** Looked for by key, and not there. */
  absent?: number;
  /** Read by questions to a partition each, what it holds of these kinds together. */
  query?: { of: Kind[]; questions: number }[];
  /** Kinds of records put or updated together with the audit event; what is written of another kind is over the floor. */
  write?: Kind[];
  /** Records removed with it. */
  removed?: number;
};

const AUDIT_INDEXES = ['patientId', 'staffId'];
/** Indexes are read eventually consistent. */
const INDEX_PRICE = 0.5;

/** Audit events alone bear no entity name. */
export const kindOf = (item: StoredItem): Kind => (item['entity']?.S as EntityName | undefined) ?? 'AuditEvent';

const distinct = <T extends { table: string; key: string }>(items: T[]): T[] => [
  ...new Map(items.map((item) => [placeOf(item), item])).values(),
];
export const placeOf = ({ table, key }: { table: string; key: string }): string => `${table}\n${key}`;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Read units that the operation cannot do without. */
export function floorReads({ get = [], absent = 0, query = [] }: Floor, calls: readonly Call[]): number {
  const seen = distinct(calls.flatMap((call) => call.reads));
  const byKey = seen.filter(({ item }) => get.includes(kindOf(item)));
  return absent + sum(byKey.map(({ item }) => readUnits(itemSize(item)))) + sum(query.map((ask) => asked(seen, ask)));
}

function asked(seen: readonly ReadItem[], { of, questions }: { of: Kind[]; questions: number }): number {
  const isIndex = of.includes('AuditEvent');
  const partitions = new Map<string, number>();
  for (const { key, item } of seen) {
    if (!of.includes(kindOf(item))) continue;
    const partition = isIndex ? '' : (key.split('\n')[0] ?? '');
    partitions.set(partition, (partitions.get(partition) ?? 0) + itemSize(item));
  }
  const units = sum([...partitions.values()].map(readUnits)) + Math.max(0, questions - partitions.size);
  return units * (isIndex ? INDEX_PRICE : 1);
}

/** Write units that the operation cannot do without. `updated`: the records that were updated, by place, as they are now. */
export function floorWrites(floor: Floor, calls: readonly Call[], updated: ReadonlyMap<string, StoredItem>): number {
  const { write = [], removed = 0 } = floor;
  const unitsOf = (touched: Touched, price: number): number => {
    const item = touched.item ?? updated.get(placeOf(touched));
    if (!item) return 0;
    const units = writeUnits(itemSize(item));
    if (kindOf(item) === 'AuditEvent') return units * (price + AUDIT_INDEXES.filter((index) => item[index]).length);
    return write.includes(kindOf(item)) ? price * units : 0;
  };
  // Alone an audit event costs half of what it does in a transaction.
  const units = calls.map(({ name, writes }) =>
    sum(distinct(writes).map((touched) => unitsOf(touched, name === 'PutItem' ? 1 : 2))),
  );
  return sum(units) + 2 * removed;
}
