import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { searchEmsCandidates as SearchEmsCandidates } from '../../../functions/ems/search-ems-candidates.ts';
import { searchTermsOf } from '../../../layers/deed/search-terms.ts';
import { facilityPatientSearchWrites, facilityWrites } from '../../../layers/store/index.ts';
import type { RequestOf } from '../../../schemas/operation.ts';
import type { EmsBar, FacilityPatient } from '../../../schemas/patient.ts';
import type { FacilityId } from '../../../schemas/primitives.ts';
import { demographics, facility, localId } from '../../layers/store/people.ts';
import { DeedWorld } from '../deed-world.ts';
import { CLINIC, HOUR_MS, OTHER, TY } from './opened-grants.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

const CLOSED = facility('closed-hospital');
const DOCTORS = facility('doctors-hospital');
let world: DeedWorld;
let searchEmsCandidates: typeof SearchEmsCandidates;
beforeAll(async () => {
  ({ searchEmsCandidates } = await import('../../../functions/ems/search-ems-candidates.ts'));
  world = await DeedWorld.open();
  await world.addFacility({ facilityId: TY });
  await world.addFacility({ facilityId: CLINIC, kind: 'clinic' });
  await world.addFacility({ facilityId: CLOSED, publication: { ownStaff: [], linked: [] } });
  const ems = [{ contentType: 'prescription' as const, onlyRoles: ['doctor' as const] }];
  await world.addFacility({ facilityId: DOCTORS, publication: { ownStaff: [], linked: [], ems } });
  await world.addStaff('test-clinic.doctor');
  await world.addStaff('test-clinic.nurse', { role: 'nurse' });
});
afterAll(() => world.close());

type Query = RequestOf<(typeof SearchEmsCandidates)['operation']>['query'];
const search = async (query: Query, who = 'test-clinic.doctor') => {
  world.clock.forward(HOUR_MS);
  return (await world.ask(who, searchEmsCandidates, { query })).body;
};

let people = 0;
/** Somebody with a birth date of their own. */
const add = async (facilityId: FacilityId, change: Partial<FacilityPatient> = {}): Promise<string> => {
  people += 1;
  const birthDate = `${1900 + people}-01-01`;
  await world.addFacilityPatient({
    facilityId,
    localId: localId(String(people).padStart(7, '0')),
    ...change,
    demographics: demographics({ ...change.demographics, birthDate }),
  });
  return birthDate;
};
const bar = (change: Partial<EmsBar>): { emsBar: EmsBar } => ({
  emsBar: { at: '2026-01-01T00:00:00.000Z', everyone: false, viewers: [], contents: [], ...change },
});
const NOTHING = { items: [], more: false };

describe('whom a name search does not find', () => {
  it('patients of a facility that has not opted in to EMS, nor of one that has opted out since', async () => {
    expect(await search({ birthDate: await add(CLOSED) })).toEqual(NOTHING);
    const leaving = await world.addFacility({ facilityId: facility('leaving-hospital') });
    const birthDate = await add(leaving.facilityId);
    expect((await search({ birthDate })).items).toHaveLength(1);
    const { ems: _ems, ...publication } = leaving.publication;
    await world.write(facilityWrites({ ...leaving, publication, version: 2 }));
    expect(await search({ birthDate })).toEqual(NOTHING);
  });

  it("patients of a facility that opens nothing to the caller's occupation", async () => {
    const birthDate = await add(DOCTORS);
    expect((await search({ birthDate })).items).toHaveLength(1);
    expect(await search({ birthDate }, 'test-clinic.nurse')).toEqual(NOTHING);
  });

  it("the caller's own facility's neither, where that has not opted in", async () => {
    await world.addStaff('closed-hospital.doctor');
    expect(await search({ birthDate: await add(CLOSED) }, 'closed-hospital.doctor')).toEqual(NOTHING);
    expect((await search({ birthDate: await add(CLINIC) })).items).toHaveLength(1);
  });

  it.each([
    ['who refused', { emsRefusedAt: '2026-01-01T00:00:00.000Z' }],
    ['who withdrew, or left the disclosing facility out', bar({ everyone: true })],
    ["who left the caller's facility out", bar({ viewers: [CLINIC] })],
  ])('somebody %s', async (_case, change) => {
    expect(await search({ birthDate: await add(TY, change) })).toEqual(NOTHING);
  });

  it.each([
    ['another facility', bar({ viewers: [OTHER] })],
    ['a kind of content', bar({ contents: ['physicianNote'] })],
  ])('but somebody who left only %s out', async (_case, change) => {
    expect((await search({ birthDate: await add(TY, change) })).items).toHaveLength(1);
  });

  it('takes as many calls for somebody hidden as for somebody who does not exist', async () => {
    const callsOf = async (query: Query): Promise<number> => {
      const { calls } = world.store.db.spent;
      await search(query);
      return world.store.db.spent.calls - calls;
    };
    const absent = await callsOf({ birthDate: '1899-12-31' });
    expect(await callsOf({ birthDate: await add(CLOSED) })).toBe(absent);
    expect(await callsOf({ birthDate: await add(TY, bar({ everyone: true })) })).toBe(absent);
    expect(await callsOf({ birthDate: await add(TY) })).toBe(absent);
  });
});

