import { z } from 'zod';
import type { Template } from '../template/template.ts';
import type { Grant } from './policy.ts';

const OneOrMore = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]));

/** What is refused to some is refused here to every function: stricter than the cloud, never kinder. */
const OnlySomePrincipals = z.strictObject({ ArnLike: z.strictObject({ 'aws:PrincipalArn': OneOrMore }) });

/** Only what is refused to everybody: a resource policy that allowed somebody something would need principals. */
const TablePolicy = z.strictObject({
  PolicyDocument: z.strictObject({
    Version: z.literal('2012-10-17'),
    Statement: z.array(
      z.strictObject({
        Sid: z.string().optional(),
        Effect: z.literal('Deny'),
        Principal: z.union([z.literal('*'), z.strictObject({ AWS: z.literal('*') })]),
        Action: OneOrMore,
        Resource: OneOrMore,
        Condition: OnlySomePrincipals.optional(),
      }),
    ),
  }),
});

/** Refusals that lie on the tables themselves, above every role; `*` in such a policy means its own table. */
export function grantsOfTables(template: Template): Grant[] {
  return template.ofType('AWS::DynamoDB::Table').flatMap((table) => {
    const raw = table.stack.resources[table.logicalId]?.Properties ?? {};
    const others = Object.keys(raw).filter((property) => property !== 'ResourcePolicy');
    const { ResourcePolicy } = table.read(z.object({ ResourcePolicy: TablePolicy.optional() }), others);
    const arn = table.attribute('Arn');
    return (ResourcePolicy?.PolicyDocument.Statement ?? []).map((statement) => ({
      effect: statement.Effect,
      actions: statement.Action,
      resources: statement.Resource.flatMap((resource) => (resource === '*' ? [arn, `${arn}/*`] : [resource])),
      conditions: [],
    }));
  });
}
