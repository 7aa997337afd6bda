import type { Facility } from '../../schemas/directory.ts';
import { type FacilityId, LocalId } from '../../schemas/primitives.ts';
import { faultAt, ProblemError } from '../edge/index.ts';
import { emsIdOf, normaliseLocalId } from '../names/index.ts';
import { facilitiesById, type Store } from '../store/index.ts';

/** How facilities write their IDs: no matter of rights, so a minute's delay does not hurt. */
const settings = new Map<FacilityId, { localIds: Facility['localIds']; until: number }>();
const SETTINGS_MS = 60_000;

const settingsOf = async (store: Store, facilityId: FacilityId): Promise<Facility['localIds'] | undefined> => {
  const now = store.now();
  const known = settings.get(facilityId);
  if (known && known.until > now) return known.localIds;
  const facility = (await facilitiesById(store, [facilityId])).get(facilityId);
  if (facility) settings.set(facilityId, { localIds: facility.localIds, until: now + SETTINGS_MS });
  return facility?.localIds;
};

/**
 * A patient ID as its facility writes it. Throws INVALID_LOCAL_ID at `pointer`, NOT_FOUND without such a facility, and EMS_ID where somebody typed
 * `…@EMS` into a field for patient IDs: the screen goes on with an EMS look-up.
 */
export const typedLocalId = async (
  store: Store,
  facilityId: FacilityId,
  typed: { text: string; pointer: string },
): Promise<LocalId> => {
  if (emsIdOf(typed.text) !== undefined) {
    const says = {
      ja: '@EMSの付いた患者IDは、EMSの参照で開きます。',
      en: 'A patient ID with @EMS is opened as an EMS look-up.',
    };
    throw new ProblemError('EMS_ID', { errors: [faultAt(typed.pointer, 'ems_id', says)] });
  }
  const localIds = await settingsOf(store, facilityId);
  if (!localIds) throw new ProblemError('NOT_FOUND');
  const localId = LocalId.safeParse(normaliseLocalId(typed.text, localIds));
  if (localId.success) return localId.data;
  const says = {
    ja: `数字${localIds.digits}桁までの患者IDを入力してください。`,
    en: `Enter a patient ID of at most ${localIds.digits} digits.`,
  };
  throw new ProblemError('INVALID_LOCAL_ID', { errors: [faultAt(typed.pointer, 'local_id', says)] });
};
