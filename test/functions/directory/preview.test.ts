import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { previewPublication } from '../../../functions/directory/preview-publication.ts';
import type { previewRecords } from '../../../functions/directory/preview-records.ts';
import { isPublished } from '../../../layers/rules/index.ts';
import {
  currentWrites,
  type DocumentName,
  documentIdOf,
  newVersionWrite,
  thingOf,
  versionTagOf,
} from '../../../layers/store/index.ts';
import { CONTENT_TYPES, type ContentType } from '../../../schemas/content-types.ts';
import type { Facility, PublicationPolicy, Role } from '../../../schemas/directory.ts';
import type { LocalId } from '../../../schemas/primitives.ts';
import { facility, localId, patientId } from '../../layers/store/people.ts';
import { DeedWorld } from '../deed-world.ts';

jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let world: DeedWorld;
let contents: typeof previewPublication;
let records: typeof previewRecords;
const TY = facility('ty-hospital');
const CLINIC = facility('test-clinic');
const DOCTOR = 'ty-hospital.doctor';
const CLERK = 'ty-hospital.clerk';
/** The world's day is 2026-11-22. */
const POLICY: PublicationPolicy = {
  ownStaff: [
    { contentType: 'prescription' },
    { contentType: 'report' },
    { contentType: 'physicianNote', onlyRoles: ['doctor', 'nurse'] },
  ],
  ownStaffOutside: [{ contentType: 'prescription' }],
  linked: [
    { contentType: 'prescription' },
    { contentType: 'report', delayDays: 7 },
    { contentType: 'physicianNote', onlyRoles: ['doctor'], exceptDepartments: ['精神科'] },
  ],
  ems: [
    { contentType: 'prescription', onlyDepartments: ['内科'] },
    { contentType: 'report', delayDays: 7 },
    { contentType: 'report', onlyRoles: ['doctor'], onlyDepartments: ['救急科'] },
    { contentType: 'physicianNote', onlyRoles: ['doctor', 'nurse'], exceptDepartments: ['精神科'] },
    { contentType: 'nursingNote', onlyRoles: ['nurse'] },
  ],
};
let hospital: Facility;
beforeAll(async () => {
  ({ previewPublication: contents } = await import('../../../functions/directory/preview-publication.ts'));
  ({ previewRecords: records } = await import('../../../functions/directory/preview-records.ts'));
  world = await DeedWorld.open();
  hospital = await world.addFacility({ facilityId: TY, publication: POLICY });
  await world.addFacility({ facilityId: CLINIC, kind: 'clinic', discloses: false, publication: POLICY });
  await world.addStaff(DOCTOR);
  await world.addStaff(CLERK, { role: 'clerk', privileges: [] });
  await world.addStaff('ty-hospital.admin', { role: 'facilityAdmin', privileges: [] });
  await world.addStaff('test-clinic.doctor');
  await world.addFacilityPatient({ facilityId: TY, linkedPatientId: patientId(7) });
  await fill();
});
afterAll(() => world.close());

type Sketch = { contentType: ContentType; day: string; department?: string };
const SKETCHES: Sketch[] = (['prescription', 'report', 'physicianNote', 'nursingNote'] as const).flatMap(
  (contentType) =>
    ['2026-11-22', '2026-11-16', '2026-11-15', '2026-10-23', '2026-10-22'].flatMap((day) => [
      { contentType, day },
      ...['内科', '精神科', '救急科'].map((department) => ({ contentType, day, department })),
    ]),
);
const IN_31_DAYS = SKETCHES.filter(({ day }) => day >= '2026-10-23');

