import * as z from 'zod';
import type { Write } from './db.ts';
import { fromItem, toItem } from './items.ts';
import { idempotencyKey } from './keys.ts';
import type { Store } from './store.ts';

/** What a deed did under a key: ids, never bodies. Kept 24 hours. */
const Idempotency = z.strictObject({
  digest: z.string(),
  result: z.record(z.string(), z.string()),
  expiresAt: z.number(),
});
export type PriorResult = { sameBody: boolean; result: Record<string, string> };

/** One request under its key: caller and operation part it from all others; `digest` is a keyed digest of the body. */
export type IdempotentRequest = { caller: string; operation: string; key: string; digest: string };

const KEPT_MS = 24 * 60 * 60 * 1000;
const placeOf = (store: Store, request: IdempotentRequest) =>
  idempotencyKey(request.caller, request.operation, store.seal.digest(request.key).slice(0, 40));

/** What was done under this key within the last 24 hours. */
export const priorResultOf = async (store: Store, request: IdempotentRequest): Promise<PriorResult | undefined> => {
  const item = await store.db.get('records', placeOf(store, request));
  if (!item) return undefined;
  const prior = fromItem(Idempotency, item);
  return prior.expiresAt > store.now()
    ? { sameBody: prior.digest === request.digest, result: prior.result }
    : undefined;
};

/** Part of the deed's own transaction, so that it is done once. */
export const idempotencyWrite = (store: Store, request: IdempotentRequest, result: Record<string, string>): Write => {
  const expiresAt = store.now() + KEPT_MS;
  return {
    table: 'records',
    put: {
      ...toItem(Idempotency, {
        entity: 'Idempotency',
        key: placeOf(store, request),
        value: { digest: request.digest, result, expiresAt },
      }),
      expiresAtSeconds: Math.ceil(expiresAt / 1000),
    },
    condition: { expression: 'attribute_not_exists(pk) OR expiresAt <= :now', values: { ':now': store.now() } },
    otherwise: 'idempotency',
  };
};
