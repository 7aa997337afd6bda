import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { searchEmsCandidates as SearchEmsCandidates } from '../../../functions/ems/search-ems-candidates.ts';
import type { putFacilityPatient as PutFacilityPatient } from '../../../functions/ingest/put-facility-patient.ts';
import { Desk } from '../../../layers/deed/desk.ts';
import { systemWrite } from '../../../layers/store/index.ts';
import type { RequestOf } from '../../../schemas/operation.ts';
import type { Demographics } from '../../../schemas/person.ts';
import { demographics, facility, localId } from '../../layers/store/people.ts';
import { DeedWorld } from '../deed-world.ts';
import { CLINIC, HOUR_MS, TY } from './opened-grants.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

const SENDING = facility('sending-hospital');
let world: DeedWorld;
let searchEmsCandidates: typeof SearchEmsCandidates;
let putFacilityPatient: typeof PutFacilityPatient;
beforeAll(async () => {
  ({ searchEmsCandidates } = await import('../../../functions/ems/search-ems-candidates.ts'));
  ({ putFacilityPatient } = await import('../../../functions/ingest/put-facility-patient.ts'));
  world = await DeedWorld.open();
  await world.addFacility({ facilityId: TY, name: 'TYテスト病院' });
  await world.addFacility({ facilityId: CLINIC, kind: 'clinic' });
  await world.addStaff('test-clinic.doctor');
  await world.addStaff('ty-hospital.doctor');
  const entrustment = { recordedOn: '2024-04-01', reference: '契約' };
  await world.addFacility({ facilityId: SENDING, entrustment });
  await world.write([
    systemWrite({ clientId: 'new-system', facilityId: SENDING, name: '取込', state: 'active', version: 1 }),
  ]);
});
afterAll(() => world.close());

/** A facility's own system sends a patient's demographics. */
const send = (whose: Demographics) => {
  const desk = new Desk({
    store: world.store,
    flag: async () => ({ state: 'off' }),
    claims: { kind: 'system', clientId: 'new-system', scopes: ['ism-link/ingest'] },
    operation: putFacilityPatient.operation,
    incoming: { requestId: 'request', text: whose.birthDate },
  });
  const request = { params: { localId: '0001234' }, query: {}, body: { demographics: whose } };
  return putFacilityPatient.perform(request, desk);
};

type Query = RequestOf<(typeof SearchEmsCandidates)['operation']>['query'];
const search = async (query: Query, who = 'test-clinic.doctor') => {
  // A person may ask thirty times an hour: each question of these tests has an hour of its own.
  world.clock.forward(HOUR_MS);
  return (await world.ask(who, searchEmsCandidates, { query })).body;
};
const refused = async (query: Query, who = 'test-clinic.doctor') => world.refused(who, searchEmsCandidates, { query });
const idsOf = async (query: Query) => (await search(query)).items.map((item) => item.localId);

let people = 0;
const add = async (change: Partial<Demographics>, at = TY): Promise<string> => {
  people += 1;
  const id = localId(String(people).padStart(7, '0'));
  await world.addFacilityPatient({ facilityId: at, localId: id, demographics: demographics(change) });
  return id;
};
const nameOf = (family: string, given: string, familyKana: string, givenKana: string): Demographics['name'] => ({
  family,
  given,
  familyKana,
  givenKana,
});

