import { plain } from '../daily-contents/code-key.ts';
import { type DocumentContents, isTold, type Told } from '../daily-contents/documents.ts';
import { GROUP_ORDER, groupOf, type ItemGroup } from './item-groups.ts';
import { type LabResult, resultKey } from './result-key.ts';
import { resultStatus, type Status } from './statuses.ts';

/** One result as its source wrote it, and where it stands. */
export type Result = LabResult & {
  documentId: string;
  facilityId: string;
  day: string;
  /** `08:30`; absent where the source knew the day alone. */
  clock: string | undefined;
  statusSaid: Status | undefined;
};

export type ResultRow = {
  key: string;
  name: string;
  unit: string | undefined;
  /** `JC10 3D046000001906202`, to tell rows of one name apart. */
  code: string | undefined;
  specimen: string | undefined;
  group: ItemGroup;
  /** By column; several of one day and facility in the order of their times. */
  cells: ReadonlyMap<string, readonly Result[]>;
  /** All of them, newest first. */
  results: readonly Result[];
  /** Reference ranges that stand beside the results, and whose they are. */
  ranges: readonly { text: string; facilityIds: readonly string[] }[];
  /** Another row has the same name: another code, unit, specimen or facility. */
  hasNamesake: boolean;
};

/** One day of one facility. */
export type ResultColumn = {
  key: string;
  day: string;
  facilityId: string;
  /** Times of day of its results, earliest first. */
  clocks: readonly string[];
  documents: readonly { documentId: string; title: string }[];
};

export type ResultTable = {
  rows: readonly ResultRow[];
  /** Newest first. */
  columns: readonly ResultColumn[];
  /** Ordered, and no result has come. */
  awaited: readonly DocumentContents[];
};

/** Results of many documents as items × days. */
export const resultTable = (documents: readonly DocumentContents[]): ResultTable => {
  const told = documents.filter((document) => isTold(document, 'laboratory'));
  const done = told.filter(({ stage }) => stage === 'done');
  const results = done.flatMap(resultsOf);
  const byKey = Map.groupBy(results, (result) => resultKey(result, result.facilityId));
  return {
    rows: inOrder(withNamesakes([...byKey].map(([key, own]) => rowOf(key, own)))),
    columns: columnsOf(results, done),
    awaited: awaitedOf(told, done),
  };
};

const columnKey = ({ day, facilityId }: Pick<Result, 'day' | 'facilityId'>): string => `${day}|${facilityId}`;

const resultsOf = ({ documentId, facilityId, day, content }: Told<'laboratory'>): Result[] =>
  content.results.map((result) => {
    const [observedOn = day, clock] = result.observedAt?.split('T') ?? [];
    return {
      ...result,
      documentId,
      facilityId,
      day: observedOn,
      clock: clock?.slice(0, 5),
      statusSaid: resultStatus(result.status),
    };
  });

const momentOf = ({ day, clock = '' }: Pick<Result, 'day' | 'clock'>): string => `${day}T${clock}`;
const earliestFirst = (a: Result, b: Result): number =>
  momentOf(a) < momentOf(b) ? -1 : momentOf(a) > momentOf(b) ? 1 : 0;

const rowOf = (key: string, own: readonly Result[]): ResultRow => {
  const ordered = own.toSorted(earliestFirst);
  const results = ordered.toReversed();
  const [newest] = results;
  const { item, unit, specimen } = newest ?? {};
  return {
    key,
    name: item?.name ?? '',
    unit,
    code: [item?.system ?? item?.localSystem, item?.code ?? item?.localCode].filter(Boolean).join(' ') || undefined,
    specimen: specimen?.name,
    group: groupOf(item ?? {}),
    cells: Map.groupBy(ordered, columnKey),
    results,
    ranges: rangesOf(results),
    hasNamesake: false,
  };
};

const rangesOf = (results: readonly Result[]): ResultRow['ranges'] => {
  const ranges = new Map<string, Set<string>>();
  for (const { referenceRange, facilityId } of results)
    if (referenceRange !== undefined)
      ranges.set(referenceRange, (ranges.get(referenceRange) ?? new Set()).add(facilityId));
  return [...ranges].map(([text, facilityIds]) => ({ text, facilityIds: [...facilityIds] }));
};

const withNamesakes = (rows: readonly ResultRow[]): ResultRow[] => {
  const byName = Map.groupBy(rows, ({ name }) => plain(name));
  return rows.map((row) => ({ ...row, hasNamesake: (byName.get(plain(row.name))?.length ?? 0) > 1 }));
};

/** By group, within it by code: JLAC10 puts proteins, enzymes, nitrogen, sugar, lipids and electrolytes beside each other. */
const inOrder = (rows: readonly ResultRow[]): ResultRow[] => {
  const placeOf = ({ group, code = '~', name }: ResultRow): string =>
    [String(GROUP_ORDER.indexOf(group)).padStart(2, '0'), code, name].join('|');
  return rows.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
};

const columnsOf = (results: readonly Result[], done: readonly Told<'laboratory'>[]): ResultColumn[] => {
  const titles = new Map<string, string>(done.map(({ documentId, title }) => [documentId, title] as const));
  return [...Map.groupBy(results, columnKey)]
    .map(([key, own]) => ({
      key,
      day: own[0]?.day ?? '',
      facilityId: own[0]?.facilityId ?? '',
      clocks: [...new Set(own.flatMap(({ clock }) => clock ?? []))].toSorted(),
      documents: [...new Set(own.map(({ documentId }) => documentId))].map((documentId) => ({
        documentId,
        title: titles.get(documentId) ?? '',
      })),
    }))
    .toSorted((a, b) => (a.key < b.key ? 1 : -1));
};

/** Orders of which no result is here, by facility and order number. An order without a number can be joined to nothing and is left out. */
const awaitedOf = (told: readonly Told<'laboratory'>[], done: readonly Told<'laboratory'>[]): DocumentContents[] => {
  const keyOf = ({ facilityId, content }: Told<'laboratory'>): string => `${facilityId}|${content.orderNumber}`;
  const arrived = new Set(done.map(keyOf));
  return told.filter(
    (document) =>
      document.stage === 'order' && document.content.orderNumber !== undefined && !arrived.has(keyOf(document)),
  );
};