let keys = 0;
const store = async (sketch: Sketch, owner: { localId: LocalId }, state: 'available' | 'quarantined' = 'available') => {
  const { contentType, day, department } = sketch;
  const sourceKey = `key ${(keys += 1)}`;
  const at = { facilityId: TY, localId: owner.localId };
  const thing = thingOf({ contentType, day, sourceKey });
  const name: DocumentName = { ...at, contentType, day, thing, versionTag: tag() };
  const version = {
    name,
    meta: {
      documentId: documentIdOf(world.store.seal, name),
      ...at,
      contentType,
      stage: 'done' as const,
      title: `${contentType} ${department ?? ''} ${day}`,
      ...(department !== undefined && { department }),
      state,
      day,
      sourceKey,
      sourceVersion: '1',
      hasContent: false,
      hasRaw: false,
      createdAt: '2026-11-22T03:04:05.678Z',
      version: 1,
    },
  };
  await world.write([newVersionWrite(version), ...currentWrites(version, undefined)]);
};
const tag = () => versionTagOf({ sourceVersion: '1', flag: 'current', sha256: '' });
const fill = async () => {
  for (const sketch of SKETCHES) await store(sketch, { localId: localId('0001234') });
  await store(
    { contentType: 'prescription', day: '2026-11-22', department: '内科' },
    { localId: localId('0001234') },
    'quarantined',
  );
  await store({ contentType: 'consentForm', day: '2026-11-22' }, { localId: localId('0001234') });
};

type Audience = keyof PublicationPolicy;
type Query = { audience: Audience; role: Role };
const lines = async (query: Query, who = DOCTOR, facilityId = TY) =>
  (await world.ask(who, contents, { params: { facilityId }, query })).body.contents;
const opened = async (query: Query, who = DOCTOR, facilityId = TY) =>
  (await lines(query, who, facilityId)).filter(({ open }) => open);
const preview = async (query: Query & { localId?: string; from?: string; to?: string }, who = DOCTOR) =>
  (await world.ask(who, records, { params: { facilityId: TY }, query: { localId: '1234', ...query } })).body;

describe('the preview of a policy', () => {
  it('tells of every kind of content whether it is open, with departments and delay', async () => {
    const told = await lines({ audience: 'ems', role: 'nurse' });
    expect(new Set(told.map(({ contentType }) => contentType))).toEqual(new Set(Object.keys(CONTENT_TYPES)));
    expect(told.filter(({ open }) => open)).toEqual([
      { contentType: 'prescription', open: true, onlyDepartments: ['内科'] },
      { contentType: 'physicianNote', open: true, exceptDepartments: ['精神科'] },
      { contentType: 'nursingNote', open: true },
      { contentType: 'report', open: true, delayDays: 7 },
    ]);
  });

  it('says each of several openings of one kind', async () => {
    const reports = (await opened({ audience: 'ems', role: 'doctor' })).filter(
      ({ contentType }) => contentType === 'report',
    );
    expect(reports).toEqual([
      { contentType: 'report', open: true, delayDays: 7 },
      { contentType: 'report', open: true, onlyDepartments: ['救急科'] },
    ]);
  });

  it('differs by audience and occupation', async () => {
    const kinds = async (query: Query) => (await opened(query)).map(({ contentType }) => contentType);
    expect(await kinds({ audience: 'ownStaffOutside', role: 'doctor' })).toEqual(['prescription']);
    expect(await kinds({ audience: 'linked', role: 'nurse' })).toEqual(['prescription', 'report']);
    expect(await kinds({ audience: 'ownStaff', role: 'clerk' })).toEqual(['prescription', 'report']);
  });

  it('of a facility that does not disclose: nothing outside, whatever its policy lists', async () => {
    const of = (audience: Audience) => opened({ audience, role: 'doctor' }, 'test-clinic.doctor', CLINIC);
    expect([await of('ems'), await of('linked')]).toEqual([[], []]);
    expect(await of('ownStaff')).toHaveLength(3);
  });

  it("is for a facility's own people", async () => {
    const asked = { params: { facilityId: TY }, query: { audience: 'ems', role: 'doctor' } } as const;
    expect((await world.refused('test-clinic.doctor', contents, asked)).code).toBe('FORBIDDEN');
    expect((await world.ask('ty-hospital.admin', contents, asked)).body.contents.length).toBeGreaterThan(10);
  });
});

