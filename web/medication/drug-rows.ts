import { plain } from '../daily-contents/code-key.ts';
import { type DoseChange, doseChanges } from './dose-changes.ts';
import { drugKey } from './supplies.ts';
import { type Form, type Standing, type Supply, standingOn } from './supply.ts';
import { type Gap, gapsOf, type Overlap, overlapsOf } from './time-ranges.ts';

/** One drug over time, at however many facilities. */
export type DrugRow = {
  key: string;
  form: Form;
  /** As last written. */
  name: string;
  code: string | undefined;
  standing: Standing;
  /** Newest first. */
  supplies: readonly Supply[];
  /** Those that make the row stand where it stands. */
  standingSupplies: readonly Supply[];
  /** From two facilities at a time. */
  overlaps: readonly Overlap[];
  /** Days between two supplies that nothing covers. */
  gaps: readonly Gap[];
  changes: readonly DoseChange[];
  /** Another row has the same name: another code, which is another drug until somebody has looked. */
  hasNamesake: boolean;
};

const RANKS: Record<Standing, number> = { current: 0, unknown: 1, planned: 2, past: 3 };

/** A row per drug; what may be in use first, then what was begun last. */
export const drugRows = (supplies: readonly Supply[], today: string): DrugRow[] => {
  const rows = [...Map.groupBy(supplies, drugKey)].map(([key, own]) => rowOf({ key, supplies: own }, today));
  const byName = Map.groupBy(rows, nameKey);
  return rows
    .map((row) => ({ ...row, hasNamesake: (byName.get(nameKey(row))?.length ?? 0) > 1 }))
    .toSorted((a, b) => RANKS[a.standing] - RANKS[b.standing]);
};

const nameKey = ({ form, name }: DrugRow): string => `${form}|${plain(name)}`;

const rowOf = ({ key, supplies }: { key: string; supplies: readonly Supply[] }, today: string): DrugRow => {
  const standings = supplies.map((supply) => standingOn(supply, today));
  const standing = standings.toSorted((a, b) => RANKS[a] - RANKS[b])[0] ?? 'past';
  const [newest] = supplies;
  const isPrescribed = newest?.form === 'prescription';
  return {
    key,
    form: newest?.form ?? 'prescription',
    name: newest?.drug.name ?? '',
    code: newest?.drug.code && [newest.drug.system, newest.drug.code].filter(Boolean).join(' '),
    standing,
    supplies,
    standingSupplies: supplies.filter((_, index) => standings[index] === standing),
    // Infusions of one day and the next are no gap, and nobody is in two hospitals at a time.
    overlaps: isPrescribed ? overlapsOf(supplies) : [],
    gaps: isPrescribed ? gapsOf(supplies) : [],
    changes: isPrescribed ? doseChanges(supplies) : [],
    hasNamesake: false,
  };
};

/** Rows of which something lies within the days, and whatever may be in use. */
export const rowsWithin = (rows: readonly DrugRow[], from: string): DrugRow[] =>
  rows.filter(
    ({ standing, supplies }) => standing !== 'past' || supplies.some((supply) => (supply.until ?? supply.from) >= from),
  );
