import type { ContentType } from '../../../schemas/content-types.ts';
import type { Opening, PublicationPolicy, Role } from '../../../schemas/directory.ts';

type Audience = keyof PublicationPolicy;
/** Where and when a document belongs. `day`: its own day; for what has none (allergies, diagnoses) the day it was stored. */
export type PublishedDocument = { contentType: ContentType; department?: string | undefined; day?: string | undefined };
export type PublicationQuestion = {
  /** `undefined` where it could not be read: nothing is published. */
  policy: PublicationPolicy | undefined;
  audience: Audience;
  role: Role | undefined;
  /** Today in Japan, YYYY-MM-DD. */
  todayJst: string;
};

/**
 * The content types that a facility opens to an occupation. Without `department` and `day`: in at least some department and on some day, the
 * outer bound for a whole timeline, whose entries are then asked for one by one with `isPublished`.
 */
export function publishedContents(
  question: PublicationQuestion & { department?: string; day?: string },
): Set<ContentType> {
  const { department, day, todayJst } = question;
  const open = openingsFor(question).filter(
    (opening) =>
      (department === undefined || departmentIsOpen(opening, department)) &&
      (day === undefined || delayIsOver(opening, { day, todayJst })),
  );
  return new Set(open.map((opening) => opening.contentType));
}

/**
 * Whether one document is open. Here unknown is closed: without its department it may be of one that is left out, without a day its delay may
 * still run.
 */
export const isPublished = (question: PublicationQuestion & { document: PublishedDocument }): boolean => {
  const { document, todayJst } = question;
  return openingsFor(question).some(
    (opening) =>
      opening.contentType === document.contentType &&
      departmentIsOpen(opening, document.department) &&
      delayIsOver(opening, { day: document.day, todayJst }),
  );
};

/** Whether a facility opens anything at all to an occupation, in whatever department and however late. */
export const opensSomething = (question: Omit<PublicationQuestion, 'todayJst'>): boolean =>
  openingsFor(question).length > 0;

const openingsFor = ({ policy, audience, role }: Omit<PublicationQuestion, 'todayJst'>): Opening[] =>
  (policy?.[audience] ?? []).filter(
    ({ onlyRoles }) => role !== undefined && (onlyRoles === undefined || onlyRoles.includes(role)),
  );

const departmentIsOpen = (opening: Opening, department: string | undefined): boolean => {
  const { exceptDepartments = [], onlyDepartments } = opening;
  if (exceptDepartments.length === 0 && onlyDepartments === undefined) return true;
  if (department === undefined || exceptDepartments.includes(department)) return false;
  return onlyDepartments?.includes(department) ?? true;
};

/** 公開遅延: opened from the day that is `delayDays` after the document's own. */
const delayIsOver = (
  { delayDays }: Opening,
  { day, todayJst }: { day: string | undefined; todayJst: string },
): boolean => {
  if (delayDays === undefined) return true;
  const elapsedDays = (Date.parse(`${todayJst}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / 86_400_000;
  return elapsedDays >= delayDays;
};
