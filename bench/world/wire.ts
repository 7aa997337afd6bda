/** Plain values in DynamoDB's JSON: what the SDK would send, at a tenth of its cost. */
type Wire =
  | { S: string }
  | { N: string }
  | { BOOL: boolean }
  | { NULL: true }
  | { B: string }
  | { L: Wire[] }
  | { M: WireItem };
export type WireItem = Record<string, Wire>;

function wireOf(value: unknown): Wire {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null) return { NULL: true };
  if (value instanceof Uint8Array) return { B: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return { L: value.map(wireOf) };
  if (typeof value === 'object') return { M: wireItem(value) };
  throw new TypeError(`A record holds a ${typeof value}`);
}

/** Absent members are left out. */
export function wireItem(item: object): WireItem {
  const wire: WireItem = {};
  for (const [name, value] of Object.entries(item)) if (value !== undefined) wire[name] = wireOf(value);
  return wire;
}
