import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOSPITALS } from '../../../local/demo/facilities.ts';
import { createClerks } from '../../../local/demo/load/clerks.ts';
import { ingestStorages } from '../../../local/demo/load/records.ts';
import { isRegistered, register } from '../../../local/demo/load/registrations.ts';
import { demoPeople } from '../../../local/demo/people.ts';
import { storageRoots, writeStorages } from '../../../local/demo/storage.ts';
import type { RunningRegion } from '../../../local/running-region.ts';
import { listAuditEvents } from '../../../schemas/operations/audit.ts';
import { listFacilities, readMe } from '../../../schemas/operations/directory.ts';
import { readDocumentContent } from '../../../schemas/operations/documents.ts';
import { readPatient } from '../../../schemas/operations/registration.ts';
import { readTimeline } from '../../../schemas/operations/timeline.ts';
import type { PatientId } from '../../../schemas/primitives.ts';
import { startTestRegion, type TestRegion } from '../../region.ts';

const REFERENCE_DAY = '2026-08-01';
const people = demoPeople().filter(({ story }) => story !== undefined);

let region: TestRegion;
let clientOf: ReturnType<typeof createClerks>;
const patients = new Map<string, PatientId>();

/** The story's people alone, loaded with the very steps that load everybody. */
beforeAll(async () => {
  region = await startTestRegion({ empty: true });
  const running = region.region as unknown as RunningRegion;
  for (const facilityId of HOSPITALS) {
    const folder = join(region.dataDir, 'story', facilityId);
    await writeStorages(folder, { facilityId, referenceDay: REFERENCE_DAY, people });
    await ingestStorages(running, { facilityId, roots: storageRoots(folder), said: () => undefined });
  }
  clientOf = createClerks(running, region.accounts as never);
  for (const person of people.filter(isRegistered)) {
    patients.set(person.key.replace('story/', ''), await register({ clientOf, referenceDay: REFERENCE_DAY }, person));
  }
}, 300_000);
afterAll(async () => region?.stop());

const patientIdOf = (key: string): PatientId => {
  const found = patients.get(key);
  if (found === undefined) throw new Error(key);
  return found;
};

/** What a person sees of a patient: how each facility stands, and the rows of a month that ends on the day. */
const look = async (staffId: string, key: string) => {
  const patientId = patientIdOf(key);
  const answer = await clientOf(staffId)(readTimeline, {
    params: { patientId },
    query: { from: '2026-07-05', to: REFERENCE_DAY },
  });
  if (!answer.ok) return { refused: answer.problem.code };
  const { facilities, entries } = answer.body;
  return {
    access: Object.fromEntries(facilities.map(({ facilityId, access }) => [facilityId, access])),
    headers: Object.fromEntries(facilities.map(({ facilityId, header }) => [facilityId, header])),
    entries,
  };
};

const linksOf = async (key: string) => {
  const answer = await clientOf('test-clinic.doctor')(readPatient, { params: { patientId: patientIdOf(key) } });
  if (!answer.ok) throw new Error(answer.problem.code);
  return Object.fromEntries(answer.body.patient.links.map(({ facilityId, state }) => [facilityId, state]));
};

describe('the directory that is loaded', () => {
  it('lists the six facilities, and lets staff of each role in', async () => {
    const facilities = await clientOf('network-office.office')(listFacilities, { query: {} });
    expect(facilities.ok && facilities.body.items.map(({ facilityId }) => facilityId).sort()).toEqual([
      'network-office',
      'test-care-home',
      'test-clinic',
      'test-hospital',
      'test-pharmacy',
      'ty-hospital',
    ]);
    const me = await clientOf('test-care-home.care')(readMe, {});
    expect(me.ok && { role: me.body.staff.role, facilityId: me.body.facility.facilityId }).toEqual({
      role: 'careStaff',
      facilityId: 'test-care-home',
    });
  });
});

