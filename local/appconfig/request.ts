import type { Outcome } from '../functions/instance.ts';
import { Refusal } from './refusal.ts';
import type { FlagSpec } from './spec.ts';
import type { FlagStore } from './store.ts';

export type FlagParts = {
  spec: FlagSpec;
  store: FlagStore;
  /** Calls a function as AppConfig does, synchronously; undefined where there is none. */
  invoke: (functionArn: string, event: string) => Promise<Outcome> | undefined;
  now: () => Date;
};

/** A request whose path fitted. `ids` are the path's, in its order; headers in lower case. */
export type Asked = {
  ids: string[];
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  body: Buffer;
};
export type Reply = { status: number; body?: object | Buffer; headers?: Record<string, string> };
export type Perform = (asked: Asked, parts: FlagParts) => Reply | Promise<Reply>;

/** An operation of AppConfig's API: its HTTP form, and the resource on which IAM judges it. */
export type Operation = {
  name: string;
  method: 'GET' | 'POST' | 'DELETE';
  path: RegExp;
  resource: (spec: FlagSpec) => string;
  perform: Perform;
};

export const notFound = (what: string): Refusal => new Refusal('ResourceNotFoundException', `Could not find ${what}`);

/** One application, one environment and one profile are all there is. */
export const known = (given: string | undefined, wanted: { id: string }, what: string): void => {
  if (given !== wanted.id) throw notFound(`${what} ${given ?? ''}`);
};

/** The token of the next page is where it begins. */
export function page(items: object[], query: URLSearchParams): Reply {
  const begin = Number(query.get('next_token') ?? 0);
  const end = begin + Number(query.get('max_results') ?? 50);
  return { status: 200, body: { Items: items.slice(begin, end), ...(end < items.length && { NextToken: `${end}` }) } };
}
