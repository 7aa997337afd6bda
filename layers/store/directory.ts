import { Facility, FacilitySummary, Session, Staff, System } from '../../schemas/directory.ts';
import type { FacilityId, StaffId } from '../../schemas/primitives.ts';
import { hasVersion, type Item, isNew, type Page, placeOf, type QueryOptions, type Write } from './db.ts';
import { fromItem, toItem } from './items.ts';
import {
  currentSessionKey,
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
  const { publication: _p, entrustment: _e, excludedLocalIds: _x, version: _v, ...summary } = facility;
  return summary;
};

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
  ];
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