describe('the preview with the records of an own patient', () => {
  const AUDIENCES: Audience[] = ['ems', 'ownStaffOutside', 'linked', 'ownStaff'];
  const ROLES: Role[] = ['doctor', 'nurse', 'clerk', 'pharmacist'];
  it.each(AUDIENCES.flatMap((audience) => ROLES.map((role): [Audience, Role] => [audience, role])))(
    'shows to %s, %s, what a look would show, and counts the rest',
    async (audience, role) => {
      const isOpen = (document: Sketch) =>
        isPublished({ policy: hospital.publication, audience, role, todayJst: '2026-11-22', document });
      const expected = IN_31_DAYS.filter(isOpen);
      const { seen, hidden, more, from, to } = await preview({ audience, role });
      const key = ({ contentType, day, department }: Sketch) => `${contentType} ${day} ${department ?? ''}`;
      // 看護記録 is closed in the house to the doctor who asks: its department stays out.
      const said = (one: Sketch) => (one.contentType === 'nursingNote' ? `nursingNote ${one.day} ` : key(one));
      expect(seen.map((entry) => key(entry as Sketch)).sort()).toEqual(expected.map(said).sort());
      expect({ hidden, more, from, to }).toEqual({
        hidden: IN_31_DAYS.length - expected.length,
        more: false,
        from: '2026-10-23',
        to: '2026-11-22',
      });
    },
  );

  it('is newest first, of the period that is asked for', async () => {
    const { seen } = await preview({ audience: 'ems', role: 'doctor', from: '2026-10-22', to: '2026-11-15' });
    const days = seen.map(({ day }) => day);
    expect(days).toEqual([...days].sort().reverse());
    expect(new Set(days)).toEqual(new Set(['2026-11-15', '2026-10-23', '2026-10-22']));
  });

  it('is no way round the own policy: of what the caller may not see in the house, only the kind is said', async () => {
    const { seen } = await preview({ audience: 'ems', role: 'doctor' }, CLERK);
    const notes = seen.filter(({ contentType }) => contentType === 'physicianNote');
    expect(notes.length).toBeGreaterThan(0);
    for (const { title, department } of notes) expect([title, department]).toEqual(['医師記録', undefined]);
    const prescriptions = seen.filter(({ contentType }) => contentType === 'prescription');
    for (const { title, department } of prescriptions)
      expect([title.slice(0, 12), department]).toEqual(['prescription', '内科']);
  });

  it('is audited under the patient, with what was asked and how much was shown', async () => {
    const { seen, hidden } = await preview({ audience: 'ems', role: 'nurse' });
    expect((await world.audited()).at(-1)).toMatchObject({
      eventName: 'PreviewRecords',
      patientId: patientId(7),
      resource: { facilityId: TY, localId: '0001234' },
      request: { audience: 'ems', role: 'nurse', from: '2026-10-23', to: '2026-11-22', seen: seen.length, hidden },
      outcome: { result: 'allowed' },
    });
  });

  it("is for the facility's own care staff and clerks", async () => {
    const asked = {
      params: { facilityId: TY },
      query: { audience: 'ems', role: 'doctor', localId: '1234' },
    } as const;
    for (const who of ['ty-hospital.admin', 'test-clinic.doctor'])
      expect((await world.refused(who, records, asked)).code).toBe('FORBIDDEN');
  });

  it('knows no patient whom the facility has not sent, and no period that runs backwards or beyond 400 days', async () => {
    const code = async (change: { localId?: string; from?: string; to?: string }) => {
      const query = { audience: 'ems' as const, role: 'doctor' as const, localId: '1234', ...change };
      return (await world.refused(DOCTOR, records, { params: { facilityId: TY }, query })).code;
    };
    expect(await code({ localId: '9999999' })).toBe('NOT_FOUND');
    expect(await code({ localId: '12345678' })).toBe('INVALID_LOCAL_ID');
    expect(await code({ from: '2026-11-23' })).toBe('INVALID_REQUEST');
    expect(await code({ from: '2025-10-17' })).toBe('INVALID_REQUEST');
    expect((await preview({ audience: 'ems', role: 'doctor', from: '2025-10-18' })).seen.length).toBeGreaterThan(0);
  });

  it('shows 200 at most, and says that there is more', async () => {
    const owner = { localId: localId('0005678') };
    await world.addFacilityPatient({ facilityId: TY, ...owner });
    for (let n = 0; n < 201; n += 1)
      await store({ contentType: 'prescription', day: '2026-11-20', department: '内科' }, owner);
    const full = await preview({ audience: 'ems', role: 'doctor', localId: '5678' });
    expect([full.seen.length, full.hidden, full.more]).toEqual([200, 0, true]);
  });

  it('costs two sequential calls', async () => {
    const before = world.store.db.spent.calls;
    await preview({ audience: 'ems', role: 'doctor' });
    // Caller, rows and profile in parallel; then the audit.
    expect(world.store.db.spent.calls - before).toBe(4);
  });
});
