type Item = Record<string, Record<string, unknown>>;

/** Where a request, or one item of a transaction, names attributes. */
export type Named = {
  Key?: Item;
  Item?: Item;
  UpdateExpression?: string;
  ConditionExpression?: string;
  ProjectionExpression?: string;
  FilterExpression?: string;
  KeyConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  /** The older parameters, which expressions replaced. */
  AttributeUpdates?: Record<string, unknown>;
  Expected?: Record<string, unknown>;
};

/** Words of the expressions themselves; case does not matter for the first, and functions are followed by a bracket. */
const KEYWORDS = /^(SET|ADD|REMOVE|DELETE|AND|OR|NOT|BETWEEN|IN)$/i;

/**
 * The top-level attributes that a request names, keys included: what `dynamodb:Attributes` holds (DynamoDB developer guide, "Using IAM policy
 * conditions for fine-grained access control").
 */
export function attributesOf(named: Named): string[] {
  const names = named.ExpressionAttributeNames ?? {};
  const expressions = [
    named.UpdateExpression,
    named.ConditionExpression,
    named.ProjectionExpression,
    named.FilterExpression,
    named.KeyConditionExpression,
  ];
  return [
    ...new Set([
      ...[named.Key, named.Item, named.AttributeUpdates, named.Expected].flatMap((members) =>
        Object.keys(members ?? {}),
      ),
      ...expressions.flatMap((expression) => pathsIn(expression ?? '').map((path) => names[path] ?? path)),
    ]),
  ];
}

/** The first step of each path; what comes after a dot or in brackets lies within an attribute. */
const pathsIn = (expression: string): string[] =>
  [...expression.matchAll(/(?<![\w.:#])(#?[A-Za-z_]\w*|#\w+)(?!\w)(?!\s*\()/g)]
    .map(([, path = '']) => path)
    .filter((path) => !KEYWORDS.test(path));
