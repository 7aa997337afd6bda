import type { TimelineFacility } from '../timeline-facility.ts';

/** What each facility opens, by its id. */
export type Access = ReadonlyMap<string, { name: string; opened: ReadonlySet<string> }>;

type Said = Pick<TimelineFacility, 'facilityId' | 'name' | 'opened'>;

export const accessOf = (facilities: readonly Said[]): Access =>
  new Map(facilities.map(({ facilityId, name, opened }) => [facilityId, { name, opened: new Set(opened) }]));

/** The facilities that disclosed more before: what is shown of them may no longer be seen. */
export const narrowed = (before: Access, after: Access): string[] =>
  [...before].flatMap(([facilityId, { name, opened }]) => {
    const now = after.get(facilityId)?.opened;
    return [...opened].every((type) => now?.has(type)) ? [] : [name];
  });
