import { z } from 'zod';
import { requirePermission } from '../functions/permissions.ts';
import type { Template } from '../template/template.ts';

const RuleProperties = z.strictObject({
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  ScheduleExpression: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z.array(
    z.strictObject({
      Arn: z.string(),
      Id: z.string(),
      // Reaching a function never fails here; what it does with the event is retried as its EventInvokeConfig says.
      DeadLetterConfig: z.unknown().optional(),
      RetryPolicy: z.unknown().optional(),
    }),
  ),
});

/** A rule of the default bus. A rule that is disabled has no targets. */
export type Rule = { id: string; arn: string; targets: string[] } & (
  | { pattern: Record<string, unknown> }
  | { schedule: string }
);

/** The template's rules; throws where EventBridge may not call a target, or a rule is neither of an event nor of a schedule. */
export function rulesOf(template: Template): Rule[] {
  return template.ofType('AWS::Events::Rule').map((resource) => {
    const { EventPattern, ScheduleExpression, State, Targets } = resource.read(RuleProperties, ['Description', 'Name']);
    const arn = resource.attribute('Arn');
    for (const { Arn: functionArn } of Targets)
      requirePermission(template, { functionArn, service: 'events.amazonaws.com', sourceArn: arn });
    const targets = State === 'ENABLED' ? Targets.map((target) => target.Arn) : [];
    if (EventPattern && ScheduleExpression === undefined)
      return { id: resource.id, arn, targets, pattern: EventPattern };
    if (ScheduleExpression !== undefined && !EventPattern)
      return { id: resource.id, arn, targets, schedule: ScheduleExpression };
    throw new Error(`${resource.id}: a rule has either a pattern or a schedule`);
  });
}
