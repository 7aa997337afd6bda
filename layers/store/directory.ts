import * as z from 'zod';
import { Facility, FacilitySummary, Opening, Session, Staff, System } from '../../schemas/directory.ts';
import type { FacilityId, StaffId } from '../../schemas/primitives.ts';
import { hasVersion, type Item, isNew, type Page, placeOf, type QueryOptions, type Write } from './db.ts';
import { fromItem, toItem } from './items.ts';
import {
  currentSessionKey,
  emsDiscloserKey,
  emsDisclosersRange,
  facilityKey,
  facilityListKey,
  facilityListRange,
  signInKey,
  staffKey,
  systemKey,
} from './keys.ts';
import type { Store } from './store.ts';

/** What the directory says of a caller; undefined where it knows nothing. */
export type CallerRecords = {
  staff?: Staff;
  session?: Session;
  system?: System;
  facilities: Map<FacilityId, Facility>;
};

/** Caller and facilities in one call, strongly consistent. */
export const callerRecords = async (
  store: Store,
  ask: { staffId?: StaffId; clientId?: string; facilities: FacilityId[] },
): Promise<CallerRecords> => {
  const { staffId, clientId } = ask;
  const keys = [
    ...(staffId ? [staffKey(staffId), currentSessionKey(staffId)] : []),
    ...(clientId ? [systemKey(clientId)] : []),
    ...ask.facilities.map(facilityKey),
  ];
  const found = await store.db.getMany(keys.map((key) => ({ table: 'directory', key })));
  const at = (key: { pk: string; sk: string }): Item | undefined => found.get(placeOf(key));
  const staff = staffId && at(staffKey(staffId));
  const session = staffId && at(currentSessionKey(staffId));
  const system = clientId && at(systemKey(clientId));
  return {
    ...(staff && { staff: fromItem(Staff, staff) }),
    ...(session && { session: fromItem(Session, session) }),
    ...(system && { system: fromItem(System, system) }),
    facilities: facilitiesAmong(found, ask.facilities),
  };
};

const facilitiesAmong = (found: Map<string, Item>, ids: FacilityId[]): Map<FacilityId, Facility> => {
  const facilities = new Map<FacilityId, Facility>();
  for (const id of ids) {
    const item = found.get(placeOf(facilityKey(id)));
    if (item) facilities.set(id, fromItem(Facility, item));
  }
  return facilities;
};

export const facilitiesById = async (store: Store, ids: FacilityId[]): Promise<Map<FacilityId, Facility>> =>
  facilitiesAmong(await store.db.getMany(ids.map((id) => ({ table: 'directory', key: facilityKey(id) }))), ids);

export const systemByClientId = async (store: Store, clientId: string): Promise<System | undefined> => {
  const item = await store.db.get('directory', systemKey(clientId));
  return item && fromItem(System, item);
};

/** The network's facilities in the order of their ids. */
export const facilitiesOfNetwork = async (store: Store, options: QueryOptions): Promise<Page<FacilitySummary>> => {
  const page = await store.db.query('directory', facilityListRange(), options);
  return { items: page.items.map((item) => fromItem(FacilitySummary, item)), ...(page.last && { last: page.last }) };
};

const summaryOf = (facility: Facility): FacilitySummary => {
  const {
    publication: _p,
    openingHours: _h,
    emsContact: _c,
    reminderEmail: _m,
    entrustment: _e,
    excludedLocalIds: _x,
    version: _v,
    ...summary
  } = facility;
  return { ...summary, ...(opensToEms(facility) && { opensToEms: true as const }) };
};

/** Opted in (domain: opt-in per facility): something is listed for EMS, by a facility that takes part, discloses, and has given its hours. */
const opensToEms = ({ state, discloses, openingHours, publication }: Facility): boolean =>
  state === 'active' && discloses && openingHours !== undefined && (publication.ems ?? []).length > 0;

export { summaryOf as facilitySummaryOf };

