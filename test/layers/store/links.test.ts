import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  accessOfPatient,
  ConflictError,
  commit,
  endLinkWrites,
  facilityPatientRecord,
  facilityPatientWrite,
  fetchedAtWrite,
  linkAt,
  linkOfLocalId,
  linksOfFacility,
  patientWrite,
  pendingLinkWrites,
  relistWrites,
  type Store,
  verifiedLinkAt,
  verifiedLinkWrites,
  type Write,
} from '../../../layers/store/index.ts';
import type { Link } from '../../../schemas/patient.ts';
import type { LocalId } from '../../../schemas/primitives.ts';
import { demographics, draft, facility, link, localId, patient, patientId, person } from './people.ts';
import { openTables, type Tables } from './tables.ts';

let tables: Tables;
let store: Store;
beforeAll(async () => {
  tables = await openTables();
  ({ store } = tables);
});
afterAll(() => tables.close());

const TY = facility('ty-hospital');
const done = (writes: Write[], by: Store = store) => commit(by, { writes, audit: draft() });
const recordOf = (id: LocalId) => facilityPatientRecord(store, { facilityId: TY, localId: id });
/** Somebody new, linked or not. */
let people = 0;
const newPatient = async (): Promise<number> => {
  people += 1;
  await done([patientWrite(patient(people))]);
  return people;
};
let ids = 0;
const newLocalId = (): LocalId => localId(String((ids += 1)).padStart(7, '0'));
/** What lies under a local ID and in the facility's list, raw. */
const leftOf = async (id: LocalId) =>
  (await tables.itemsIn('records'))
    .filter((item) => item['localId']?.S === id || item['pk']?.S?.endsWith(`#${id}`))
    .map((item) => `${item['entity']?.S} ${item['sk']?.S}`)
    .sort();

describe('a local ID', () => {
  it('ends up linked to one patient, however many try at once', async () => {
    for (let round = 0; round < 3; round += 1) {
      const id = newLocalId();
      const numbers: number[] = [];
      for (let n = 0; n < 20; n += 1) numbers.push(await newPatient());
      const outcomes = await Promise.allSettled(
        numbers.map(async (number) => {
          const { profile } = await recordOf(id);
          if (profile?.linkedPatientId) throw new ConflictError('taken');
          await done(
            verifiedLinkWrites(link(number, { localId: id }), undefined, { profile, person, emsBar: undefined }),
            tables.anotherStore(),
          );
          return number;
        }),
      );
      const winners = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
      expect(winners).toHaveLength(1);
      const linked = await Promise.all(
        numbers.map(async (number) => verifiedLinkAt((await accessOfPatient(store, patientId(number))) ?? never(), TY)),
      );
      expect(linked.filter((one) => one !== undefined)).toHaveLength(1);
      expect((await recordOf(id)).profile?.linkedPatientId).toBe(patientId(winners[0] ?? 0));
      expect((await linkOfLocalId(store, { facilityId: TY, localId: id }))?.patientId).toBe(patientId(winners[0] ?? 0));
    }
  });

  it('that was sent by its facility while it was being linked keeps both', async () => {
    const id = newLocalId();
    const number = await newPatient();
    await done([facilityPatientWrite({ facilityId: TY, localId: id, demographics: demographics(), version: 1 })]);
    const { profile } = await recordOf(id);
    await done([fetchedAtWrite({ facilityId: TY, localId: id }, '2026-11-22T04:00:00.000Z')]);
    const stale = done(
      verifiedLinkWrites(link(number, { localId: id }), undefined, { profile, person, emsBar: undefined }),
    );
    await expect(stale).rejects.toMatchObject({ condition: 'facility-patient-version' });
    const again = (await recordOf(id)).profile;
    await done(
      verifiedLinkWrites(link(number, { localId: id }), undefined, { profile: again, person, emsBar: undefined }),
    );
    expect((await recordOf(id)).profile).toMatchObject({
      demographics: demographics(),
      fetchedAt: '2026-11-22T04:00:00.000Z',
      linkedPatientId: patientId(number),
      version: 3,
    });
  });

  it('that nobody has ever sent or linked cannot be noted as fetched', async () => {
    const absent = fetchedAtWrite({ facilityId: TY, localId: newLocalId() }, '2026-11-22T04:00:00.000Z');
    await expect(done([absent])).rejects.toMatchObject({ condition: 'facility-patient-gone' });
  });
});

