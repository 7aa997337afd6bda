import type { AuditDraft, Reminder } from '../../layers/store/index.ts';

/** What became of a digest: intended or taken up again, then sent or unsendable. */
type Step = { state: Reminder['state'] | 'resumed'; obligations: number; messageId?: string; code?: string };

/** The audit event of one step: a schedule has no person; ids and counts alone. */
export const draftOf = (
  { facilityId, day, stage }: Pick<Reminder, 'facilityId' | 'day' | 'stage'>,
  { state, obligations, messageId, code }: Step,
  requestId: string,
): AuditDraft => ({
  eventSource: 'ism-link.obligations',
  eventName: 'SendReminder',
  actor: { clientId: 'events.amazonaws.com' },
  resource: { facilityId, day, ...(messageId && { messageId }) },
  request: { stage, state, obligations },
  outcome: { result: code ? 'failed' : 'allowed', because: [], ...(code && { code }) },
  requestId,
});
