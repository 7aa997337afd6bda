import type { OutputOf } from '../../schemas/operation.ts';
import type { readEmsTimeline } from '../../schemas/operations/timeline.ts';
import type { PatientView } from '../../schemas/patient.ts';
import type { PersonSummary } from '../../schemas/person.ts';

/** Whose chart it is: enough to tell two people apart, and what else the right that opened it knows. */
export type ChartPerson = PersonSummary & {
  /** Through consent and link. */
  patient?: PatientView;
  /** Through an emergency access. */
  grant?: OutputOf<typeof readEmsTimeline>['grant'];
};