const never = (): never => {
  throw new Error('there is no such patient');
};
const pending = (number: number, id: LocalId, changes: Partial<Link> = {}) =>
  link(number, { localId: id, state: 'pending', ...changes });

describe('a pending link', () => {
  it('opens nothing, waits at its local ID and stands in that facility’s list', async () => {
    const id = newLocalId();
    const number = await newPatient();
    await done(pendingLinkWrites(pending(number, id), undefined, person));
    const access = (await accessOfPatient(store, patientId(number))) ?? never();
    expect(linkAt(access, TY)?.state).toBe('pending');
    expect(verifiedLinkAt(access, TY)).toBeUndefined();
    const record = await recordOf(id);
    expect(record.profile).toBeUndefined();
    expect(record.claims.map((claim) => claim.patientId)).toEqual([patientId(number)]);
    const listed = await linksOfFacility(store, { facilityId: TY, state: 'pending' });
    expect(listed.items.filter((line) => line.localId === id)).toHaveLength(1);
    expect(await linkOfLocalId(store, { facilityId: TY, localId: id })).toBeUndefined();
  });

  it('leaves nothing behind at the ID it claimed before', async () => {
    const [first, second] = [newLocalId(), newLocalId()];
    const number = await newPatient();
    await done(pendingLinkWrites(pending(number, first), undefined, person));
    await done(pendingLinkWrites(pending(number, second, { version: 2 }), pending(number, first), person));
    expect(await leftOf(first)).toEqual([]);
    expect((await recordOf(second)).claims).toHaveLength(1);
  });

  it('says at its local ID of whom it is, and says it anew when the demographics change, until it ends', async () => {
    const id = newLocalId();
    const number = await newPatient();
    const waiting = pending(number, id);
    await done(pendingLinkWrites(waiting, undefined, person));
    expect((await recordOf(id)).claims).toEqual([
      { patientId: patientId(number), claimedAt: waiting.linkedAt, person },
    ]);
    const corrected = { ...person, birthDate: '1950-01-03' };
    await done(relistWrites([waiting], corrected));
    expect((await recordOf(id)).claims).toMatchObject([{ patientId: patientId(number), person: corrected }]);
    const ended: Link = { ...waiting, state: 'ended', version: 2 };
    await done(endLinkWrites(ended, waiting));
    expect(relistWrites([ended], corrected)).toEqual([]);
  });

  it('claimed again under the same ID stays once', async () => {
    const id = newLocalId();
    const number = await newPatient();
    await done(pendingLinkWrites(pending(number, id), undefined, person));
    await done(pendingLinkWrites(pending(number, id, { version: 2 }), pending(number, id), person));
    expect((await recordOf(id)).claims).toHaveLength(1);
    expect((await leftOf(id)).filter((line) => line.startsWith('FacilityLink'))).toHaveLength(1);
  });

  it('that is verified leaves no claim and no pending line', async () => {
    const id = newLocalId();
    const number = await newPatient();
    const waiting = pending(number, id);
    await done(pendingLinkWrites(waiting, undefined, person));
    await done(
      verifiedLinkWrites({ ...waiting, state: 'verified', version: 2 }, waiting, {
        profile: undefined,
        person,
        emsBar: undefined,
      }),
    );
    expect(await leftOf(id)).toEqual([
      `FacilityLink verified#${id}#${patientId(number)}`,
      'FacilityPatient profile',
      `Link access#link#${TY}`,
    ]);
  });

  it('that ends leaves no claim and no line', async () => {
    const id = newLocalId();
    const number = await newPatient();
    const waiting = pending(number, id);
    await done(pendingLinkWrites(waiting, undefined, person));
    await done(endLinkWrites({ ...waiting, state: 'ended', version: 2 }, waiting));
    expect(await leftOf(id)).toEqual([`Link access#link#${TY}`]);
    expect(linkAt((await accessOfPatient(store, patientId(number))) ?? never(), TY)).toBeUndefined();
  });

  it('of two patients may wait at one ID; verifying one leaves the other’s claim to be judged', async () => {
    const id = newLocalId();
    const [one, other] = [await newPatient(), await newPatient()];
    for (const number of [one, other]) await done(pendingLinkWrites(pending(number, id), undefined, person));
    await done(
      verifiedLinkWrites({ ...pending(one, id), state: 'verified', version: 2 }, pending(one, id), {
        profile: undefined,
        person,
        emsBar: undefined,
      }),
    );
    const { profile, claims } = await recordOf(id);
    expect(profile?.linkedPatientId).toBe(patientId(one));
    expect(claims.map((claim) => claim.patientId)).toEqual([patientId(other)]);
    // The other one's way through is closed by the profile's version.
    const late = done(
      verifiedLinkWrites({ ...pending(other, id), state: 'verified', version: 2 }, pending(other, id), {
        profile: undefined,
        person,
        emsBar: undefined,
      }),
    );
    await expect(late).rejects.toMatchObject({ condition: 'facility-patient-version' });
  });
});

