import type { Desk } from '../../layers/deed/index.ts';
import { type DiscloserFacts, discloserFacts, isPublished, type PublishedDocument } from '../../layers/rules/index.ts';
import type { DocumentRow, FacilityPatientName, PatientAccess } from '../../layers/store/index.ts';
import type { ContentType } from '../../schemas/content-types.ts';
import type { Facility, PublicationPolicy } from '../../schemas/directory.ts';
import type { FacilityId } from '../../schemas/primitives.ts';

/** One facility's record in a look: whose it is, its directory record, as whom the viewer looks, and what the rules opened of it. */
export type Viewed = {
  name: FacilityPatientName;
  facility: Facility | undefined;
  audience: keyof PublicationPolicy;
  opened: ReadonlySet<ContentType>;
};

/** What the rules have to know about one facility that holds records of this patient. */
export const factsOfDiscloser = (
  desk: Desk,
  access: PatientAccess | undefined,
  about: { facilityId: FacilityId; facility: Facility | undefined; document?: PublishedDocument },
): DiscloserFacts =>
  discloserFacts({
    ...about,
    links: access?.links,
    consents: access?.consents,
    viewer: { facilityId: desk.caller.facilityId, role: desk.caller.staff?.role },
    todayJst: desk.today,
  });

/** Whether this one document is open: departments and delays differ from document to document. */
export const mayShow = (desk: Desk, viewed: Viewed, document: PublishedDocument): boolean =>
  viewed.opened.has(document.contentType) &&
  isPublished({
    policy: viewed.facility?.publication,
    audience: viewed.audience,
    role: desk.caller.staff?.role,
    todayJst: desk.today,
    document,
  });

export const publishedOf = (row: DocumentRow): PublishedDocument => ({
  contentType: row.t,
  department: row.d,
  day: row.name.day,
});
