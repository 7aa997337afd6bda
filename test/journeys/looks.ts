import type { InputOf } from '../../schemas/operation.ts';
import { readTimeline } from '../../schemas/operations/timeline.ts';
import type { PatientId } from '../../schemas/primitives.ts';
import { type Caller, done } from './journey.ts';

type Query = InputOf<typeof readTimeline>['query'];

/** January 2026, where these journeys' records lie. */
export const calendarOf = async (caller: Caller, patientId: PatientId, query: Query = {}) =>
  done(
    await caller(readTimeline, { params: { patientId }, query: { from: '2026-01-01', to: '2026-01-31', ...query } }),
  );

/** What a person sees of each facility: `closed`, or the rows of its entries. */
export const seen = async (caller: Caller, patientId: PatientId): Promise<Record<string, string[] | 'closed'>> => {
  const { facilities, entries } = await calendarOf(caller, patientId);
  return Object.fromEntries(
    facilities.map(({ facilityId, access }) => [
      facilityId,
      access === 'closed'
        ? access
        : entries
            .filter((entry) => entry.facilityId === facilityId)
            .map(({ contentType }) => contentType)
            .sort(),
    ]),
  );
};
