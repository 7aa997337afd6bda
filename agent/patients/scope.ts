import { type LocalIdFormat, normaliseLocalId } from '../../layers/names/index.ts';
import { readFacility } from '../../schemas/operations/directory.ts';
import { listFacilityPatients } from '../../schemas/operations/ingest.ts';
import { FacilityId } from '../../schemas/primitives.ts';
import type { Call } from '../network/call.ts';
import { IngestFailure } from '../network/failure.ts';
import type { FacilitySettings, Run } from '../run.ts';

/** Why a patient is sent: a verified link, a link that waits for demographics, or the facility's entrustment of everybody. */
export type Reason = 'verified' | 'pending' | 'entrusted';
/** `excluded` and `notLinked`: left alone. */
export type Standing =
  | { localId: string; reason: Reason | 'excluded' | 'notLinked' }
  | { localId: undefined; reason: 'notAnId' };

/** Whom this run sends. */
export type Scope = {
  /** By the ID as storage or image write it. */
  standingOf: (patientId: string) => Standing;
  /** A pending link turned out right. */
  verified: (localId: string) => void;
  /** How many patients are linked; undefined where everybody is sent. */
  size: number | undefined;
};

/** The facility's own settings. Throws where the network does not know the facility or does not let its system in. */
export async function facilitySettings(call: Call, facilityId: string): Promise<FacilitySettings> {
  const id = FacilityId.safeParse(facilityId);
  if (!id.success) throw new IngestFailure('USAGE', `--facility ${facilityId}`);
  const answer = await call(readFacility, { params: { facilityId: id.data } });
  if (!answer.ok) throw new IngestFailure('REFUSED', `${facilityId} ${answer.problem.code}`);
  const { facility, entrustment, excludedLocalIds = [] } = answer.body;
  return {
    facilityId: facility.facilityId,
    localIds: facility.localIds,
    ...(entrustment && { entrustment }),
    excludedLocalIds: new Set<string>(excludedLocalIds),
  };
}

/** Everybody, which needs a recorded entrustment (委託契約). */
export function everybody(facility: FacilitySettings): Scope {
  if (facility.entrustment === undefined) throw new IngestFailure('ENTRUSTMENT_REQUIRED', facility.facilityId);
  return scopeOf(facility, () => 'entrusted');
}

/** Those whom the network knows by this facility's ID. */
export async function linkedPatients(call: Call, facility: FacilitySettings): Promise<Scope> {
  const links = new Map<string, Reason>();
  for await (const { localId, state } of listed(call)) links.set(localId, state);
  return {
    ...scopeOf(facility, (localId) => links.get(localId)),
    verified: (localId) => links.set(localId, 'verified'),
    size: links.size,
  };
}

async function* listed(call: Call): AsyncGenerator<{ localId: string; state: 'pending' | 'verified' }> {
  let cursor: string | undefined;
  do {
    const page = await call(listFacilityPatients, { query: { limit: 1000, ...(cursor !== undefined && { cursor }) } });
    if (!page.ok) throw new IngestFailure('REFUSED', page.problem.code);
    yield* page.body.items;
    cursor = page.body.cursor;
  } while (cursor !== undefined);
}

function scopeOf(facility: FacilitySettings, reasonOf: (localId: string) => Reason | undefined): Scope {
  return {
    standingOf: (patientId) => {
      const localId = normaliseLocalId(patientId, facility.localIds);
      if (localId === undefined) return { localId, reason: 'notAnId' };
      if (facility.excludedLocalIds.has(localId)) return { localId, reason: 'excluded' };
      return { localId, reason: reasonOf(localId) ?? 'notLinked' };
    },
    verified: () => undefined,
    size: undefined,
  };
}

/** Ways in which a storage may write an ID: as the network does, or padded with zeros to another length. */
export function spellingsOf(localId: string, { digits }: LocalIdFormat): string[] {
  const widths = [localId.length, digits, 10, 8, 7, 6];
  const stripped = /^\d+$/.test(localId) ? localId.replace(/^0+(?=\d)/, '') : localId;
  return [...new Set([localId, stripped, ...widths.map((width) => stripped.padStart(width, '0'))])];
}

/** Counts a file of somebody who is left alone; whether it is one. */
export function isSkipped(run: Run, standing: Standing): boolean {
  if (standing.reason === 'excluded') run.tally.skipped.excludedFiles += 1;
  else if (standing.reason === 'notLinked' || standing.reason === 'pending') run.tally.skipped.notLinkedFiles += 1;
  else return false;
  return true;
}
