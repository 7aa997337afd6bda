import { codeKey } from '../daily-contents/code-key.ts';
import { type DocumentContents, isTold, type Told } from '../daily-contents/documents.ts';
import { isTakenBack, resultStatus } from '../laboratory/statuses.ts';
import { suppliesOf } from '../medication/supplies.ts';
import type { Supply } from '../medication/supply.ts';

export type DrugLine = Supply;
type ResultItem = Told<'laboratory'>['content']['results'][number];
export type ResultLine = { key: string; documentId: string; facilityId: string; day: string; result: ResultItem };

/**
 * Every drug prescribed, newest first. An order and its dispensing are one line, as the order says it: what was handed out counts tablets and knows
 * no usage. A drug of no order that came here, a substitute among them, is a line of its own.
 */
export const drugLines = (documents: readonly DocumentContents[]): DrugLine[] =>
  suppliesOf(documents).filter(({ form }) => form === 'prescription');

/** The latest of each item that has a value and stands: the same code, unit, specimen and facility. */
export const latestResults = (documents: readonly DocumentContents[]): ResultLine[] => {
  const latest = new Map<string, ResultLine>();
  for (const document of documents) {
    if (!isTold(document, 'laboratory')) continue;
    for (const result of document.content.results) {
      const { documentId, facilityId, day } = document;
      const name = codeKey(result.item, facilityId) ?? result.item.name;
      const key = [facilityId, name, result.unit, result.specimen?.name].join('|');
      const before = latest.get(key);
      const isLater = (result.observedAt ?? day) > (before?.result.observedAt ?? before?.day ?? '');
      const stands = result.value !== undefined && !isTakenBack(resultStatus(result.status));
      if (isLater && stands) latest.set(key, { key, documentId, facilityId, day, result });
    }
  }
  return [...latest.values()];
};

/** What the sheet shows, and what the audit log can name of it: never more on paper than in the log. */
export type Named = { documentIds: string[]; isCut: boolean; has: (documentId: string) => boolean };

/** `first` stand at the head of the sheet and are never left out before the rest. */
export const namedOnPaper = (documentIds: readonly string[], most: number): Named => {
  const all = [...new Set(documentIds)];
  const named = new Set(all.slice(0, most));
  return { documentIds: [...named], isCut: all.length > most, has: (documentId) => named.has(documentId) };
};
