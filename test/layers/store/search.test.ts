import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { searchTermsOf } from '../../../layers/deed/search-terms.ts';
import {
  commit,
  facilityPatientSearchWrites,
  patientSearchWrites,
  patientsFoundBy,
  type SearchTerm,
  type Store,
  type Write,
} from '../../../layers/store/index.ts';
import type { Demographics } from '../../../schemas/person.ts';
import { demographics, draft, facility, localId, patientId } from './people.ts';
import { openTables, type Tables } from './tables.ts';

let tables: Tables;
let store: Store;
beforeAll(async () => {
  tables = await openTables();
  ({ store } = tables);
});
afterAll(() => tables.close());

const done = (writes: Write[]) => commit(store, { writes, audit: draft() });
const foundIds = async (terms: SearchTerm[]) =>
  (await patientsFoundBy(store, terms)).found.map((found) => found.patientId);
const kept = (number: number, people: { now: Demographics; before?: Demographics }) =>
  done(
    patientSearchWrites(
      { patientId: patientId(number), demographics: people.now, linkedAt: [] },
      searchTermsOf(people.now),
      people.before ? searchTermsOf(people.before) : [],
    ),
  );

describe('search items', () => {
  it('find a person by birth date, by both names in any spelling, and by telephone, the moment they are written', async () => {
    const now = demographics({ birthDate: '1931-03-04', phone: '０７６（１１１）２２２２' });
    await kept(1, { now });
    const typed = demographics({
      birthDate: '1931-03-04',
      phone: '0761112222',
      name: { family: '試験', given: '花子', familyKana: 'しけん', givenKana: 'ﾊﾅｺ' },
    });
    for (const term of searchTermsOf(typed)) expect(await foundIds([term])).toEqual([patientId(1)]);
  });

  it('of terms that no longer hold are gone, and those that still hold stay', async () => {
    const before = demographics({ birthDate: '1932-01-01', phone: '076-222-0001' });
    const now = { ...before, phone: '076-222-0002' };
    await kept(2, { now: before });
    await kept(2, { now, before });
    const phoneOf = (person: Demographics) => searchTermsOf(person).filter((term) => term.kind === 'phone');
    expect(await foundIds(phoneOf(before))).toEqual([]);
    expect(await foundIds(phoneOf(now))).toEqual([patientId(2)]);
    const { found } = await patientsFoundBy(store, [{ kind: 'birthDate', value: '1932-01-01' }]);
    expect(found[0]?.demographics.phone).toBe('076-222-0002');
  });

  it('find somebody by the former name too, also where it equals the present one', async () => {
    const name = {
      family: '旧姓',
      given: '一子',
      familyKana: 'キュウセイ',
      givenKana: 'イチコ',
      formerFamilyKana: 'キュウセイ',
    };
    const same = demographics({ birthDate: '1933-01-01', name });
    await kept(3, { now: same });
    const married = { ...same, name: { ...name, family: '新姓', familyKana: 'シンセイ' } };
    await kept(3, { now: married, before: same });
    for (const term of searchTermsOf(married).filter(({ kind }) => kind === 'nameKana'))
      expect(await foundIds([term])).toEqual([patientId(3)]);
    await kept(3, { now: { ...married, name: { ...married.name, formerFamilyKana: 'シンセイ' } }, before: married });
    expect(await foundIds(searchTermsOf(same).filter(({ kind }) => kind === 'nameKana'))).toEqual([]);
  });

  it('give everybody once, whatever number of terms finds them', async () => {
    const now = demographics({ birthDate: '1934-01-01', phone: '076-444-0001' });
    await kept(4, { now });
    await kept(5, { now: { ...now, phone: '076-444-0002' } });
    const ids = await foundIds([...searchTermsOf(now), ...searchTermsOf(now)]);
    expect(ids.filter((id) => id === patientId(4))).toHaveLength(1);
    expect(ids.filter((id) => id === patientId(5))).toHaveLength(1);
  });

  it('never find by a family name alone: there is no such item', async () => {
    await kept(6, { now: demographics({ birthDate: '1936-01-01' }) });
    const partitions = (await tables.itemsIn('records'))
      .map((item) => item['pk']?.S ?? '')
      .filter((pk) => pk.startsWith('S#name'));
    expect(partitions.length).toBeGreaterThan(0);
    for (const pk of partitions)
      expect(
        pk
          .split('#')
          .at(-1)
          ?.split('|')
          .filter((part) => part !== ''),
      ).toHaveLength(2);
  });

  it('stop at 1,000 a term and say so: one birth date stays affordable, and nobody is left out in silence', async () => {
    const shared: SearchTerm[] = [{ kind: 'birthDate', value: '1955-05-05' }];
    const people = Array.from({ length: 1001 }, (_, index) => 1000 + index);
    for (let at = 0; at < people.length; at += 90) {
      if (at === 990) expect((await patientsFoundBy(store, shared)).cutOff).toBe(false);
      const some = people.slice(at, at + 90);
      await done(
        some.flatMap((number) =>
          patientSearchWrites({ patientId: patientId(number), demographics: demographics(), linkedAt: [] }, shared, []),
        ),
      );
    }
    const { found, cutOff } = await patientsFoundBy(store, shared);
    expect([found.length, cutOff]).toEqual([1000, true]);
  });

  it('find by names that are longer than a key may be, folded or not', async () => {
    const name = {
      family: '㍿'.repeat(60),
      given: 'ﷺ'.repeat(60),
      familyKana: '㌕'.repeat(60),
      givenKana: 'ﷺ'.repeat(60),
    };
    const now = demographics({ birthDate: '1938-08-08', name });
    await kept(8, { now });
    for (const term of searchTermsOf(now)) expect(await foundIds([term])).toContain(patientId(8));
    await kept(8, { now: demographics({ birthDate: '1938-08-08' }), before: now });
    expect(await foundIds(searchTermsOf(now).filter(({ kind }) => kind.startsWith('name')))).toEqual([]);
  });

  it('of a facility’s own patient are not mixed with those of the network', async () => {
    const name = { facilityId: facility('ty-hospital'), localId: localId('0000009') };
    const now = demographics({ birthDate: '1939-09-09' });
    await done(facilityPatientSearchWrites({ ...name, demographics: now }, searchTermsOf(now), []));
    expect(await foundIds(searchTermsOf(now).filter(({ kind }) => kind === 'birthDate'))).toEqual([]);
    await done(facilityPatientSearchWrites({ ...name, demographics: now }, [], searchTermsOf(now)));
    expect((await tables.itemsIn('records')).filter((item) => item['sk']?.S?.startsWith('fp#'))).toEqual([]);
  });
});
