import type { ScheduledEvent } from 'aws-lambda';
import { openRuntime } from '../../layers/deed/index.ts';
import { log, readEnvironment } from '../../layers/edge/index.ts';
import { openPost } from '../../layers/edge/mail.ts';
import { remind } from './remind.ts';

const post = openPost(readEnvironment(process.env));
const opening = openRuntime();
opening.catch(() => undefined);

/**
 * Comes every hour, at least once: a run that comes twice finds everything done. Where something failed the run fails too, so that it is tried
 * again and an alarm tells; all the rest has been done by then.
 */
export const handler = async (event: ScheduledEvent): Promise<void> => {
  const { store } = await opening;
  const { sent, unsendable, failed } = await remind({ store, post, requestId: event.id });
  log('info', 'reminded', { eventId: event.id, sent, unsendable, failed });
  if (failed > 0) throw new Error('some reminders failed');
};
