import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  commit,
  type EmsGrantName,
  emsGrantAt,
  emsGrantIdOf,
  emsGrantNameOf,
  emsGrantRecord,
  emsGrantsOf,
  emsGrantWrites,
  emsLookupOf,
  emsLookupWrite,
  emsMarkWrite,
  emsMessageWrite,
  facilityPatientRecord,
  facilityPatientWrite,
  obligationIdOf,
  obligationWrites,
  type Store,
  type Write,
} from '../../../layers/store/index.ts';
import { EmsGrant, type EmsLookup } from '../../../schemas/ems.ts';
import type { Obligation } from '../../../schemas/obligation.ts';
import type { EmsLookupId } from '../../../schemas/primitives.ts';
import { draft, facility, localId, person, staff } from './people.ts';
import { openTables, type Tables } from './tables.ts';

let tables: Tables;
let store: Store;
beforeAll(async () => {
  tables = await openTables();
  ({ store } = tables);
});
afterAll(() => tables.close());

const done = (writes: Write[]) => commit(store, { writes, audit: draft() });
const AT = '2026-11-22T03:04:05.678Z';
const TY = facility('ty-hospital');

const nameOf = (id: string): EmsGrantName => ({ grant: store.newId(), facilityId: TY, localId: localId(id) });
const grantOf = (name: EmsGrantName, change: Partial<EmsGrant> = {}): EmsGrant =>
  EmsGrant.parse({
    grantId: emsGrantIdOf(store.seal, name),
    facilityId: name.facilityId,
    localId: name.localId,
    viewerFacilityId: facility('test-clinic'),
    person,
    remote: false,
    statement: { occasion: 'ambulance' },
    because: ['EMS-N1'],
    owes: ['recordInChart'],
    openedBy: staff('test-clinic.doctor'),
    openedAt: AT,
    until: '2026-11-26T03:04:05.678Z',
    windowFrom: '2026-10-23',
    state: 'live',
    extensions: [],
    openObligations: 1,
    messages: 0,
    version: 1,
    ...change,
  });
const obligationOf = (name: EmsGrantName): Obligation => ({
  obligationId: obligationIdOf(store.seal, { ...name, duty: 'recordInChart' }),
  grantId: emsGrantIdOf(store.seal, name),
  duty: 'recordInChart',
  facilityId: facility('test-clinic'),
  staffId: staff('test-clinic.doctor'),
  discloserFacilityId: name.facilityId,
  localId: name.localId,
  person,
  createdAt: AT,
  dueAt: '2026-11-29T03:04:05.678Z',
  state: 'open',
  reminded: {},
  version: 1,
});

