import { randomUUID } from 'node:crypto';
import type { Template } from '../template/template.ts';
import type { Job } from './journal.ts';
import { assertUnderstood, matches, type Pattern } from './pattern.ts';
import { rulesOf } from './rules.ts';

/** An event before EventBridge has put its envelope around it. */
export type NewEvent = { source: string; detailType: string; resources: string[]; detail: object };

/** The default event bus: the template's rules, and what an event sets off. */
export type Bus = (event: NewEvent) => Omit<Job, 'id' | 'attempts' | 'createdAt'>[];

/**
 * Reads the rules. The bus answers the deliveries that an event causes; the caller writes them down together with the end of what caused
 * it, so that nothing is lost between the two.
 */
export function busOf(template: Template): Bus {
  const rules = rulesOf(template).flatMap((rule) => {
    if (!('pattern' in rule)) return [];
    const pattern = rule.pattern as Pattern;
    assertUnderstood(pattern, rule.id);
    return [{ pattern, targets: rule.targets }];
  });
  return (event) => {
    const envelope = envelopeOf(event, template);
    return rules
      .filter(({ pattern }) => matches(pattern, envelope))
      .flatMap(({ targets }) =>
        targets.map((target) => ({ kind: 'deliver' as const, target, body: JSON.stringify(envelope) })),
      );
  };
}

/** The envelope that EventBridge puts around an event; its time is cut to seconds. */
export const envelopeOf = (
  event: NewEvent & { at?: Date },
  { account, region }: { account: string; region: string },
): Record<string, unknown> => ({
  version: '0',
  id: randomUUID(),
  'detail-type': event.detailType,
  source: event.source,
  account,
  time: `${(event.at ?? new Date()).toISOString().slice(0, 19)}Z`,
  region,
  resources: event.resources,
  detail: event.detail,
});
