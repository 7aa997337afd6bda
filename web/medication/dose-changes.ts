import { plain } from '../daily-contents/code-key.ts';
import type { Supply } from './supply.ts';

/** How an order says that the drug is used. */
export type Regimen = Pick<Supply, 'dose' | 'daily' | 'usage'>;

/** What a facility ordered differently than the time before. */
export type DoseChange = { on: string; facilityId: string; before: readonly Regimen[]; after: readonly Regimen[] };

const wordOf = {
  dose: ({ dose }: Regimen) => dose && plain(`${dose.value}${dose.unit ?? ''}`),
  daily: ({ daily }: Regimen) => daily && plain(`${daily.value}${daily.unit ?? ''}`),
  usage: ({ usage }: Regimen) => usage && plain(usage),
};

/** A part that one of the two orders does not say is no change of it. */
const isSame = (one: readonly Regimen[], other: readonly Regimen[]): boolean =>
  Object.values(wordOf).every((word) => {
    const [before, after] = [one.map(word), other.map(word)];
    const isSaid = [...before, ...after].every((each) => each !== undefined);
    return !isSaid || before.toSorted().join('|') === after.toSorted().join('|');
  });

const isTold = ({ dose, daily, usage }: Regimen): boolean => [dose, daily, usage].some((part) => part !== undefined);

/**
 * Changes from one order to the next at the same facility, oldest first. Lines of one order (2 in the morning, 1 in the evening) are one regimen.
 * What was handed out says nothing of the dose.
 */
export const doseChanges = (supplies: readonly Supply[]): DoseChange[] => {
  const facilities = new Set(supplies.map(({ facilityId }) => facilityId));
  return [...facilities]
    .flatMap((facilityId) => changesOf(supplies.filter((supply) => supply.facilityId === facilityId)))
    .toSorted((a, b) => (a.on < b.on ? -1 : 1));
};

const changesOf = (supplies: readonly Supply[]): DoseChange[] => {
  const orders = new Map<string, { on: string; facilityId: string; lines: Supply[] }>();
  for (const supply of supplies.toReversed()) {
    if (!supply.order || !isTold(supply)) continue;
    const { documentId } = supply.order;
    const { on, facilityId, lines } = orders.get(documentId) ?? { on: supply.from, lines: [], ...supply };
    orders.set(documentId, { on, facilityId, lines: [...lines, supply] });
  }
  const told = [...orders.values()];
  return told.slice(1).flatMap(({ on, facilityId, lines: after }, index) => {
    const before = told[index]?.lines ?? [];
    return isSame(before, after) ? [] : [{ on, facilityId, before, after }];
  });
};