describe('a verified link', () => {
  it('that ends gives its local ID free for somebody else', async () => {
    const id = newLocalId();
    const [one, other] = [await newPatient(), await newPatient()];
    const first = link(one, { localId: id });
    await done(verifiedLinkWrites(first, undefined, { profile: undefined, person, emsBar: undefined }));
    await done(endLinkWrites({ ...first, state: 'ended', version: 2 }, first));
    expect(await linkOfLocalId(store, { facilityId: TY, localId: id })).toBeUndefined();
    const { profile } = await recordOf(id);
    expect(profile?.linkedPatientId).toBeUndefined();
    await done(verifiedLinkWrites(link(other, { localId: id }), undefined, { profile, person, emsBar: undefined }));
    expect((await linkOfLocalId(store, { facilityId: TY, localId: id }))?.patientId).toBe(patientId(other));
  });

  it('cannot end twice, nor end what somebody else holds by now', async () => {
    const id = newLocalId();
    const number = await newPatient();
    const first = link(number, { localId: id });
    const ended = { ...first, state: 'ended' as const, version: 2 };
    await done(verifiedLinkWrites(first, undefined, { profile: undefined, person, emsBar: undefined }));
    await done(endLinkWrites(ended, first));
    await expect(done(endLinkWrites(ended, first))).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('shows the person anew in each facility’s list when the demographics change, but not where it has ended', async () => {
    const [here, gone] = [newLocalId(), newLocalId()];
    const number = await newPatient();
    const links = [
      link(number, { localId: here }),
      link(number, { localId: gone, facilityId: facility('test-hospital'), state: 'ended' }),
    ];
    await done(verifiedLinkWrites(links[0] ?? never(), undefined, { profile: undefined, person, emsBar: undefined }));
    await done(relistWrites(links, { ...person, sex: 'unknown' }));
    expect((await linkOfLocalId(store, { facilityId: TY, localId: here }))?.person.sex).toBe('unknown');
    expect((await linksOfFacility(store, { facilityId: facility('test-hospital'), state: 'any' })).items).toEqual([]);
  });
});

describe('a facility’s list', () => {
  it('gives pending and verified apart or together, in pages, by local ID', async () => {
    const own = facility('list-hospital');
    for (const [index, state] of (['verified', 'pending', 'verified', 'pending'] as const).entries()) {
      const one = link(await newPatient(), { facilityId: own, localId: localId(`00${index}`), state });
      await done(
        state === 'verified'
          ? verifiedLinkWrites(one, undefined, { profile: undefined, person, emsBar: undefined })
          : pendingLinkWrites(one, undefined, person),
      );
    }
    const idsIn = async (state: 'pending' | 'verified' | 'any') =>
      (await linksOfFacility(store, { facilityId: own, state })).items.map((line) => line.localId);
    expect(await idsIn('verified')).toEqual(['000', '002']);
    expect(await idsIn('pending')).toEqual(['001', '003']);
    expect(await idsIn('any')).toEqual(['001', '003', '000', '002']);
    const page = await linksOfFacility(store, { facilityId: own, state: 'any', limit: 3 });
    const rest = await linksOfFacility(store, {
      facilityId: own,
      state: 'any',
      limit: 3,
      ...(page.last && { after: page.last.sk }),
    });
    expect([...page.items, ...rest.items].map((line) => line.localId)).toEqual(['001', '003', '000', '002']);
  });
});
