import { createHash } from 'node:crypto';
import type { AuditEvent } from '../../events/audit-event.ts';
import type { AuditEventId } from '../../schemas/primitives.ts';
import { type AuditDraft, auditItemOf } from './audit-writer.ts';

/** DynamoDB takes one write unit for a kilobyte, in the table and in each index; a little is left for links that compress worse. */
const UNIT_BYTES = 1024 - 24;

/** As long as any writer's link, and as little compressible. */
const ULID = '01JD3Z2V6Q5W8X9Y0ABCDEFGHJ';
const LINK = {
  eventVersion: '1',
  eventId: `evt_${[...ULID].reverse().join('')}` as AuditEventId,
  eventTime: '2026-11-22T03:04:05.678Z',
  writer: { writerId: ULID, n: 999_999, previousHash: createHash('sha256').update('any writer').digest('hex') },
} satisfies Partial<AuditEvent>;

const bytesOf = (draft: AuditDraft): number =>
  Object.entries(auditItemOf({ ...LINK, ...draft })).reduce(
    (sum, [name, value]) => sum + name.length + (value instanceof Uint8Array ? value.length : String(value).length),
    0,
  );

/** Of some ids the first ones that an event can name within one write unit; `naming` makes the event that names them. */
export const idsWithRoom = (ids: readonly string[], naming: (ids: string[]) => AuditDraft): string[] => {
  const fitting: string[] = [];
  for (const id of ids) {
    if (bytesOf(naming([...fitting, id])) > UNIT_BYTES) break;
    fitting.push(id);
  }
  return fitting;
};
