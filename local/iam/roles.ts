import { z } from 'zod';
import type { Template, TemplateResource } from '../template/template.ts';
import { type Grant, grantsOf, PolicyDocument } from './policy.ts';

const Named = z.strictObject({ PolicyName: z.string(), PolicyDocument });

const RoleProperties = z.strictObject({
  AssumeRolePolicyDocument: z.unknown(),
  ManagedPolicyArns: z.array(z.string()).optional(),
  Policies: z.array(Named).optional(),
});
const ROLE_IGNORED = ['Description', 'MaxSessionDuration', 'Path', 'RoleName', 'Tags'];

const PolicyProperties = z.strictObject({
  PolicyDocument,
  Roles: z.array(z.string()).optional(),
});
const POLICY_IGNORED = ['Description', 'ManagedPolicyName', 'Path', 'PolicyName'];

/** AWS's own policies that grant nothing which is judged here: writing logs and traces. */
const HARMLESS_MANAGED = [
  'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
  'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess',
  'arn:aws:iam::aws:policy/CloudWatchLambdaInsightsExecutionRolePolicy',
];

/**
 * Everything that the policies attached to a role say. Policies about resources that are read here must be understood wholly; an unknown
 * managed policy stops the start.
 */
export function grantsOfRole(template: Template, roleArn: string): Grant[] {
  const role = template.byArn('AWS::IAM::Role', roleArn);
  if (!role) throw new Error(`No role has the ARN ${roleArn}`);
  const properties = role.read(RoleProperties, ROLE_IGNORED);
  const inline = (properties.Policies ?? []).flatMap((policy) => grantsOf(policy.PolicyDocument.Statement, role.id));
  const managed = (properties.ManagedPolicyArns ?? []).flatMap((arn) => grantsOfManaged(template, arn));
  const attached = template
    .ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy')
    .flatMap((policy) => attachedTo(role, policy));
  return [...inline, ...managed, ...attached];
}

function grantsOfManaged(template: Template, arn: string): Grant[] {
  if (HARMLESS_MANAGED.includes(arn)) return [];
  const policy = template.byRef('AWS::IAM::ManagedPolicy', arn);
  if (!policy) throw new Error(`The managed policy ${arn} is not understood on one machine`);
  return grantsOf(policy.read(PolicyProperties, POLICY_IGNORED).PolicyDocument.Statement, policy.id);
}

function attachedTo(role: TemplateResource, policy: TemplateResource): Grant[] {
  // Roles are compared before the document is read: policies of other services' roles need not be understood.
  const { Roles } = policy.read(z.object({ Roles: z.array(z.string()).optional() }), [
    'PolicyDocument',
    ...POLICY_IGNORED,
  ]);
  if (!Roles?.includes(role.ref)) return [];
  return grantsOf(policy.read(PolicyProperties, POLICY_IGNORED).PolicyDocument.Statement, policy.id);
}
