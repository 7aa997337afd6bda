import type { AuditEvent } from '../../events/audit-event.ts';
import { auditHash } from '../../layers/store/index.ts';

/**
 * What is wrong with the writers' chains: numbers that are missing or twice, links that do not lead to the event before. A writer that was
 * abandoned lacks nothing but its end.
 */
export const faultsInChains = (events: AuditEvent[]): string[] => {
  const writers = Map.groupBy(events, (event) => event.writer.writerId);
  return [...writers].flatMap(([writerId, chain]) => {
    chain.sort((a, b) => a.writer.n - b.writer.n);
    let previousHash = '0'.repeat(64);
    return chain.flatMap((event, index) => {
      const { n, previousHash: told } = event.writer;
      const expected = previousHash;
      previousHash = auditHash(event);
      if (n !== index + 1) return [`${writerId}: ${n} where ${index + 1} was due`];
      return told === expected ? [] : [`${writerId}: ${n} does not follow ${n - 1}`];
    });
  });
};
