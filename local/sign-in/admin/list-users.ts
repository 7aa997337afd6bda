import { z } from 'zod';
import { operation, poolInput, userType } from './operation.ts';
import { invalidParameter } from './refusal.ts';

const PAGE = 60;

/** The attributes that Cognito can search, as SQL over our table. */
const SEARCHABLE: Record<string, string> = {
  username: 'username',
  sub: 'sub',
  'cognito:user_status': 'status',
  status: "CASE enabled WHEN 1 THEN 'Enabled' ELSE 'Disabled' END",
  ...Object.fromEntries(
    ['email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username'].map((name) => [
      name,
      `coalesce(json_extract(attributes, '$.${name}'), '')`,
    ]),
  ),
};

type Condition = { sql: string; values: string[] };

const FILTER = /^\s*"?([\w:]+)"?\s*(=|\^=)\s*"((?:[^"\\]|\\.)*)"\s*$/;

/** `name = "value"` and `name ^= "value"` (begins with); status compares without case (Cognito, "Searching users"). */
export function conditionOf(filter: string | undefined): Condition {
  if (filter === undefined || filter.trim() === '') return { sql: 'TRUE', values: [] };
  const [, name = '', operator, quoted = ''] = FILTER.exec(filter) ?? [];
  const column = SEARCHABLE[name];
  if (column === undefined) throw invalidParameter('Error while parsing filter.');
  const value = quoted.replaceAll(/\\(.)/g, '$1');
  const collation = name === 'status' ? ' COLLATE NOCASE' : '';
  if (operator === '=') return { sql: `${column} = ?${collation}`, values: [value] };
  return { sql: `substr(${column}, 1, length(?)) = ?${collation}`, values: [value, value] };
}

const placeSchema = z.object({ filter: z.string(), createdAt: z.number(), sub: z.string() });
type Place = z.output<typeof placeSchema>;

function placeOf(token: string | undefined, filter: string): [number, string] {
  if (token === undefined) return [-1, ''];
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    throw invalidParameter('Invalid pagination token.');
  }
  const place = placeSchema.safeParse(content);
  if (!place.success || place.data.filter !== filter) throw invalidParameter('Invalid pagination token.');
  return [place.data.createdAt, place.data.sub];
}

const tokenOf = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

const listInput = poolInput.extend({
  Filter: z.string().max(256).optional(),
  Limit: z.int().min(0).max(PAGE).optional(),
  PaginationToken: z.string().min(1).optional(),
  AttributesToGet: z.array(z.string()).optional(),
});

/** Oldest first; the token is where the page before ended. */
export const ListUsers = operation('iam', listInput, ({ Filter, Limit, PaginationToken, AttributesToGet }, parts) => {
  const filter = Filter ?? '';
  const limit = Limit || PAGE;
  const after = placeOf(PaginationToken, filter);
  const found = parts.users.page({ ...conditionOf(filter), after, limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return {
    Users: page.map((user) => userType(user, AttributesToGet)),
    ...(last ? { PaginationToken: tokenOf({ filter, createdAt: last.createdAt, sub: last.sub }) } : {}),
  };
});
