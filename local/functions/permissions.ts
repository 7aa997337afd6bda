import { z } from 'zod';
import { wildcardExpression } from '../iam/wildcards.ts';
import type { Template } from '../template/template.ts';

const PermissionProperties = z.strictObject({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

/**
 * Throws when a function's own policy does not let a service invoke it from a source: in the cloud the call would fail, and only when it is
 * first made.
 */
export function requirePermission(
  template: Template,
  wanted: { functionArn: string; service: string; sourceArn: string },
): void {
  const granted = template.ofType('AWS::Lambda::Permission').some((resource) => {
    const permission = resource.read(PermissionProperties);
    return (
      [wanted.functionArn, wanted.functionArn.split(':').at(-1)].includes(permission.FunctionName) &&
      permission.Principal === wanted.service &&
      (permission.SourceArn === undefined || wildcardExpression(permission.SourceArn).test(wanted.sourceArn))
    );
  });
  if (!granted) throw new Error(`${wanted.functionArn} has no AWS::Lambda::Permission for ${wanted.sourceArn}`);
}
