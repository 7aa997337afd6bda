import { createHash } from 'node:crypto';
import type { Subject, Verdict } from '../../layers/deed/index.ts';
import { idsWithRoom } from '../../layers/store/index.ts';

/**
 * What the audit event says of many documents: how many, one hash (SHA-256 over the ids, a line feed between) that names them all in their order, and as many of
 * their ids as one write unit has room for. The facilities stand in the receipt.
 */
export const namedContents = ({ draft }: Verdict, { items }: { items: readonly { documentId: string }[] }): Subject => {
  const ids = items.map(({ documentId }) => documentId);
  if (ids.length === 0) return { request: { documents: 0 } };
  const digest = createHash('sha256').update(ids.join('\n')).digest('hex');
  const request = { documents: ids.length, digest };
  const named = idsWithRoom(ids, (documentIds) => ({
    ...draft,
    request: { ...draft.request, ...request, documentIds },
  }));
  return { request: { ...request, ...(named.length > 0 && { documentIds: named }) } };
};