describe('the people of the story, in a region', () => {
  it("能登 花子: everything is linked, and the clinic's doctor sees both hospitals, header and pictures", async () => {
    expect(await linksOf('noto-hanako')).toEqual({
      'test-clinic': 'verified',
      'ty-hospital': 'verified',
      'test-hospital': 'verified',
      'test-pharmacy': 'verified',
    });
    const { access, headers, entries = [] } = await look('test-clinic.doctor', 'noto-hanako');
    expect(access).toMatchObject({ 'ty-hospital': 'open', 'test-hospital': 'open' });
    const header = headers?.['ty-hospital'];
    expect(header?.contraindications.items.map(({ drug }) => drug.name)).toEqual(['ペニシリン系抗生物質']);
    expect(header?.infections.items.filter(({ result }) => result === 'positive').map(({ item }) => item.name)).toEqual(
      ['HCV抗体'],
    );
    expect(new Set(entries.map(({ contentType }) => contentType))).toEqual(
      new Set([
        'encounter',
        'prescription',
        'injection',
        'laboratory',
        'image',
        'waveform',
        'report',
        'physicianNote',
        'nursingNote',
        'referralLetter',
        'dischargeSummary',
        'infection',
        'meal',
      ]),
    );
  });

  it('her CT comes back as the bytes that the hospital sent', async () => {
    const { entries = [] } = await look('test-clinic.doctor', 'noto-hanako');
    const slice = entries.find(({ mediaType, title }) => mediaType === 'application/dicom' && title.startsWith('CT'));
    if (slice === undefined) throw new Error('no CT');
    const patientId = patientIdOf('noto-hanako');
    const answer = await clientOf('test-clinic.doctor')(readDocumentContent, {
      params: { patientId, documentId: slice.documentId },
    });
    const { url } = answer.ok ? (answer.body as unknown as { url: string }) : { url: '' };
    const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect({ magic: bytes.subarray(128, 132).toString('latin1'), length: bytes.length }).toEqual({
      magic: 'DICM',
      length: slice.byteLength,
    });
  });

  it("a pharmacist sees infections and no physician's note, and テスト病院 opens its notes to nobody outside", async () => {
    const { headers, entries = [] } = await look('test-pharmacy.pharmacist', 'noto-hanako');
    expect(headers?.['ty-hospital']?.infections.state).toBe('listed');
    expect(entries.map(({ contentType }) => contentType)).not.toContain('physicianNote');
    const seen = await look('test-clinic.doctor', 'noto-hanako');
    expect(
      seen.entries?.filter(
        ({ contentType, facilityId }) => contentType === 'physicianNote' && facilityId === 'test-hospital',
      ),
    ).toEqual([]);
  });

  it('加賀 太郎: individual consent leaves テスト病院 closed', async () => {
    expect((await look('test-clinic.doctor', 'kaga-taro')).access).toMatchObject({
      'ty-hospital': 'open',
      'test-hospital': 'closed',
    });
  });

  it('七尾 恵子: infections and notes are left out of the consent', async () => {
    const { headers, entries = [] } = await look('test-clinic.doctor', 'nanao-keiko');
    expect(headers?.['ty-hospital']?.infections.state).toBe('notDisclosed');
    expect(entries.map(({ contentType }) => contentType)).not.toContain('physicianNote');
  });

  it.each(['suzu-masao', 'kawakita-noboru'])(
    '%s: withdrawn, or never consented: linked, and nothing opens',
    async (key) => {
      expect((await linksOf(key))['ty-hospital']).toBe('verified');
      const { access, entries } = await look('test-clinic.doctor', key);
      expect({ hospital: access?.['ty-hospital'], entries }).toEqual({ hospital: 'closed', entries: [] });
    },
  );

  it.each([
    ['wajima-mitsu', 'test-hospital'],
    ['hakusan-yumi', 'ty-hospital'],
    ['hakui-shizuka', 'ty-hospital'],
  ])('%s: the link at %s waits', async (key, facilityId) => {
    expect((await linksOf(key))[facilityId]).toBe('pending');
  });

  it.each(['takasaki-wataru', 'watanabe-shizue', 'monzen-maria'])(
    '%s: other shapes of the name are the same name',
    async (key) => {
      expect(Object.values(await linksOf(key)).every((state) => state === 'verified')).toBe(true);
    },
  );

  it('two people of one name and birth date are two patients', () => {
    expect(patientIdOf('suzuki-ichiro-a')).not.toBe(patientIdOf('suzuki-ichiro-b'));
  });

  it('whoever was put in is in the audit, and so is each registration', async () => {
    const answer = await clientOf('test-clinic.clerk')(listAuditEvents, {
      query: { patientId: patientIdOf('noto-hanako') },
    });
    expect(answer.ok && answer.body.items.map(({ eventName }) => eventName)).toEqual(
      expect.arrayContaining(['RegisterPatient', 'PutLink']),
    );
  });
});
