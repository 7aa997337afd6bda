import * as z from 'zod';
import { ContentType } from './content-types.ts';
import { Day, FacilityId, Instant, LocalId, line, StaffId } from './primitives.ts';

/** One role a person; also the Cognito group. Occupations in publication policies are these. */
export const ROLES = {
  doctor: { ja: '医師', en: 'Doctor' },
  nurse: { ja: '看護師', en: 'Nurse' },
  pharmacist: { ja: '薬剤師', en: 'Pharmacist' },
  technologist: { ja: '技師', en: 'Technologist' },
  clerk: { ja: '事務', en: 'Clerk' },
  careStaff: { ja: '介護職', en: 'Care staff' },
  facilityAdmin: { ja: '施設管理者', en: 'Facility administrator' },
  networkOffice: { ja: '運営事務局', en: 'Network office' },
} as const;
export const Role = z.enum(Object.keys(ROLES) as [keyof typeof ROLES, ...(keyof typeof ROLES)[]]).meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

export const FacilityKind = z
  .enum(['hospital', 'clinic', 'pharmacy', 'careFacility', 'networkOffice'])
  .meta({ id: 'FacilityKind' });
export type FacilityKind = z.infer<typeof FacilityKind>;

/** What one audience may open of one content type. Nothing listed = closed. */
export const Opening = z
  .strictObject({
    contentType: ContentType,
    /** Only these occupations; absent = every occupation. */
    onlyRoles: z.array(Role).min(1).max(8).optional(),
    /** Only documents of these departments; absent = every department. A document without one is then closed. */
    onlyDepartments: z.array(line(60)).min(1).max(50).optional(),
    /** Documents of these departments stay closed. */
    exceptDepartments: z.array(line(60)).max(50).optional(),
    /** Opened only this many days after the document's day (公開遅延). */
    delayDays: z.int().min(0).max(365).optional(),
  })
  .meta({ id: 'Opening' });
export type Opening = z.infer<typeof Opening>;

/**
 * What a facility publishes, per audience: its own staff, its own staff from outside (院外参照), linked facilities, and EMS. The latter two of
 * its own choosing: absent or empty = it has not opted in.
 */
export const PublicationPolicy = z
  .strictObject({
    ownStaff: z.array(Opening).max(40),
    ownStaffOutside: z.array(Opening).max(40).optional(),
    linked: z.array(Opening).max(40),
    ems: z.array(Opening).max(40).optional(),
  })
  .meta({ id: 'PublicationPolicy' });
export type PublicationPolicy = z.infer<typeof PublicationPolicy>;

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** Half-open: from 08:30 up to, but not at, 17:15. `to` may be 24:00. */
const hourRange = z
  .strictObject({ from: time, to: z.union([time, z.literal('24:00')]) })
  .refine(({ from, to }) => from < to, { path: ['to'] });
const hourRanges = z.array(hourRange).max(4);

/** 診療時間, in JST. A special day beats a closed day, that a national holiday, and that the week. */
export const OpeningHours = z
  .strictObject({
    weekly: z.strictObject({
      mon: hourRanges,
      tue: hourRanges,
      wed: hourRanges,
      thu: hourRanges,
      fri: hourRanges,
      sat: hourRanges,
      sun: hourRanges,
    }),
    holidays: z.enum(['closed', 'asUsual']),
    closedDays: z.array(Day).max(200),
    specialDays: z.array(z.strictObject({ day: Day, ranges: hourRanges })).max(200),
  })
  .meta({ id: 'OpeningHours' });
export type OpeningHours = z.infer<typeof OpeningHours>;

/** Whom a viewer telephones about an EMS look (電話など). */
export const EmsContact = z.strictObject({ department: line(60), phone: line(30) }).meta({ id: 'EmsContact' });

export const Facility = z
  .strictObject({
    facilityId: FacilityId,
    name: line(120),
    nameEn: line(120),
    kind: FacilityKind,
    institutionCode: z
      .string()
      .regex(/^\d{10}$/)
      .optional()
      .meta({ description: '医療機関コード: prefecture 2 + kind 1 + 7; a wrong check digit is a warning' }),
    municipality: line(60),
    discloses: z.boolean(),
    views: z.boolean(),
    localIds: z.strictObject({ digits: z.int().min(1).max(20), padding: z.enum(['zero', 'none']) }),
    publication: PublicationPolicy,
    /** A facility without them cannot open anything to EMS: whether it must be told beforehand depends on them. */
    openingHours: OpeningHours.optional(),
    emsContact: EmsContact.optional(),
    /** Where reminders go; they name no patient. */
    reminderEmail: z.email().max(200).optional(),
    /** 委託契約: the facility entrusted the network with records of patients who are not linked yet. */
    entrustment: z.strictObject({ recordedOn: Day, reference: line(120) }).optional(),
    /** Patients the facility never sends. */
    excludedLocalIds: z.array(LocalId).max(5000),
    state: z.enum(['active', 'left']),
    joinedOn: Day,
    version: z.int().positive(),
  })
  .meta({ id: 'Facility' });
export type Facility = z.infer<typeof Facility>;

/** A facility as every member of the network sees it. */
export const FacilitySummary = Facility.pick({
  facilityId: true,
  name: true,
  nameEn: true,
  kind: true,
  municipality: true,
  discloses: true,
  views: true,
  localIds: true,
  state: true,
  joinedOn: true,
})
  .extend({
    institutionCode: Facility.shape.institutionCode,
    /** It opens something to EMS. */
    opensToEms: z.literal(true).optional(),
    warnings: z.array(z.enum(['length', 'kind', 'prefecture', 'check-digit'])).optional(),
  })
  .meta({ id: 'FacilitySummary' });
export type FacilitySummary = z.infer<typeof FacilitySummary>;

export const Staff = z
  .strictObject({
    staffId: StaffId,
    /** Cognito's `sub`: a user name that was deleted and made again is another person. */
    sub: line(64),
    facilityId: FacilityId,
    name: line(120),
    nameKana: line(120),
    role: Role,
    /** What the role alone does not give: EMS, and administration beside one's profession. */
    privileges: z.array(z.enum(['ems', 'facilityAdmin'])).max(4),
    state: z.enum(['active', 'suspended', 'left']),
    version: z.int().positive(),
  })
  .meta({ id: 'Staff' });
export type Staff = z.infer<typeof Staff>;

/** The one current sign-in of a person: Cognito's `origin_jti` and the terminal it came from. */
export const Session = z
  .strictObject({
    sessionId: line(80),
    originJti: line(80),
    deviceId: line(80),
    signedInAt: Instant,
    openedAt: Instant,
    state: z.enum(['current', 'ended']),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

/** A facility's own programme (client credentials): its ingest agent. */
export const System = z
  .strictObject({
    clientId: line(128),
    facilityId: FacilityId,
    name: line(120),
    state: z.enum(['active', 'suspended']),
    version: z.int().positive(),
  })
  .meta({ id: 'System' });
export type System = z.infer<typeof System>;
