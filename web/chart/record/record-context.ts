import { createContext, useContext } from 'react';
import type { TimelineEntry } from '../../../schemas/document.ts';
import type { ChartRecord } from './chart-record.ts';
import { monthOf } from './months.ts';

export const RecordContext = createContext<ChartRecord | undefined>(undefined);

const NOTHING: readonly TimelineEntry[] = [];

/** What is known of a day, all facilities and rows; for lists, and for pictures that want their neighbours. Empty outside a chart. */
export const useEntriesOfDay = (day: string | undefined): readonly TimelineEntry[] => {
  const record = useContext(RecordContext);
  if (!record || day === undefined) return NOTHING;
  return record.entriesOf(monthOf(day))?.entries.filter((entry) => entry.day === day) ?? NOTHING;
};

/**
 * Whether everything of a day has come: `part` is on its way, or failed; `outside` is not opened by this look at all. Neither is nothing.
 */
export const useDayStanding = (day: string): 'whole' | 'part' | 'outside' => {
  const record = useContext(RecordContext);
  if (record?.window && (day < record.window.from || day > record.window.to)) return 'outside';
  return record === undefined || record.entriesOf(monthOf(day))?.isComplete === true ? 'whole' : 'part';
};