describe('somebody under protection (支援措置)', () => {
  const whose = demographics({
    name: { family: '保護', given: '一子', familyKana: 'ホゴ', givenKana: 'カズコ' },
    phone: '0761-22-3344',
    address: '石川県小松市小馬出町91',
  });

  it('is found by name and birth date, without address and telephone', async () => {
    const birthDate = await add(TY, { demographics: { ...whose, protected: true } });
    const [row] = (await search({ birthDate })).items;
    expect(row?.person.name.family).toBe('保護');
    expect(row).not.toHaveProperty('addressHead');
    expect(row).not.toHaveProperty('phoneEnd');
  });

  it('is not told by a telephone number or an address that was guessed right, neither as a reason nor by the order', async () => {
    const guessed = { phone: '0761-22-3344', address: '石川県小松市小馬出町91' };
    const birthDate = await add(TY, { demographics: { ...whose, protected: true } });
    const [right] = (await search({ birthDate, ...guessed })).items;
    expect(right?.because.map(({ id }) => id)).toEqual(['birthDate']);
    // Another person of the same day, whose IDs come later, is set first by any other criterion that agrees.
    await world.addFacilityPatient({
      facilityId: TY,
      localId: localId('9999999'),
      demographics: demographics({ birthDate, address: '石川県小松市本町1' }),
    });
    const rows = (await search({ birthDate, phone: guessed.phone, address: '石川県小松市' })).items;
    expect(rows.map((row) => row.localId)[0]).toBe('9999999');
  });

  it('is told by them where nobody is protected', async () => {
    const birthDate = await add(TY, { demographics: whose });
    const [row] = (await search({ birthDate, phone: '0761223344' })).items;
    expect(row?.because.map(({ id }) => id)).toEqual(['birthDate', 'phone']);
    expect(row).toMatchObject({ addressHead: '石川県小松市', phoneEnd: '3344' });
  });
});

describe('when many match', () => {
  const crowd = (givenKana: string) => ({ family: '試験', given: '花子', familyKana: 'シケン', givenKana });
  /** `refused` of these many people of one name have refused: those whose IDs come first. */
  const addCrowd = async (givenKana: string, all: number, refused: number): Promise<void> => {
    for (let one = 0; one < all; one += 1) {
      people += 1;
      await world.addFacilityPatient({
        facilityId: TY,
        localId: localId(String(people).padStart(7, '0')),
        demographics: demographics({ name: crowd(givenKana), birthDate: `19${10 + (one % 80)}-02-02` }),
        ...(one < refused && { emsRefusedAt: '2026-01-01T00:00:00.000Z' }),
      });
    }
  };
  const answered = async (given: string) => {
    const { items, more } = await search({ family: 'シケン', given });
    return [items.length, more];
  };

  it('fifty are shown, and nothing is said of more than there are; hidden ones leave no gap', async () => {
    await addCrowd('サクラ', 55, 5);
    expect(await answered('サクラ')).toEqual([50, false]);
    await addCrowd('サクラ', 1, 0);
    expect(await answered('サクラ')).toEqual([50, true]);
    expect((await world.audited()).at(-1)?.request).toEqual({ criteria: ['family', 'given'], found: 50 });
  });

  it('those who are hidden fill no place, even where they are most of a hundred', async () => {
    await addCrowd('ツバキ', 130, 101);
    expect(await answered('ツバキ')).toEqual([29, false]);
  });

  it('says that more may match where not all of one name could be compared', async () => {
    const whose = demographics({ name: crowd('モミジ') });
    const terms = searchTermsOf(whose).filter(({ kind }) => kind === 'nameKana');
    const writes = Array.from({ length: 1001 }, (_, index) =>
      facilityPatientSearchWrites(
        { facilityId: CLOSED, localId: localId(`X${index}`), demographics: whose },
        terms,
        [],
      ),
    ).flat();
    for (let start = 0; start < writes.length; start += 90) await world.write(writes.slice(start, start + 90));
    expect(await answered('モミジ')).toEqual([0, true]);
  });
});
