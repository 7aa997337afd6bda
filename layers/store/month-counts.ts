import { ContentType, Stage } from '../../schemas/content-types.ts';
import type { Write } from './db.ts';
import type { DocumentRow } from './document-row.ts';
import type { DocumentVersion } from './documents.ts';
import { type DocumentName, type FacilityPatientName, monthKey, monthOf, monthsRange } from './keys.ts';
import type { Store } from './store.ts';

export type MonthCounts = {
  month: string;
  counts: { contentType: ContentType; stage: Stage; department: string; count: number }[];
};

/** How many documents of each kind a month has: for quarter and year. */
export const monthsOf = async (
  store: Store,
  name: FacilityPatientName,
  months: { from: string; to: string },
): Promise<MonthCounts[]> => {
  const { items } = await store.db.query('records', monthsRange(name, months));
  return items.map((item) => ({
    month: monthOf(String(item['sk'])),
    counts: Object.entries(item).flatMap(([attribute, count]) => {
      const [mark, type, stage, ...rest] = attribute.split('|');
      // A department's name may hold the mark too.
      const department = rest.join('|');
      return mark === 'n' && typeof count === 'number' && count > 0
        ? [{ contentType: ContentType.parse(type), stage: Stage.parse(stage), department, count }]
        : [];
    }),
  }));
};

export type CountChange = { name: DocumentName; stage: Stage; department?: string; by: 1 | -1 };
/** What a new current version changes in its month's count. */
export const countChangesOf = (version: DocumentVersion, before: DocumentRow | undefined): CountChange[] => {
  const { name, meta } = version;
  if (name.day === '-') return [];
  const changes: CountChange[] = [];
  if (before?.x === 'available')
    changes.push({
      name: before.name,
      stage: before.s,
      by: -1,
      ...(before.d !== undefined && { department: before.d }),
    });
  if (meta.state === 'available')
    changes.push({
      name,
      stage: meta.stage,
      by: 1,
      ...(meta.department !== undefined && { department: meta.department }),
    });
  return changes;
};

/** One update a month, in the same transaction as the documents it counts. */
export const monthWrites = (changes: CountChange[]): Write[] => {
  const months = new Map<string, { name: DocumentName; counts: Map<string, number> }>();
  for (const { name, stage, department, by } of changes) {
    const month = name.day.slice(0, 7);
    const entry = months.get(month) ?? { name, counts: new Map<string, number>() };
    const attribute = `n|${name.contentType}|${stage}|${department ?? ''}`;
    entry.counts.set(attribute, (entry.counts.get(attribute) ?? 0) + by);
    months.set(month, entry);
  }
  return [...months].flatMap(([month, { name, counts }]): Write[] => {
    const changed = [...counts].filter(([, by]) => by !== 0);
    if (changed.length === 0) return [];
    return [
      {
        table: 'records',
        update: {
          key: monthKey(name, month),
          expression: `SET #entity = :entity ADD ${changed.map((_, i) => `#c${i} :c${i}`).join(', ')}`,
        },
        names: { '#entity': 'entity', ...Object.fromEntries(changed.map(([attribute], i) => [`#c${i}`, attribute])) },
        values: { ':entity': 'Month', ...Object.fromEntries(changed.map(([, by], i) => [`:c${i}`, by])) },
      },
    ];
  });
};
