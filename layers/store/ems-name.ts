import type { EmsGrantId, FacilityId, LocalId, ObligationId } from '../../schemas/primitives.ts';
import type { EmsGrantName } from './keys.ts';
import type { Seal } from './seal.ts';

/** First byte of what is sealed: no content type has these codes, so that no id is ever taken for another kind's. */
const GRANT = 'g';
const OBLIGATION = 'o';

const sealed = (seal: Seal, parts: string[]): string => seal.closeName(Buffer.from(parts.join('\n'), 'utf8'));
const opened = (seal: Seal, prefix: string, id: string): string[] | undefined =>
  id.startsWith(prefix) ? seal.openName(id.slice(prefix.length))?.toString('utf8').split('\n') : undefined;

/** The id of a grant: opaque to everybody else, so that it may carry the local ID. */
export const emsGrantIdOf = (seal: Seal, name: EmsGrantName): EmsGrantId =>
  `grt_${sealed(seal, [GRANT, name.grant, name.facilityId, name.localId])}` as EmsGrantId;

/** What the id names, or undefined where it was not made by this network. */
export const emsGrantNameOf = (seal: Seal, grantId: string): EmsGrantName | undefined => {
  const [kind, grant, facilityId, localId] = opened(seal, 'grt_', grantId) ?? [];
  if (kind !== GRANT || !grant || !facilityId || !localId) return undefined;
  return { grant, facilityId: facilityId as FacilityId, localId: localId as LocalId };
};

/** One duty of one grant. */
export type ObligationName = EmsGrantName & { duty: string };
export const obligationIdOf = (seal: Seal, name: ObligationName): ObligationId =>
  `obl_${sealed(seal, [OBLIGATION, name.grant, name.duty, name.facilityId, name.localId])}` as ObligationId;

export const obligationNameOf = (seal: Seal, obligationId: string): ObligationName | undefined => {
  const [kind, grant, duty, facilityId, localId] = opened(seal, 'obl_', obligationId) ?? [];
  if (kind !== OBLIGATION || !grant || !duty || !facilityId || !localId) return undefined;
  return { grant, duty, facilityId: facilityId as FacilityId, localId: localId as LocalId };
};
