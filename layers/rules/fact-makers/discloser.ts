import type { Consent } from '../../../schemas/consent.ts';
import type { ContentType } from '../../../schemas/content-types.ts';
import type { Facility, Role } from '../../../schemas/directory.ts';
import type { Link } from '../../../schemas/patient.ts';
import type { FacilityId } from '../../../schemas/primitives.ts';
import type { DiscloserFacts } from '../receipt.ts';
import { consentFacts } from './consent.ts';
import { isPublished, type PublishedDocument, publishedContents } from './publication.ts';

export type DiscloserQuestion = {
  /** The facility that holds the records; `facility` is its directory record, `undefined` where it could not be read. */
  facilityId: FacilityId;
  facility: Facility | undefined;
  /** All links of the patient; `undefined` where they could not be read. */
  links: readonly Link[] | undefined;
  consents: readonly Consent[] | undefined;
  viewer: { facilityId: FacilityId; role: Role | undefined };
  /** Today in Japan, YYYY-MM-DD. */
  todayJst: string;
  /** A look at one document: what is published is then exact for it. */
  document?: PublishedDocument;
};

/** All that a look has to know about one disclosing facility, the viewer's own among them. */
export function discloserFacts(question: DiscloserQuestion): DiscloserFacts {
  const { facilityId, facility, links, viewer } = question;
  const { facts, covered } = consentFacts({ ...question, discloser: facilityId, viewer: viewer.facilityId });
  return {
    facilityId,
    covered,
    published: published(question),
    facts: {
      ownRecord: facilityId === viewer.facilityId,
      ...(facility && {
        discloserDiscloses: facility.state === 'active' && facility.discloses && facility.facilityId === facilityId,
      }),
      ...(links && {
        disclosedLinkVerified: links.some((link) => link.facilityId === facilityId && link.state === 'verified'),
      }),
      ...facts,
    },
  };
}

function published({ facilityId, facility, viewer, todayJst, document }: DiscloserQuestion): ReadonlySet<ContentType> {
  const asked = {
    policy: facility?.publication,
    audience: facilityId === viewer.facilityId ? ('ownStaff' as const) : ('linked' as const),
    role: viewer.role,
    todayJst,
  };
  if (document === undefined) return publishedContents(asked);
  return isPublished({ ...asked, document }) ? new Set([document.contentType]) : new Set();
}
