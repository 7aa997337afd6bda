import { z } from 'zod';

const OneOrMore = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]));

/**
 * A statement as far as it is understood: no NotAction, NotResource, Principal. Strict: what else a policy says stops the start, because
 * guessing at a permission would make this machine kinder than the cloud.
 */
const Statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: OneOrMore,
  Resource: OneOrMore,
  Condition: z.record(z.string(), z.record(z.string(), OneOrMore)).optional(),
});

/** A policy document whose intrinsics are resolved. */
export const PolicyDocument = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.union([Statement, z.array(Statement)]).transform((value) => (Array.isArray(value) ? value : [value])),
});
export type Statement = z.output<typeof Statement>;

/** What a function may do, as plain data that can be sent to a worker. */
export type Grant = { effect: 'Allow' | 'Deny'; actions: string[]; resources: string[]; conditions: Condition[] };
/** `any`: one of the values matches one pattern; `all`: each of the values does (`ForAllValues:`). */
export type Condition = {
  key: string;
  patterns: string[];
  wildcards: boolean;
  negated: boolean;
  quantifier: 'any' | 'all';
};

/** Services whose calls are judged on one machine; a statement about others alone is left out, whatever its conditions. */
const JUDGED_SERVICES = ['dynamodb', 's3', 'secretsmanager', 'cognito-idp', 'appconfig', 'ses'];

/** Turns statements into grants. Throws, naming the place, when a condition is not understood. */
export function grantsOf(statements: Statement[], where: string): Grant[] {
  return statements.filter(isJudged).map((statement) => ({
    effect: statement.Effect,
    actions: statement.Action,
    resources: statement.Resource,
    conditions: Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, patterns]) => conditionOf({ operator, key, patterns }, where)),
    ),
  }));
}

const isJudged = (statement: Statement): boolean =>
  statement.Action.some(
    (action) => action === '*' || JUDGED_SERVICES.includes(action.split(':')[0]?.toLowerCase() ?? ''),
  );

const OPERATORS: Record<string, { wildcards: boolean; negated: boolean }> = {
  StringEquals: { wildcards: false, negated: false },
  StringLike: { wildcards: true, negated: false },
  StringNotEquals: { wildcards: false, negated: true },
  StringNotLike: { wildcards: true, negated: true },
  Bool: { wildcards: false, negated: false },
};

/** Keys for which a request's context has a value here. */
const KEYS = [
  'dynamodb:LeadingKeys',
  'dynamodb:Attributes',
  'ses:FromAddress',
  'aws:SecureTransport',
  'aws:ResourceAccount',
];

function conditionOf(given: { operator: string; key: string; patterns: string[] }, where: string): Condition {
  const all = given.operator.startsWith('ForAllValues:');
  const operator = OPERATORS[given.operator.replace(/^ForA(ll|ny)Values?:/, '')];
  if (!operator || !KEYS.includes(given.key)) {
    throw new Error(`${where}: the condition ${given.operator} ${given.key} is not understood on one machine`);
  }
  return { key: given.key, patterns: given.patterns, ...operator, quantifier: all ? 'all' : 'any' };
}
