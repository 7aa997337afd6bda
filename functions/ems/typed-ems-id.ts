import type { Desk } from '../../layers/deed/index.ts';
import { faultAt, ProblemError } from '../../layers/edge/index.ts';
import { emsIdOf, normaliseLocalId } from '../../layers/names/index.ts';
import { type FacilityId, LocalId } from '../../schemas/primitives.ts';

const POINTER = '/body/patientId';
const SUFFIX_MISSING = {
  ja: '患者IDの後に @EMS を付けて入力してください（例: 0001234@EMS）。',
  en: 'Type the patient ID followed by @EMS (e.g. 0001234@EMS).',
};

/** The ID as a facility may write it whose settings nobody knows. */
const anyFacilitys = (text: string): LocalId | undefined =>
  LocalId.safeParse(normaliseLocalId(text, { digits: 20, padding: 'none' })).data;

/**
 * `0001234@EMS` as the disclosing facility writes its ID. Throws EMS_SUFFIX_REQUIRED and INVALID_LOCAL_ID at the field. An ID of a facility that
 * does not exist is taken as it was typed: it is not found by the same reads as any other, and its try is counted like any other.
 */
export const typedEmsId = async (
  desk: Desk,
  typed: { facilityId: FacilityId; patientId: string },
): Promise<LocalId> => {
  const text = emsIdOf(typed.patientId);
  if (text === undefined)
    throw new ProblemError('EMS_SUFFIX_REQUIRED', { errors: [faultAt(POINTER, 'ems_suffix', SUFFIX_MISSING)] });
  return desk.localId(typed.facilityId, { text, pointer: POINTER }).catch((error: unknown) => {
    const localId = error instanceof ProblemError && error.code === 'NOT_FOUND' ? anyFacilitys(text) : undefined;
    if (localId === undefined) throw error;
    return localId;
  });
};
