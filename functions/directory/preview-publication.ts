import { deed } from '../../layers/deed/index.ts';
import { publishedContents } from '../../layers/rules/index.ts';
import { CONTENT_TYPES, type ContentType } from '../../schemas/content-types.ts';
import type { Facility, Opening, Role } from '../../schemas/directory.ts';
import { previewPublication as operation } from '../../schemas/operations/directory.ts';
import { type Audience, policyTowards } from './audience.ts';

const ALL = Object.keys(CONTENT_TYPES) as ContentType[];

/** Care staff, clerks and administrators of the facility (POLICY-02): which contents an occupation would see. No patient's record is read. */
export const previewPublication = deed(operation, async ({ params, query }, desk) => {
  await desk.load({});
  const { facility: own } = desk.caller;
  const facility = own?.facilityId === params.facilityId ? own : undefined;
  const verdict = await desk.require({
    facts: { facilityIsOwn: facility !== undefined },
    resource: { facilityId: params.facilityId },
    request: { ...query },
  });
  if (!facility) return desk.fail(verdict, 'NOT_FOUND');
  await desk.record(verdict);
  const openings = openingsOf(facility, { ...query, todayJst: desk.today });
  return { body: { contents: ALL.flatMap((contentType) => linesOf(contentType, openings)) } };
});

/** The openings that apply, each judged by itself with the very rule that a look asks. */
const openingsOf = (
  facility: Facility,
  asked: { audience: Audience; role: Role; todayJst: string },
): readonly Opening[] => {
  const policy = policyTowards(facility, asked.audience);
  if (!policy) return [];
  return (policy[asked.audience] ?? []).filter(
    (opening) => publishedContents({ ...asked, policy: { ...policy, [asked.audience]: [opening] } }).size > 0,
  );
};

/** A type that several openings name stands there once for each: what any of them opens is open. */
const linesOf = (contentType: ContentType, openings: readonly Opening[]) => {
  const ofType = openings.filter((opening) => opening.contentType === contentType);
  if (ofType.length === 0) return [{ contentType, open: false }];
  return ofType.map(({ onlyDepartments, exceptDepartments, delayDays }) => ({
    contentType,
    open: true,
    ...(onlyDepartments && { onlyDepartments }),
    ...(exceptDepartments && { exceptDepartments }),
    ...(delayDays !== undefined && { delayDays }),
  }));
};
