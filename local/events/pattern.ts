/**
 * An event pattern of EventBridge, or a filter of an event source mapping (the same language): objects nest, a list names what is
 * allowed at a field.
 */
export type Pattern = { [field: string]: Pattern | Allowed[] };
type Allowed = string | number | boolean | null | Content;
type Content = { [operator: string]: unknown };

/** Whether an event matches. Every field of the pattern must; a list in the event matches when one of its entries does. */
export function matches(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    const value = typeof event === 'object' && event !== null ? (event as Record<string, unknown>)[field] : undefined;
    if (!Array.isArray(wanted)) return matches(wanted, value);
    const values = Array.isArray(value) ? value : [value];
    return wanted.some((allowed) => values.some((one) => fits(allowed, one)));
  });
}

/** Throws, naming the operator, when a pattern holds something that is not understood. */
export function assertUnderstood(pattern: Pattern, where: string): void {
  for (const [field, wanted] of Object.entries(pattern)) {
    if (field.startsWith('$')) throw new Error(`${where}: ${field} is not understood in an event pattern`);
    if (!Array.isArray(wanted)) assertUnderstood(wanted, where);
    else {
      const unknown = wanted
        .filter((allowed) => typeof allowed === 'object' && allowed !== null)
        .flatMap((content) => Object.keys(content))
        .find((operator) => !(operator in OPERATORS));
      if (unknown) throw new Error(`${where}: the operator ${unknown} is not understood in an event pattern`);
    }
  }
}

function fits(allowed: Allowed, value: unknown): boolean {
  if (typeof allowed !== 'object' || allowed === null) return allowed === value;
  return Object.entries(allowed).every(([operator, operand]) => OPERATORS[operator]?.(operand, value) ?? false);
}

const OPERATORS: Record<string, (operand: unknown, value: unknown) => boolean> = {
  exists: (operand, value) => (value !== undefined) === operand,
  prefix: (operand, value) => typeof value === 'string' && value.startsWith(String(operand)),
  suffix: (operand, value) => typeof value === 'string' && value.endsWith(String(operand)),
  'equals-ignore-case': (operand, value) =>
    typeof value === 'string' && value.toLowerCase() === String(operand).toLowerCase(),
  'anything-but': (operand, value) => value !== undefined && !isOneOf(operand, value),
  numeric: (operand, value) =>
    typeof value === 'number' && comparisons(operand as (string | number)[]).every((holds) => holds(value)),
};

function isOneOf(operand: unknown, value: unknown): boolean {
  if (Array.isArray(operand)) return operand.includes(value);
  if (typeof operand === 'object' && operand !== null) return fits(operand as Content, value);
  return operand === value;
}

/** `[">", 0, "<=", 5]` */
function comparisons(operand: (string | number)[]): ((value: number) => boolean)[] {
  const result: ((value: number) => boolean)[] = [];
  for (let index = 0; index + 1 < operand.length; index += 2) {
    const limit = Number(operand[index + 1]);
    const compare = COMPARISONS[String(operand[index])];
    if (!compare) throw new Error(`The comparison ${String(operand[index])} is not understood`);
    result.push((value) => compare(value, limit));
  }
  return result;
}

const COMPARISONS: Record<string, (value: number, limit: number) => boolean> = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};
