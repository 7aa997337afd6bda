import { EmsGrant, EmsLookup, EmsMessage } from '../../schemas/ems.ts';
import { Obligation } from '../../schemas/obligation.ts';
import type { EmsLookupId, FacilityId, StaffId } from '../../schemas/primitives.ts';
import { hasVersion, isNew, type Page, type QueryOptions, type Write } from './db.ts';
import { emsGrantNameOf } from './ems-name.ts';
import { fromItem, toItem } from './items.ts';
import {
  type EmsGrantName,
  emsGrantKey,
  emsGrantRange,
  emsLineKey,
  emsLinesRange,
  emsLookupKey,
  emsMessageKey,
} from './keys.ts';
import type { Store } from './store.ts';

export const emsLookupOf = async (
  store: Store,
  staffId: StaffId,
  lookupId: EmsLookupId,
): Promise<EmsLookup | undefined> => {
  const item = await store.db.get('records', emsLookupKey(staffId, lookupId));
  return item && fromItem(EmsLookup, item);
};

/** A look-up: new where version is 1, else over the version before (`lookup-version`). It goes by itself a day after it expired. */
export const emsLookupWrite = (lookup: EmsLookup): Write => ({
  table: 'records',
  put: {
    ...toItem(EmsLookup, { entity: 'EmsLookup', key: emsLookupKey(lookup.staffId, lookup.lookupId), value: lookup }),
    expiresAtSeconds: Math.ceil(Date.parse(lookup.expiresAt) / 1000) + 86_400,
  },
  condition: lookup.version === 1 ? isNew : hasVersion(lookup.version - 1),
  otherwise: 'lookup-version',
});

/** A grant with all that belongs to it. */
export type EmsGrantRecord = { grant: EmsGrant; obligations: Obligation[]; messages: EmsMessage[] };

/** One strongly consistent query; undefined where there is no such grant. Messages oldest first. */
export const emsGrantRecord = async (store: Store, name: EmsGrantName): Promise<EmsGrantRecord | undefined> => {
  const { items } = await store.db.query('records', emsGrantRange(name));
  const of = (entity: string) => items.filter((item) => item['entity'] === entity);
  const [grant] = of('EmsGrant');
  if (!grant) return undefined;
  return {
    grant: fromItem(EmsGrant, grant),
    obligations: of('Obligation').map((item) => fromItem(Obligation, item)),
    messages: of('EmsMessage').map((item) => fromItem(EmsMessage, item)),
  };
};

/** The grant alone: what a look needs. */
export const emsGrantAt = async (store: Store, name: EmsGrantName): Promise<EmsGrant | undefined> => {
  const item = await store.db.get('records', emsGrantKey(name));
  return item && fromItem(EmsGrant, item);
};

/**
 * A grant with its line in the viewer's list and, for another facility's record, in the discloser's inbox: new where version is 1, else over the
 * version before (`grant-version`).
 */
export const emsGrantWrites = (store: Store, grant: EmsGrant): Write[] => {
  const name = emsGrantNameOf(store.seal, grant.grantId);
  if (!name) throw new TypeError('a grant id that this network did not make');
  const line = { at: grant.openedAt, grant: name.grant };
  const lines = [
    emsLineKey('viewer', grant.viewerFacilityId, line),
    ...(grant.remote ? [] : [emsLineKey('discloser', grant.facilityId, line)]),
  ];
  return [
    {
      table: 'records',
      put: toItem(EmsGrant, { entity: 'EmsGrant', key: emsGrantKey(name), value: grant }),
      condition: grant.version === 1 ? isNew : hasVersion(grant.version - 1),
      otherwise: 'grant-version',
    },
    ...lines.map(
      (key): Write => ({ table: 'records', put: toItem(EmsGrant, { entity: 'EmsGrantLine', key, value: grant }) }),
    ),
  ];
};

/** EMS accesses of a facility, or to its records: newest first, one page. */
export const emsGrantsOf = async (
  store: Store,
  ask: { side: 'viewer' | 'discloser'; facilityId: FacilityId } & QueryOptions,
): Promise<Page<EmsGrant>> => {
  const { side, facilityId, ...options } = ask;
  const page = await store.db.query('records', emsLinesRange(side, facilityId), { ...options, newestFirst: true });
  return { items: page.items.map((item) => fromItem(EmsGrant, item)), ...(page.last && { last: page.last }) };
};

export const emsMessageWrite = (name: EmsGrantName, message: EmsMessage): Write => ({
  table: 'records',
  put: toItem(EmsMessage, { entity: 'EmsMessage', key: emsMessageKey(name, message.messageId), value: message }),
  condition: isNew,
  otherwise: 'message',
});
