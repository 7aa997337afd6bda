import type { TimelineFacility } from '../timeline-facility.ts';

export type { TimelineFacility };
export type HeaderSections = NonNullable<TimelineFacility['header']>;
export type SectionName = keyof HeaderSections;
export type SectionState = HeaderSections['allergies']['state'] | 'closed';

type Found<N extends SectionName> = { facility: TimelineFacility; item: HeaderSections[N]['items'][number] };

/** Everything of one section, each with the facility that says it. */
export const itemsOf = <N extends SectionName>(facilities: readonly TimelineFacility[], name: N): Found<N>[] =>
  facilities.flatMap((facility) =>
    (facility.header?.[name].items ?? []).map((item) => ({ facility, item: item as Found<N>['item'] })),
  );

export type Warning = { text: string; isSevere: boolean };

/** Each name once. What one facility calls severe is severe, whatever another says of it. */
export const warningsOf = (
  facilities: readonly TimelineFacility[],
  name: 'allergies' | 'contraindications',
): Warning[] => {
  const found: Warning[] =
    name === 'contraindications'
      ? itemsOf(facilities, 'contraindications').map(({ item }) => ({ text: item.drug.name, isSevere: true }))
      : itemsOf(facilities, 'allergies').map(({ item }) => ({
          text: item.substance.name,
          isSevere: item.severity === 'severe',
        }));
  return [...Map.groupBy(found, ({ text }) => text)].map(([text, same]) => ({
    text,
    isSevere: same.some(({ isSevere }) => isSevere),
  }));
};

/** Where one facility stands: a facility that opens nothing has no section at all, which is no "none" either. */
export const stateOf = (facility: TimelineFacility, name: SectionName): SectionState =>
  facility.access === 'closed' ? 'closed' : (facility.header?.[name].state ?? 'notFetched');

/** Whether "none" may be said for a section as a whole: every facility has been asked and answered that there is none. */
export const isNone = (facilities: readonly TimelineFacility[], name: SectionName): boolean =>
  facilities.length > 0 &&
  facilities.every((facility) => stateOf(facility, name) === 'none' && facility.header?.[name].complete === true);
