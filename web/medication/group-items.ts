/** Drugs that are one preparation (剤, the Rp number of the order), in the order they were written. */
export type Group<I> = { group: string | undefined; items: readonly I[] };

/** Groups in the order of their first drug; drugs without a group each stand where they stood. */
export const groupsOf = <I extends { group?: string }>(items: readonly I[]): Group<I>[] =>
  [...Map.groupBy(items, ({ group }) => group)].map(([group, own]) => ({ group, items: own }));
