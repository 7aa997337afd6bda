import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { requirePermission } from '../functions/permissions.ts';
import type { Template } from '../template/template.ts';
import type { Job } from './journal.ts';
import { assertUnderstood, matches, type Pattern } from './pattern.ts';

const RuleProperties = z.strictObject({
  EventPattern: z.record(z.string(), z.unknown()),
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

/** An event before EventBridge has put its envelope around it. */
export type NewEvent = { source: string; detailType: string; resources: string[]; detail: object };

/** The default event bus: the template's rules, and what an event sets off. */
export type Bus = (event: NewEvent) => Omit<Job, 'id' | 'attempts' | 'createdAt'>[];

/**
 * Reads the rules. The bus answers the deliveries that an event causes; the caller writes them down together with the end of what caused
 * it, so that nothing is lost between the two.
 */
export function busOf(template: Template): Bus {
  const rules = template.ofType('AWS::Events::Rule').map((resource) => {
    const { EventPattern, State, Targets } = resource.read(RuleProperties, ['Description', 'Name', 'Tags']);
    const pattern = EventPattern as Pattern;
    assertUnderstood(pattern, resource.id);
    for (const { Arn } of Targets) {
      requirePermission(template, {
        functionArn: Arn,
        service: 'events.amazonaws.com',
        sourceArn: resource.attribute('Arn'),
      });
    }
    return { pattern, targets: State === 'ENABLED' ? Targets.map((target) => target.Arn) : [] };
  });
  return (event) => {
    const envelope = {
      version: '0',
      id: randomUUID(),
      'detail-type': event.detailType,
      source: event.source,
      account: template.account,
      time: `${new Date().toISOString().slice(0, 19)}Z`,
      region: template.region,
      resources: event.resources,
      detail: event.detail,
    };
    return rules
      .filter(({ pattern }) => matches(pattern, envelope))
      .flatMap(({ targets }) =>
        targets.map((target) => ({ kind: 'deliver' as const, target, body: JSON.stringify(envelope) })),
      );
  };
}
