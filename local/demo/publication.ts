import { CONTENT_TYPES, type ContentType } from '../../schemas/content-types.ts';
import type { Opening, PublicationPolicy, Role } from '../../schemas/directory.ts';

/** Who treats: the occupations that may know of infections (opened by occupation). */
const MAY_KNOW_INFECTIONS = ['doctor', 'nurse', 'pharmacist'] satisfies Role[];
const READ_NOTES = ['doctor', 'nurse'] satisfies Role[];
/** Psychiatry's own words stay in the house; the storage names the department by code, our contents by name. */
const PSYCHIATRY = ['精神科', '02'];

const ALL = Object.keys(CONTENT_TYPES) as ContentType[];
const RESTRICTED = ['infection', 'physicianNote', 'nursingNote', 'consentForm'] satisfies ContentType[];
const toEverybody = ALL.filter((type) => !(RESTRICTED as ContentType[]).includes(type));

const opened = (types: readonly ContentType[]): Opening[] => types.map((contentType) => ({ contentType }));
const infections: Opening = { contentType: 'infection', onlyRoles: MAY_KNOW_INFECTIONS };
const notes = (restriction: Omit<Opening, 'contentType'>): Opening[] => [
  { contentType: 'physicianNote', ...restriction },
  { contentType: 'nursingNote', ...restriction },
];

/** A facility's own people see what they recorded; notes and infections only those who treat. */
const ownStaff: Opening[] = [
  ...opened(toEverybody),
  infections,
  ...notes({ onlyRoles: READ_NOTES }),
  { contentType: 'consentForm' },
];
/** What TYテスト病院 shows outside the house. */
const NOTES_BUT_PSYCHIATRY = notes({ onlyRoles: READ_NOTES, exceptDepartments: PSYCHIATRY });

/**
 * TYテスト病院 opens its notes to the doctors and nurses of linked facilities, to those who come by EMS, and to its own from outside; psychiatry's
 * to none of them.
 */
export const tyHospitalPolicy: PublicationPolicy = {
  ownStaff,
  linked: [...opened(toEverybody), infections, ...NOTES_BUT_PSYCHIATRY],
  ownStaffOutside: [...opened(toEverybody), infections, ...NOTES_BUT_PSYCHIATRY],
  ems: [...opened(toEverybody), infections, ...NOTES_BUT_PSYCHIATRY],
};

/**
 * テスト病院 keeps its notes to itself, wherever its own people are, and opens a report a week after its day, so that the patient hears it first; in
 * an emergency at once.
 */
export const testHospitalPolicy: PublicationPolicy = {
  ownStaff,
  linked: [
    ...opened(toEverybody.filter((type) => type !== 'report')),
    { contentType: 'report', delayDays: 7 },
    infections,
  ],
  ownStaffOutside: [...opened(toEverybody), infections, ...notes({ onlyRoles: READ_NOTES })],
  ems: [...opened(toEverybody), infections],
};

/** A facility that only looks publishes nothing to others. */
export const viewerPolicy: PublicationPolicy = { ownStaff, linked: [] };
