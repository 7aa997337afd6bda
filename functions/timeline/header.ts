import type * as z from 'zod';
import type { Desk } from '../../layers/deed/index.ts';
import { jstDayOf } from '../../layers/names/index.ts';
import { documentIdOf, type HeaderContent } from '../../layers/store/index.ts';
import type { Content } from '../../schemas/content.ts';
import type { HeaderType } from '../../schemas/content-types.ts';
import type { TimelineFacility } from '../../schemas/operations/timeline.ts';
import type { FacilityPatient } from '../../schemas/patient.ts';
import { mayShow, type Viewed } from './viewing.ts';

type Header = NonNullable<z.input<typeof TimelineFacility>['header']>;
type HeaderContents = Extract<Content, { kind: HeaderType }>;
type Section = {
  state: Header['allergies']['state'];
  complete: boolean;
  asOf?: string;
  documentIds: string[];
  items: HeaderContents['items'];
};

/** A facility's header as it was read. */
export type HeaderRead = {
  contents: HeaderContent[];
  more: boolean;
  /** Where a look does not reach all days: whether it reaches this one's. What it does not reach is left out, and the section says so. */
  reaches?: (type: HeaderType, day: string) => boolean;
};
type Sources = HeaderRead & { viewed: Viewed; profile: FacilityPatient | undefined };

/** A section that would be larger than this says that it is not complete: one facility's data must not make the whole look too large. */
const SECTION_BYTES = 64 * 1024;

/**
 * One section for one facility. Empty is never "none" by itself: 登録なし only where the source said so and nothing is held back,
 * 非公開 where it is not disclosed to this viewer, 遅延 where it is not disclosed yet, 未取得 where nothing has come.
 */
const section = (desk: Desk, type: HeaderType, sources: Sources): Section => {
  const { viewed, profile, reaches } = sources;
  const none = { documentIds: [], items: [] };
  if (!viewed.opened.has(type)) return { state: 'notDisclosed', complete: false, ...none };
  const all = sources.contents.filter(({ name }) => name.contentType === type);
  if (all.length === 0) {
    const asOf = profile?.fetchedAt && { asOf: profile.fetchedAt };
    return { state: 'notFetched', complete: !sources.more, ...none, ...asOf };
  }
  const shown = all.filter(({ name, department, storedAt }) => {
    const day = name.day === '-' ? jstDayOf(storedAt) : name.day;
    return mayShow(desk, viewed, { contentType: type, department, day }) && (reaches?.(type, day) ?? true);
  });
  const held = shown.length < all.length;
  const found = shown.flatMap(({ content }): unknown[] => (content as HeaderContents).items);
  const items = withinBytes(found);
  if (items.length === 0 && held)
    return { state: delayed(type, viewed) ? 'delayed' : 'notDisclosed', complete: false, ...none };
  const saidNone = shown.every(({ content }) => 'none' in content && content.none);
  const dates = shown.map(({ storedAt }) => storedAt).sort();
  return {
    state: items.length > 0 ? 'listed' : saidNone ? 'none' : 'notFetched',
    complete: !held && !sources.more && items.length === found.length,
    asOf: dates.at(-1) ?? desk.at,
    documentIds: shown.map(({ name }) => documentIdOf(desk.store.seal, name)),
    items,
  };
};

const withinBytes = (items: unknown[]): HeaderContents['items'] => {
  let bytes = 0;
  const fitting = items.filter((item) => (bytes += Buffer.byteLength(JSON.stringify(item))) <= SECTION_BYTES);
  return fitting as HeaderContents['items'];
};

/** Whether this facility opens the type with a delay: then what is missing may still come. */
const delayed = (type: HeaderType, { facility, audience }: Viewed): boolean =>
  facility?.publication[audience]?.some((opening) => opening.contentType === type && opening.delayDays !== undefined) ??
  false;

/** Allergies, contraindications, infections and diagnoses of one facility, whatever their day. */
export const headerOf = (desk: Desk, sources: Sources): Header =>
  ({
    allergies: section(desk, 'allergy', sources),
    contraindications: section(desk, 'contraindication', sources),
    infections: section(desk, 'infection', sources),
    diagnoses: section(desk, 'diagnosis', sources),
  }) as Header;
