import type { OutputOf } from '../../schemas/operation.ts';
import type { readTimeline } from '../../schemas/operations/timeline.ts';

/** One facility as the timeline answers it: what it opens, how fresh it is, and its part of the patient's header. */
export type TimelineFacility = OutputOf<typeof readTimeline>['facilities'][number];
