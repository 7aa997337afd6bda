import { describe, expect, it } from '@jest/globals';
import {
  consentWrite,
  endSessionWrites,
  facilityPatientSearchWrites,
  facilityPatientWrite,
  facilityWrites,
  newVersionWrite,
  openSessionWrites,
  patientSearchWrites,
  patientWrite,
  pendingLinkWrites,
  requestRefreshWrites,
  staffWrite,
  systemWrite,
  verifiedLinkWrites,
} from '../../../layers/store/index.ts';
import type { DocumentId, RefreshRequestId } from '../../../schemas/primitives.ts';
import { consent, demographics, facility, link, localId, patient, patientId, person, staff } from './people.ts';

/** What a cast once let through: typed as an ID, and none. */
const NO_ID = localId('.');
const TY = facility('ty-hospital');
const AT = '2026-11-22T03:04:05.678Z';
const hospital = {
  facilityId: TY,
  name: 'TYテスト病院',
  nameEn: 'TY Test Hospital',
  kind: 'hospital' as const,
  municipality: '汐見市',
  discloses: true,
  views: true,
  localIds: { digits: 7, padding: 'zero' as const },
  publication: { ownStaff: [], linked: [] },
  excludedLocalIds: [NO_ID],
  state: 'active' as const,
  joinedOn: '2024-04-01',
  version: 1,
};
const member = {
  staffId: staff('ty-hospital.doctor'),
  sub: 'sub',
  facilityId: TY,
  name: '試験 一子',
  nameKana: '',
  role: 'doctor' as const,
  privileges: [],
  state: 'active' as const,
  version: 1,
};
const session = {
  sessionId: 'ses',
  originJti: '',
  deviceId: 'none',
  signedInAt: AT,
  openedAt: AT,
  state: 'current' as const,
};
const name = { facilityId: TY, localId: NO_ID };
const terms = [{ kind: 'birthDate' as const, value: '1950-01-02' }];
const document = {
  ...name,
  documentId: `doc_${'a'.repeat(60)}` as DocumentId,
  contentType: 'laboratory' as const,
  stage: 'done' as const,
  title: '生化学',
  state: 'available' as const,
  hasContent: false,
  hasRaw: false,
  createdAt: AT,
  version: 1,
};

describe('nothing is written that could not be read again', () => {
  it.each<[string, () => unknown]>([
    ['a patient', () => patientWrite(patient(1, { registeredAt: 'yesterday' }))],
    ['a consent', () => consentWrite(consent(1, { effectiveOn: '2026-02-30' }))],
    [
      'a verified link',
      () =>
        verifiedLinkWrites(link(1, { localId: NO_ID }), undefined, { profile: undefined, person, emsBar: undefined }),
    ],
    ['a pending link', () => pendingLinkWrites(link(1, { localId: NO_ID, state: 'pending' }), undefined, person)],
    ['a facility patient', () => facilityPatientWrite({ ...name, version: 1 })],
    [
      'a search item',
      () => patientSearchWrites({ patientId: patientId(1), demographics: demographics(), linkedAt: [name] }, terms, []),
    ],
    [
      'a search item of a facility patient',
      () => facilityPatientSearchWrites({ ...name, demographics: demographics() }, terms, []),
    ],
    [
      'a request for the latest data',
      () =>
        requestRefreshWrites({
          ...name,
          requestId: 'ref_00000000000000000000000001' as RefreshRequestId,
          patientId: patientId(1),
          requestedAt: AT,
        }),
    ],
    ['a facility', () => facilityWrites(hospital)],
    ['a person', () => staffWrite(member)],
    ['a session', () => openSessionWrites(member.staffId, session, undefined)],
    ['the end of a session', () => endSessionWrites(member.staffId, session)],
    [
      'a system',
      () => systemWrite({ clientId: 'client', facilityId: facility('TY'), name: '取込', state: 'active', version: 1 }),
    ],
    [
      'a document',
      () =>
        newVersionWrite({
          name: { ...name, contentType: 'laboratory', day: '-', thing: '0'.repeat(24), versionTag: '0'.repeat(16) },
          meta: document,
        }),
    ],
  ])('%s', (_what, build) => {
    expect(build).toThrow(expect.objectContaining({ name: 'ZodError' }));
  });

  it('and what can be read is written as it is', () => {
    const [written] = verifiedLinkWrites(link(1), undefined, { profile: undefined, person, emsBar: undefined });
    expect(written).toMatchObject({ put: { entity: 'Link', ...link(1) } });
  });
});
