import { describe, expect, it } from '@jest/globals';
import { checkInstitutionCode, isOpenAt, normaliseLocalId } from '../../../layers/names/index.ts';
import { publishedContents } from '../../../layers/rules/index.ts';
import { facilitySummaryOf } from '../../../layers/store/index.ts';
import { demoFacilities, FACILITY, facilityOf, HOSPITALS } from '../../../local/demo/facilities.ts';
import { NETWORK_SETTINGS } from '../../../local/demo/settings.ts';
import { demoStaff } from '../../../local/demo/staff.ts';
import { type ContentType } from '../../../schemas/content-types.ts';
import { Facility, type Role } from '../../../schemas/directory.ts';
import { NetworkSettings } from '../../../schemas/disaster.ts';

const openedByTyHospital = (type: ContentType) =>
  facilityOf(FACILITY.tyHospital).publication.linked.find(({ contentType }) => contentType === type);
const openedByTestHospital = (type: ContentType) =>
  facilityOf(FACILITY.testHospital).publication.linked.find(({ contentType }) => contentType === type);

describe('the demo directory', () => {
  it('has every kind of facility, each fit for the directory', () => {
    expect(new Set(demoFacilities.map(({ kind }) => kind))).toEqual(
      new Set(['hospital', 'clinic', 'pharmacy', 'careFacility', 'networkOffice']),
    );
    for (const facility of demoFacilities) expect(Facility.parse(facility)).toEqual(facility);
  });

  it('gives medical facilities an institution code whose check digit is right', () => {
    for (const { institutionCode, kind } of demoFacilities) {
      if (kind === 'careFacility' || kind === 'networkOffice') continue;
      expect(checkInstitutionCode(institutionCode ?? '').warning).toBeUndefined();
    }
  });

  it('records the entrustment of both hospitals, and one patient each leaves out', () => {
    for (const facilityId of HOSPITALS) {
      const { entrustment, excludedLocalIds, localIds, discloses } = facilityOf(facilityId);
      expect({ discloses, excluded: excludedLocalIds.length }).toEqual({ discloses: true, excluded: 1 });
      expect(entrustment?.recordedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(normaliseLocalId(excludedLocalIds[0] ?? '', localIds)).toBe(excludedLocalIds[0]);
    }
  });

  it("opens physicians' notes to doctors and nurses at TYテスト病院 and to nobody outside at テスト病院", () => {
    expect(openedByTyHospital('physicianNote')?.onlyRoles).toEqual(['doctor', 'nurse']);
    expect(openedByTestHospital('physicianNote')).toBeUndefined();
    expect(openedByTestHospital('nursingNote')).toBeUndefined();
  });

  it('opens infections to doctors, nurses and pharmacists only, everywhere', () => {
    const openings = demoFacilities.flatMap(({ publication }) => Object.values(publication).flat());
    const roles = openings.filter(({ contentType }) => contentType === 'infection').map(({ onlyRoles }) => onlyRoles);
    expect(roles.length).toBeGreaterThan(7);
    expect(new Set(roles.map(String))).toEqual(new Set(['doctor,nurse,pharmacist']));
  });

  it('keeps consent forms in the house', () => {
    for (const { publication } of demoFacilities) {
      const { ownStaff: _inTheHouse, ...outside } = publication;
      const opened = Object.values(outside).flat();
      expect(opened.map(({ contentType }) => contentType)).not.toContain('consentForm');
    }
  });
});

describe('emergencies in the demo', () => {
  const openedByEms = (facilityId: (typeof HOSPITALS)[number], role: Role, department?: string) =>
    publishedContents({
      policy: facilityOf(facilityId).publication,
      audience: 'ems',
      role,
      todayJst: '2026-11-22',
      ...(department !== undefined && { department }),
    });

  it('reach both hospitals, which say when they are open, whom to telephone and where reminders go', () => {
    expect(
      demoFacilities.filter((one) => facilitySummaryOf(one).opensToEms).map(({ facilityId }) => facilityId),
    ).toEqual([...HOSPITALS]);
    for (const facilityId of [...HOSPITALS, FACILITY.testClinic, FACILITY.networkOffice])
      expect(facilityOf(facilityId).reminderEmail).toMatch(/\.example\.jp$/);
    for (const facilityId of HOSPITALS) expect(facilityOf(facilityId).emsContact?.phone).toMatch(/^000-/);
  });

  it('find notes at TYテスト病院 alone, for doctors and nurses, and never those of psychiatry', () => {
    expect([...openedByEms(FACILITY.tyHospital, 'nurse', '01')]).toEqual(
      expect.arrayContaining(['physicianNote', 'nursingNote', 'infection', 'prescription']),
    );
    for (const closed of [
      openedByEms(FACILITY.tyHospital, 'clerk', '01'),
      openedByEms(FACILITY.tyHospital, 'doctor', '精神科'),
      openedByEms(FACILITY.testHospital, 'doctor', '01'),
    ])
      expect(closed.has('physicianNote') || closed.has('nursingNote')).toBe(false);
    expect(openedByEms(FACILITY.testHospital, 'clerk').has('infection')).toBe(false);
  });

  it.each([
    ['on a Friday morning', '2026-11-20T00:30:00.000Z', [true, true]],
    ['on a Friday night', '2026-11-20T12:00:00.000Z', [false, false]],
    ['on a Saturday morning', '2026-11-21T01:00:00.000Z', [true, true]],
    ['on a Saturday after one', '2026-11-21T04:00:00.000Z', [false, false]],
    ['on a Sunday', '2026-11-22T01:00:00.000Z', [false, false]],
    ['on a national holiday (23 November 2026)', '2026-11-23T01:00:00.000Z', [false, false]],
    ['on 28 December 2026, a Monday', '2026-12-28T01:00:00.000Z', [true, true]],
    ['on 29 December 2026', '2026-12-29T01:00:00.000Z', [false, false]],
    ['on 4 January 2027', '2027-01-04T01:00:00.000Z', [true, true]],
  ])('come %s to hospitals that are open or not', (_when, instant, open) => {
    const isOpen = HOSPITALS.map((facilityId) => {
      const { openingHours } = facilityOf(facilityId);
      return openingHours && isOpenAt(openingHours, instant);
    });
    expect(isOpen).toEqual(open);
  });

  it('are under choices that the network has made, and two people of its office, so that one can approve', () => {
    expect(NetworkSettings.parse(NETWORK_SETTINGS)).toMatchObject({
      n5: 'allowWithExplanation',
      d3: 'afterTheFact',
      inboxIsNotice: true,
      version: 1,
    });
    expect(demoStaff.filter(({ role }) => role === 'networkOffice')).toHaveLength(2);
  });
});

describe('the demo staff', () => {
  it('has each role where people of that role work', () => {
    const rolesAt = (facilityId: string) =>
      demoStaff.filter((staff) => staff.facilityId === facilityId).map(({ role }) => role);
    expect(rolesAt('ty-hospital')).toEqual(
      expect.arrayContaining(['doctor', 'nurse', 'pharmacist', 'technologist', 'clerk', 'facilityAdmin']),
    );
    expect(rolesAt('test-clinic')).toEqual(expect.arrayContaining(['doctor', 'nurse', 'clerk', 'facilityAdmin']));
    expect(rolesAt('test-pharmacy')).toContain('pharmacist');
    expect(rolesAt('test-care-home')).toContain('careStaff');
    expect(rolesAt('network-office')).toEqual(['networkOffice', 'networkOffice']);
  });

  it('names people by facility and post, and nobody twice', () => {
    const ids = demoStaff.map(({ staffId }) => staffId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining([
        'test-clinic.doctor',
        'ty-hospital.nurse',
        'test-pharmacy.pharmacist',
        'test-care-home.care',
        'network-office.office',
      ]),
    );
    for (const { staffId, facilityId } of demoStaff) expect(staffId.startsWith(`${facilityId}.`)).toBe(true);
  });

  it('gives EMS to doctors and nurses of medical institutions only', () => {
    for (const { role, facilityId, privileges } of demoStaff) {
      const mayUse = ['doctor', 'nurse'].includes(role) && ['hospital', 'clinic'].includes(facilityOf(facilityId).kind);
      expect(privileges.includes('ems')).toBe(mayUse);
    }
  });
});