describe('a name search (PDQ)', () => {
  it('gives facility, patient ID, and just enough to tell two people apart, with why', async () => {
    const id = await add({
      name: nameOf('能登', '太郎', 'ノト', 'タロウ'),
      sex: 'male',
      birthDate: '1937-03-04',
      phone: '0768-12-3456',
      address: '石川県鳳珠郡能登町字宇出津1-2-3',
      postalCode: '927-0433',
      insurance: { insurer: '170013', symbol: '12', number: '345' },
    });
    expect(await search({ birthDate: '1937-03-04' })).toEqual({
      items: [
        {
          facilityId: TY,
          facilityName: 'TYテスト病院',
          localId: id,
          person: {
            name: nameOf('能登', '太郎', 'ノト', 'タロウ'),
            birthDate: '1937-03-04',
            sex: 'male',
          },
          addressHead: '石川県鳳珠郡能登町',
          phoneEnd: '3456',
          because: [{ id: 'birthDate', ja: '生年月日が一致しています。', en: 'The birth date is the same.' }],
        },
      ],
      more: false,
    });
  });

  it('reads a birth date in wareki and any width, and names in kanji or kana', async () => {
    const id = await add({ name: nameOf('輪島', '花', 'ワジマ', 'ハナ'), birthDate: '1940-05-06' });
    expect(await idsOf({ birthDate: '昭和１５年５月６日' })).toEqual([id]);
    expect(await idsOf({ family: 'ﾜｼﾞﾏ', given: 'はな' })).toEqual([id]);
    expect(await idsOf({ family: '輪島', given: '花' })).toEqual([id]);
  });

  it('finds by kanji in another shape, and by a former family name', async () => {
    const id = await add({
      name: { ...nameOf('髙﨑', '恵', 'タカサキ', 'メグミ'), formerFamilyKana: 'カガ' },
      birthDate: '1960-01-01',
    });
    expect(await idsOf({ family: '高崎', given: '恵' })).toEqual([id]);
    const [found] = (await search({ family: 'カガ', given: 'メグミ' })).items;
    expect([found?.localId, found?.because.map((one) => one.id)]).toEqual([id, ['formerFamily', 'givenKana']]);
  });

  it('sets the likeliest first, and leaves out whom the sex contradicts', async () => {
    const sure = await add({ birthDate: '1971-01-01', phone: '076-111-1111', address: '石川県金沢市広坂1-1' });
    const likely = await add({ birthDate: '1971-01-01', phone: '076-222-2222' });
    await add({ birthDate: '1971-01-01', sex: 'male' });
    const rows = await idsOf({ birthDate: '1971-01-01', sex: 'female', phone: '０７６－１１１－１１１１' });
    expect(rows).toEqual([sure, likely]);
  });

  it('tells twins apart by the given name', async () => {
    const one = await add({ name: nameOf('珠洲', '義彦', 'スズ', 'ヨシヒコ'), birthDate: '1980-08-08' });
    await add({ name: nameOf('珠洲', '義弘', 'スズ', 'ヨシヒロ'), birthDate: '1980-08-08' });
    expect(await idsOf({ birthDate: '1980-08-08', given: 'ヨシヒコ' })).toEqual([one]);
  });

  it('finds what the facility sent a moment ago, and no longer what that corrected', async () => {
    await send(demographics({ birthDate: '1990-09-08' }));
    expect(await idsOf({ birthDate: '1990-09-08' })).toEqual(['0001234']);
    await send(demographics({ birthDate: '1990-09-09' }));
    expect(await idsOf({ birthDate: '1990-09-08' })).toEqual([]);
    expect(await idsOf({ birthDate: '1990-09-09' })).toEqual(['0001234']);
  });

  it('is about one facility where that is asked', async () => {
    await add({ birthDate: '1991-01-01' });
    const id = await add({ birthDate: '1991-01-01' }, CLINIC);
    expect(await idsOf({ birthDate: '1991-01-01', facilityId: CLINIC })).toEqual([id]);
    expect(await idsOf({ birthDate: '1991-01-01', facilityId: facility('no-such-place') })).toEqual([]);
  });

  it('is audited by what was asked, not by what it was', async () => {
    await search({ family: '能登', given: '太郎', phone: '0768-12-3456' });
    const audited = (await world.audited()).at(-1);
    expect(audited).toMatchObject({
      eventName: 'SearchEmsCandidates',
      request: { criteria: ['family', 'given', 'phone'], found: 1 },
      outcome: { result: 'allowed', because: ['EMS-PDQ-01'] },
    });
    expect(JSON.stringify(audited)).not.toMatch(/能登|太郎|3456/);
  });
});

describe('what a name search needs', () => {
  it.each([
    {},
    { family: '能登' },
    { given: '太郎' },
    { phone: '0768-12-3456' },
    { address: '石川県' },
    { sex: 'male', phone: '0768-12-3456', address: '石川県', facilityId: TY },
    { family: '・', given: '太郎' },
  ] satisfies Query[])('%j is too little', async (query) => {
    expect((await refused(query)).code).toBe('SEARCH_TOO_BROAD');
    expect((await world.audited()).at(-1)).toMatchObject({ outcome: { result: 'failed', code: 'SEARCH_TOO_BROAD' } });
  });

  it('refuses a birth date that never was, and one that is still to come in Japan', async () => {
    world.clock.at('2027-01-10T14:59:59.999Z');
    expect((await refused({ birthDate: '2027-01-11' })).code).toBe('IMPOSSIBLE_DATE');
    world.clock.at('2027-01-10T15:00:00.000Z');
    expect((await search({ birthDate: '2027-01-11' })).items).toEqual([]);
    expect((await refused({ birthDate: '1990-02-30' })).detail.errors?.[0]?.pointer).toBe('/query/birthDate');
  });

  it('is the EMS privilege, at a medical institution that views records', async () => {
    const pharmacy = facility('a-pharmacy');
    await world.addFacility({ facilityId: pharmacy, kind: 'pharmacy', discloses: false });
    await world.addStaff('a-pharmacy.pharmacist', { role: 'pharmacist' });
    await world.addStaff('test-clinic.nurse', { role: 'nurse', privileges: [] });
    for (const who of ['a-pharmacy.pharmacist', 'test-clinic.nurse'])
      expect((await refused({ birthDate: '1937-03-04' }, who)).code).toBe('FORBIDDEN');
  });

  it('is one of thirty an hour and person: the thirtieth is answered, the next is not, until the hour is over', async () => {
    world.clock.at('2027-02-01T00:00:00.000Z');
    const ask = () => world.ask('ty-hospital.doctor', searchEmsCandidates, { query: { birthDate: '1900-01-01' } });
    for (let asked = 0; asked < 30; asked += 1) await ask();
    world.clock.at('2027-02-01T00:59:59.999Z');
    expect((await refused({ birthDate: '1900-01-01' }, 'ty-hospital.doctor')).code).toBe('SEARCH_EXHAUSTED');
    expect((await world.audited()).at(-1)).toMatchObject({ outcome: { result: 'failed', code: 'SEARCH_EXHAUSTED' } });
    expect(
      (await world.ask('test-clinic.doctor', searchEmsCandidates, { query: { birthDate: '1900-01-01' } })).body,
    ).toEqual({ items: [], more: false });
    world.clock.at('2027-02-01T01:00:00.000Z');
    expect((await ask()).body.items).toEqual([]);
  });
});
