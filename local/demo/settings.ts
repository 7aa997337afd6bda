import { DEFAULT_SETTINGS, type NetworkSettings } from '../../schemas/disaster.ts';

/**
 * How large the demo region is and what it hangs on: every number that may be turned stands here. All contents follow from `SEED`
 * and the reference day alone, byte for byte.
 */
export const SEED = 'ism-link demo region 1';

/** `ISM_LINK_FEW_PEOPLE=1`: a sixth of the people, where many only take time: tests in a browser. */
const PART = process.env['ISM_LINK_FEW_PEOPLE'] === '1' ? 6 : 1;

/** People beside those of the story (`people/story.ts`). */
export const PEOPLE = {
  households: 24 / PART,
  singles: 168 / PART,
  /** Of a hundred people, how many have a record there; a hospital may be joined by others. */
  percentAtTyHospital: 60,
  percentAtTestHospital: 48,
  percentAtTestClinic: 50,
  percentAtTestPharmacy: 22,
} as const;

export const COURSE = {
  /** Records reach back this far from the reference day. */
  daysBack: 365,
  /** Visits of one patient at one hospital in that time, before the conditions ask for more. */
  fewestVisits: 2,
  mostVisits: 6,
  /** Of a hundred visits, how many orders were written anew (the earlier file keeps flag 2), and deleted (flag 0). */
  percentSuperseded: 3,
  percentDeleted: 2,
  percentAdmitted: 12,
} as const;

/** How many patients of a hospital have each kind of picture, beside those of the story. */
export const STUDIES = { ct: 2, radiograph: 3, ultrasound: 2, ecg: 4 } as const;

/** What the demo's network has chosen where the circulars leave a choice; a region that was begun with `--empty` has yet to choose. */
export const NETWORK_SETTINGS: NetworkSettings = {
  ...DEFAULT_SETTINGS,
  n5: 'allowWithExplanation',
  inboxIsNotice: true,
  version: 1,
};

/** Of a hundred people with a record anywhere, how many are registered with the network. */
export const PERCENT_REGISTERED = 50;
