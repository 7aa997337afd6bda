import type { Desk } from '../../layers/deed/index.ts';
import { ProblemError } from '../../layers/edge/index.ts';
import { attemptWrite, type Write } from '../../layers/store/index.ts';

/** Questions an hour and person that may show people of other facilities: searches, and registrations that are answered with candidates. */
const SEARCHES_AN_HOUR = 60;

/** Counts one such question (`attempts` where the limit is reached): whoever could ask without end could leaf through the network. */
export const searchAttempt = (desk: Desk): Write => {
  if (desk.claims.kind !== 'staff') throw new ProblemError('FORBIDDEN');
  return attemptWrite({
    staffId: desk.claims.staffId,
    kind: 'search',
    window: desk.at.slice(0, 13),
    limit: SEARCHES_AN_HOUR,
    expiresAt: desk.store.now() + 2 * 3_600_000,
  });
};
