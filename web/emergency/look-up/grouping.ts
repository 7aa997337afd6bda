import type { ConsentGiver, EmsOption } from '../../../schemas/ems.ts';

type Duties = EmsOption['owes'];
type Way = Pick<EmsOption, 'consent' | 'owes'>;

/** Who consents, as a column of buttons: `own` needs nobody. In the order of the first way of each, which is the rules' own. */
export type Giver = ConsentGiver | 'own';

export const byGiver = <W extends Way>(ways: readonly W[]): { giver: Giver; ways: W[] }[] =>
  Object.entries(Object.groupBy(ways, ({ consent }): Giver => consent ?? 'own')).map(([giver, group]) => ({
    giver: giver as Giver,
    ways: group,
  }));

const isAmong = (duties: Duties, { duty, dueWithinHours }: Duties[number]): boolean =>
  duties.some((one) => one.duty === duty && one.dueWithinHours === dueWithinHours);

/** What every way owes alike, said once; of a single way nothing is common. */
export const commonDuties = (ways: readonly Way[]): Duties => {
  const [first, ...others] = ways;
  if (!first || others.length === 0) return [];
  return first.owes.filter((duty) => others.every(({ owes }) => isAmong(owes, duty)));
};

/** What a way owes beside that. */
export const ownDuties = ({ owes }: Way, common: Duties): Duties => owes.filter((duty) => !isAmong(common, duty));
