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
    /** Documents of these departments stay closed. */
    exceptDepartments: z.array(line(60)).max(50).optional(),
    /** Opened only this many days after the document's day (公開遅延). */
    delayDays: z.int().min(0).max(365).optional(),
  })
  .meta({ id: 'Opening' });
export type Opening = z.infer<typeof Opening>;

/** What a facility publishes, per audience: its own staff, and linked facilities. Further audiences (EMS, outside) are added beside these. */
export const PublicationPolicy = z
  .strictObject({ ownStaff: z.array(Opening).max(40), linked: z.array(Opening).max(40) })
  .meta({ id: 'PublicationPolicy' });
export type PublicationPolicy = z.infer<typeof PublicationPolicy>;

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
