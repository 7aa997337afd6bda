import * as z from 'zod';
import { FacilityId, Instant, LocalId, PatientId, RefreshRequestId } from '../../schemas/primitives.ts';
import { isNew, type Page, type QueryOptions, type Write } from './db.ts';
import { fromItem, toItem } from './items.ts';
import { type FacilityPatientName, facilityPatientKey, refreshRequestKey, refreshRequestsRange } from './keys.ts';
import type { Store } from './store.ts';

/** A wish for the latest data of one local ID: waits until the facility's own programme fetches it. One is open for a local ID at most. */
export const RefreshRequest = z.strictObject({
  requestId: RefreshRequestId,
  facilityId: FacilityId,
  localId: LocalId,
  /** Absent where EMS asks: nobody may have registered the patient. */
  patientId: PatientId.optional(),
  requestedAt: Instant,
});
export type RefreshRequest = z.infer<typeof RefreshRequest>;

export const refreshRequestsOf = async (
  store: Store,
  facilityId: FacilityId,
  options: QueryOptions,
): Promise<Page<RefreshRequest>> => {
  const page = await store.db.query('records', refreshRequestsRange(facilityId), options);
  return { items: page.items.map((item) => fromItem(RefreshRequest, item)), ...(page.last && { last: page.last }) };
};

/** The open wish of each local ID that has one. */
export const openRefreshRequests = async (
  store: Store,
  names: readonly FacilityPatientName[],
): Promise<RefreshRequest[]> => {
  const found = await store.db.getMany(names.map((name) => ({ table: 'records', key: refreshRequestKey(name) })));
  return [...found.values()].map((item) => fromItem(RefreshRequest, item));
};

/** A wish for a local ID that has none yet (`refresh-request` where there is one by now). */
export const requestRefreshWrites = (request: RefreshRequest): Write[] => [
  {
    table: 'records',
    put: toItem(RefreshRequest, {
      entity: 'RefreshRequest',
      key: refreshRequestKey(request),
      value: request,
    }),
    condition: isNew,
    otherwise: 'refresh-request',
  },
  {
    table: 'records',
    update: { key: facilityPatientKey(request), expression: 'SET requestedAt = :at ADD version :one' },
    values: { ':at': request.requestedAt, ':one': 1 },
    condition: { expression: 'attribute_exists(pk)' },
    otherwise: 'facility-patient-gone',
  },
];

/**
 * Takes the request off the list (`refresh-request` where it is gone) and notes when the facility's records were complete. `fetchedAt`: undefined
 * where the facility does not know the patient, for then nothing was fetched.
 */
export const completeRefreshWrites = (request: RefreshRequest, fetchedAt: string | undefined): Write[] => [
  {
    table: 'records',
    remove: refreshRequestKey(request),
    // Not the next wish for the same local ID.
    condition: { expression: 'requestId = :request', values: { ':request': request.requestId } },
    otherwise: 'refresh-request',
  },
  {
    table: 'records',
    update: {
      key: facilityPatientKey(request),
      expression: `${fetchedAt === undefined ? '' : 'SET fetchedAt = :at '}REMOVE requestedAt ADD version :one`,
    },
    values: { ':one': 1, ...(fetchedAt !== undefined && { ':at': fetchedAt }) },
    condition: { expression: 'attribute_exists(pk)' },
    otherwise: 'facility-patient-gone',
  },
];
