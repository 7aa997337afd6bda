import { type Agent, connect, NODE_SURROUNDINGS } from './agent.ts';
import { failureOr, type IngestReport } from './ingest.ts';
import type { IngestOptions } from './options.ts';
import { pass } from './pass.ts';
import { answerRequest, refreshRequests } from './watching/answer-request.ts';
import { hintOf } from './watching/hint.ts';

export type WatchOptions = IngestOptions & {
  /** Ends the watch, cleanly. */
  signal: AbortSignal;
  /** Between two looks at the latest-data requests; 5 by default. */
  pollSeconds?: number;
  /** Between two passes over the storages, unless the file system hints earlier that something is new; 60 by default. */
  scanSeconds?: number;
  /** After each pass, and after each answer to a request. */
  onReport?: (report: IngestReport) => void;
};

const POLL_SECONDS = 5;
const SCAN_SECONDS = 60;
/** Writers put a file's parts down one after the other. */
const SETTLE_MS = 500;

/**
 * Keeps going until the signal: new files are found by looking, and latest-data requests are asked for, since nothing may listen inside a
 * hospital. A network that is away is waited for; an IngestFailure is thrown where it refuses. Answers the account of the last pass.
 */
export async function watch(options: WatchOptions): Promise<IngestReport> {
  const { signal, pollSeconds = POLL_SECONDS, scanSeconds = SCAN_SECONDS } = options;
  const { now, sleep } = { ...NODE_SURROUNDINGS, ...options.surroundings };
  const agent = await connect(options);
  const hint = await hintOf([options.root, options.extended, options.dicom].filter((root) => root !== undefined));
  let last = agent.newRun().finish();
  let refreshed = 0;
  try {
    for (let scanAt = 0; !signal.aborted; ) {
      const isDue = now() >= scanAt || hint.take();
      const report = await look(agent, options, isDue);
      if (isDue) scanAt = now() + scanSeconds * 1000;
      if (report !== undefined) {
        refreshed += report.refreshed;
        if (isDue) last = report;
        options.onReport?.(report);
      }
      await sleep(hint.isPending() ? SETTLE_MS : pollSeconds * 1000, signal);
    }
    return { ...last, refreshed };
  } finally {
    hint.close();
    agent.close();
  }
}

/** Requests first: somebody waits for them. Undefined when there were none and no pass was due. */
async function look(agent: Agent, options: WatchOptions, isDue: boolean): Promise<IngestReport | undefined> {
  const { run, finish } = agent.newRun();
  try {
    const requests = await refreshRequests(run);
    if (requests.length === 0 && !isDue) return undefined;
    const scope = await agent.scope();
    for (const request of requests) await answerRequest(run, { request, scope, storages: options });
    if (isDue) await pass(run, scope, options);
    return finish();
  } catch (error) {
    const failure = failureOr(error);
    if (failure.code === 'STOPPED') return finish();
    if (failure.code !== 'UNREACHABLE') throw failure;
    return finish(failure);
  }
}