/** A facility and its line in the list: new where version is 1, else over the version before. */
export const facilityWrites = (facility: Facility): Write[] => {
  const condition = facility.version === 1 ? isNew : hasVersion(facility.version - 1);
  return [
    {
      table: 'directory',
      put: toItem(Facility, { entity: 'Facility', key: facilityKey(facility.facilityId), value: facility }),
      condition,
      otherwise: 'facility-version',
    },
    {
      table: 'directory',
      put: toItem(FacilitySummary, {
        entity: 'FacilitySummary',
        key: facilityListKey(facility.facilityId),
        value: summaryOf(facility),
      }),
    },
    ...emsDiscloserWrites(facility),
  ];
};

/** What a name search has to know of a facility that opted in to EMS. */
const EmsDiscloser = Facility.pick({ facilityId: true, name: true }).extend({ ems: z.array(Opening) });
export type EmsDiscloser = z.infer<typeof EmsDiscloser>;

const emsDiscloserWrites = (facility: Facility): Write[] => {
  const { facilityId, name, publication, version } = facility;
  const key = emsDiscloserKey(facilityId);
  if (!opensToEms(facility)) return version === 1 ? [] : [{ table: 'directory', remove: key }];
  const value = { facilityId, name, ems: publication.ems ?? [] };
  return [{ table: 'directory', put: toItem(EmsDiscloser, { entity: 'EmsDiscloser', key, value }) }];
};

/** Every facility that opens something to EMS: one query, strongly consistent. */
export const emsDisclosersOf = async (store: Store): Promise<Map<FacilityId, EmsDiscloser>> => {
  const { items } = await store.db.query('directory', emsDisclosersRange());
  return new Map(
    items.map((item) => fromItem(EmsDiscloser, item)).map((discloser) => [discloser.facilityId, discloser]),
  );
};

export const staffWrite = (staff: Staff): Write => ({
  table: 'directory',
  put: toItem(Staff, { entity: 'Staff', key: staffKey(staff.staffId), value: staff }),
  condition: staff.version === 1 ? isNew : hasVersion(staff.version - 1),
  otherwise: 'staff-version',
});

export const systemWrite = (system: System): Write => ({
  table: 'directory',
  put: toItem(System, { entity: 'System', key: systemKey(system.clientId), value: system }),
  condition: system.version === 1 ? isNew : hasVersion(system.version - 1),
  otherwise: 'system-version',
});

/** Whether this sign-in was seen before: current or ended. */
export const signInOf = async (store: Store, staffId: StaffId, originJti: string): Promise<Session | undefined> => {
  const item = await store.db.get('directory', signInKey(staffId, originJti));
  return item && fromItem(Session, item);
};

/** Opens a session in place of the one before. Fails as `sign-in-ended` where this sign-in was seen before, `session-changed` on a race. */
export const openSessionWrites = (staffId: StaffId, session: Session, before: Session | undefined): Write[] => [
  {
    table: 'directory',
    put: toItem(Session, { entity: 'Session', key: currentSessionKey(staffId), value: session }),
    condition: before ? { expression: 'sessionId = :before', values: { ':before': before.sessionId } } : isNew,
    otherwise: 'session-changed',
  },
  {
    table: 'directory',
    put: toItem(Session, { entity: 'SignIn', key: signInKey(staffId, session.originJti), value: session }),
    condition: isNew,
    otherwise: 'sign-in-ended',
  },
];

/** Ends the current session for good. */
export const endSessionWrites = (staffId: StaffId, session: Session): Write[] => {
  const ended: Session = { ...session, state: 'ended' };
  const same = { expression: 'sessionId = :before', values: { ':before': session.sessionId } };
  return [
    {
      table: 'directory',
      put: toItem(Session, { entity: 'Session', key: currentSessionKey(staffId), value: ended }),
      condition: same,
      otherwise: 'session-changed',
    },
    {
      table: 'directory',
      put: toItem(Session, { entity: 'SignIn', key: signInKey(staffId, session.originJti), value: ended }),
    },
  ];
};
