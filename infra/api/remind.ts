import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { type EventFunctionSettings, RuledFunction } from './ruled-function.ts';

/** Due dates are days or weeks away, and the seventh day ends at a midnight in Japan: within the hour is soon enough. */
const EVERY = Duration.hours(1);

/** Digests that nobody has been sent, by the code that `functions/remind` logs. A stage without a sender has chosen so, and counts none. */
export const REMINDER_LOST_METRIC = 'ReminderLost';
const LOST = { NO_ADDRESS: REMINDER_LOST_METRIC, GIVEN_UP: REMINDER_LOST_METRIC };

/** Every hour: whoever owes something after an emergency is reminded before and after it is due. */
export class Remind extends RuledFunction {
  constructor(scope: Construct, id: string, settings: EventFunctionSettings) {
    super(scope, id, {
      settings,
      ruled: {
        name: 'remind',
        counted: LOST,
        // Older than the next round an event has nothing to add to it.
        maximumAge: EVERY,
        rule: {
          id: 'Hourly',
          description: 'Reminders of what is still owed after an emergency',
          schedule: events.Schedule.rate(EVERY),
        },
      },
    });
  }
}
