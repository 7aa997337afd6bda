import { connect } from './agent.ts';
import { IngestFailure } from './network/failure.ts';
import type { IngestOptions } from './options.ts';
import { pass } from './pass.ts';
import { createTally, type IngestReport } from './report/tally.ts';

export type { IngestReport } from './report/tally.ts';

/**
 * Sends what is new in a facility's storages to the network, once. Never throws for what is wrong with files (they are in the report), nor
 * for a network that is away or refuses: then the report has a `failure`, and what was acknowledged until then stays.
 */
export async function ingest(options: IngestOptions): Promise<IngestReport> {
  const startedAt = new Date(options.surroundings?.now?.() ?? Date.now()).toISOString();
  try {
    const agent = await connect(options);
    const { run, finish } = agent.newRun();
    try {
      await pass(run, await agent.scope(), options);
      return finish();
    } catch (error) {
      return finish(failureOr(error));
    } finally {
      agent.close();
    }
  } catch (error) {
    const { facilityId, scope = 'linked' } = options;
    return createTally({ facilityId, scope, startedAt }).report(startedAt, failureOr(error));
  }
}

/** A fault of the programme is thrown on. */
export function failureOr(error: unknown): IngestFailure {
  if (error instanceof IngestFailure) return error;
  throw error;
}
