import { describe, expect, it } from '@jest/globals';
import { checkInstitutionCode, normaliseLocalId } from '../../../layers/names/index.ts';
import { demoFacilities, FACILITY, facilityOf, HOSPITALS } from '../../../local/demo/facilities.ts';
import { demoStaff } from '../../../local/demo/staff.ts';
import { type ContentType } from '../../../schemas/content-types.ts';
import { Facility } from '../../../schemas/directory.ts';

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
    const openings = demoFacilities.flatMap(({ publication }) => [...publication.linked, ...publication.ownStaff]);
    const roles = openings.filter(({ contentType }) => contentType === 'infection').map(({ onlyRoles }) => onlyRoles);
    expect(roles.length).toBeGreaterThan(3);
    expect(new Set(roles.map(String))).toEqual(new Set(['doctor,nurse,pharmacist']));
  });

  it('keeps consent forms in the house', () => {
    for (const { publication } of demoFacilities) {
      expect(publication.linked.map(({ contentType }) => contentType)).not.toContain('consentForm');
    }
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
    expect(rolesAt('network-office')).toEqual(['networkOffice']);
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
