import { CONTENT_TYPES, type ContentType } from '../../schemas/content-types.ts';
import type { Opening, PublicationPolicy, Role } from '../../schemas/directory.ts';

/** Who treats: the occupations that may know of infections (domain.md 3b: opened by occupation). */
const MAY_KNOW_INFECTIONS = ['doctor', 'nurse', 'pharmacist'] satisfies Role[];
const READ_NOTES = ['doctor', 'nurse'] satisfies Role[];
/** Psychiatry's own words stay in the house; the storage names the department by code, our contents by name. */
const PSYCHIATRY = ['精神科', '02'];

const ALL = Object.keys(CONTENT_TYPES) as ContentType[];
const RESTRICTED = ['infection', 'physicianNote', 'nursingNote', 'consentForm'] satisfies ContentType[];
const toEverybody = ALL.filter((type) => !(RESTRICTED as ContentType[]).includes(type));

const opened = (types: readonly ContentType[]): Opening[] => types.map((contentType) => ({ contentType }));
const infections: Opening = { contentType: 'infection', onlyRoles: MAY_KNOW_INFECTIONS };

/** A facility's own people see what they recorded; notes and infections only those who treat. */
const ownStaff: Opening[] = [
  ...opened(toEverybody),
  infections,
  { contentType: 'physicianNote', onlyRoles: READ_NOTES },
  { contentType: 'nursingNote', onlyRoles: READ_NOTES },
  { contentType: 'consentForm' },
];

/** TYテスト病院 opens its notes to the doctors and nurses of linked facilities, psychiatry's excepted. */
export const tyHospitalPolicy: PublicationPolicy = {
  ownStaff,
  linked: [
    ...opened(toEverybody),
    infections,
    { contentType: 'physicianNote', onlyRoles: READ_NOTES, exceptDepartments: PSYCHIATRY },
    { contentType: 'nursingNote', onlyRoles: READ_NOTES, exceptDepartments: PSYCHIATRY },
  ],
};

/** テスト病院 keeps its notes to itself, and opens a report a week after its day, so that the patient hears it first. */
export const testHospitalPolicy: PublicationPolicy = {
  ownStaff,
  linked: [
    ...opened(toEverybody.filter((type) => type !== 'report')),
    { contentType: 'report', delayDays: 7 },
    infections,
  ],
};

/** A facility that only looks publishes nothing to others. */
export const viewerPolicy: PublicationPolicy = { ownStaff, linked: [] };