describe('a grant', () => {
  it('is read with its obligations and messages in one query, and with nothing of another grant to the same record', async () => {
    const [name, other] = [nameOf('0000001'), nameOf('0000001')];
    const message = {
      from: TY,
      by: staff('ty-hospital.clerk'),
      at: AT,
      kind: 'question' as const,
      text: '経緯を教えてください',
    };
    const ids = [store.newId(), store.newId()].sort();
    await done([
      ...emsGrantWrites(store, grantOf(name)),
      ...obligationWrites(store, obligationOf(name), undefined),
      ...[...ids].reverse().map((messageId) => emsMessageWrite(name, { ...message, messageId })),
      ...emsGrantWrites(store, grantOf(other)),
      ...obligationWrites(store, obligationOf(other), undefined),
    ]);
    const calls = store.db.spent.calls;
    const record = await emsGrantRecord(store, name);
    expect(store.db.spent.calls - calls).toBe(1);
    expect(record?.grant).toEqual(grantOf(name));
    expect(record?.obligations).toEqual([obligationOf(name)]);
    expect(record?.messages.map(({ messageId }) => messageId)).toEqual(ids);
    expect(await emsGrantAt(store, other)).toEqual(grantOf(other));
  });

  it('that was never opened is not there', async () => {
    const name = nameOf('0000002');
    expect([await emsGrantRecord(store, name), await emsGrantAt(store, name)]).toEqual([undefined, undefined]);
  });

  it('is changed over the version that was read, in both facilities’ lists too', async () => {
    const viewer = facility('list-clinic');
    const discloser = facility('list-hospital');
    const name = { ...nameOf('0000003'), facilityId: discloser };
    const grant = grantOf(name, { viewerFacilityId: viewer });
    await done(emsGrantWrites(store, grant));
    const closed: EmsGrant = { ...grant, state: 'closed', closure: 'discharged', openObligations: 0, version: 2 };
    await done(emsGrantWrites(store, closed));
    await expect(done(emsGrantWrites(store, closed))).rejects.toMatchObject({ condition: 'grant-version' });
    for (const ask of [
      { side: 'viewer', facilityId: viewer },
      { side: 'discloser', facilityId: discloser },
    ] as const)
      expect((await emsGrantsOf(store, ask)).items).toEqual([closed]);
  });

  it('of the own record from outside stands in the viewer’s list alone', async () => {
    const own = facility('own-hospital');
    const name = { ...nameOf('0000004'), facilityId: own };
    await done(emsGrantWrites(store, grantOf(name, { viewerFacilityId: own, remote: true })));
    expect((await emsGrantsOf(store, { side: 'viewer', facilityId: own })).items).toHaveLength(1);
    expect((await emsGrantsOf(store, { side: 'discloser', facilityId: own })).items).toEqual([]);
  });

  it('is listed newest first, in pages', async () => {
    const viewer = facility('paged-clinic');
    const opened = ['2026-11-20', '2026-11-22', '2026-11-21'].map((day) => `${day}T00:00:00.000Z`);
    for (const openedAt of opened)
      await done(emsGrantWrites(store, grantOf(nameOf('0000005'), { viewerFacilityId: viewer, openedAt })));
    const ask = { side: 'viewer', facilityId: viewer, limit: 2 } as const;
    const page = await emsGrantsOf(store, ask);
    const rest = await emsGrantsOf(store, { ...ask, ...(page.last && { after: page.last.sk }) });
    expect([...page.items, ...rest.items].map(({ openedAt }) => openedAt)).toEqual([...opened].sort().reverse());
  });

  it('has an id that only this network can read, and that carries the record which it opens', () => {
    const name = nameOf('0001234');
    const id = emsGrantIdOf(store.seal, name);
    expect(emsGrantNameOf(store.seal, id)).toEqual(name);
    expect(Buffer.from(id.slice(4), 'base64url').toString('latin1')).not.toContain('0001234');
    const stranger = tables.anotherStore('another secret of tests, longer than thirty-two letters');
    expect(emsGrantNameOf(stranger.seal, id)).toBeUndefined();
    expect(emsGrantNameOf(store.seal, `${id.slice(0, -1)}${id.endsWith('A') ? 'B' : 'A'}`)).toBeUndefined();
    expect(emsGrantNameOf(store.seal, id.replace('grt_', 'obl_'))).toBeUndefined();
  });
});

describe('the EMS mark', () => {
  const marked = async (id: string) =>
    (await facilityPatientRecord(store, { facilityId: TY, localId: localId(id) })).profile;
  const read = async (id: string) => {
    const profile = await marked(id);
    if (!profile) throw new Error('there is no such patient');
    return profile;
  };

  it('counts up and down over the profile that was read, several at once too, and takes a refusal along', async () => {
    const id = '0000006';
    await done([facilityPatientWrite({ facilityId: TY, localId: localId(id), version: 1 })]);
    for (const by of [1, 1]) await done([emsMarkWrite(await read(id), { by })]);
    const before = await read(id);
    expect(before.emsOpen).toBe(2);
    await done([emsMarkWrite(before, { by: -2, refusedAt: AT })]);
    expect(await marked(id)).toMatchObject({ emsOpen: 0, emsRefusedAt: AT, version: 4 });
    const stale = done([emsMarkWrite(before, { by: 1 })]);
    await expect(stale).rejects.toMatchObject({ condition: 'facility-patient-version' });
  });
});

describe('a look-up', () => {
  const lookup = (change: Partial<EmsLookup> = {}): EmsLookup => ({
    lookupId: `lkp_${store.newId()}` as EmsLookupId,
    staffId: staff('test-clinic.doctor'),
    viewerFacilityId: facility('test-clinic'),
    facilityId: TY,
    localId: localId('0001234'),
    person,
    at: AT,
    expiresAt: '2026-11-22T03:34:05.678Z',
    state: 'open',
    version: 1,
    ...change,
  });

  it('is there for the person who asked alone, and changes over the version that was read', async () => {
    const asked = lookup();
    await done([emsLookupWrite(asked)]);
    expect(await emsLookupOf(store, asked.staffId, asked.lookupId)).toEqual(asked);
    expect(await emsLookupOf(store, staff('test-clinic.nurse'), asked.lookupId)).toBeUndefined();
    const confirmed = emsLookupWrite({ ...asked, state: 'confirmed', version: 2 });
    await done([confirmed]);
    await expect(done([confirmed])).rejects.toMatchObject({ condition: 'lookup-version' });
  });

  it('goes by itself a day after it expired', async () => {
    const asked = lookup();
    await done([emsLookupWrite(asked)]);
    const items = await tables.itemsIn('records');
    const item = items.find(({ sk }) => sk?.S === asked.lookupId);
    expect(item?.['expiresAtSeconds']?.N).toBe(String(Math.ceil(Date.parse('2026-11-23T03:34:05.678Z') / 1000)));
  });
});
