import { join } from 'node:path';
import { type Arguments, parseArguments, USAGE } from './arguments.ts';
import { type IngestReport, ingest } from './ingest.ts';
import { type Connection, localConnection, remoteConnection } from './network/connection.ts';
import { FAILURES, IngestFailure } from './network/failure.ts';
import type { IngestOptions } from './options.ts';
import { createProgress, type Progress } from './progress.ts';
import { reportTable } from './report/table.ts';
import { watch } from './watch.ts';

/** Set beside a run that went through but in which the network refused something that it should have taken. */
const EXIT_REFUSED = FAILURES.REFUSED.exitCode;

async function main(): Promise<number> {
  const args = parseArguments(process.argv.slice(2));
  if (args === undefined) {
    process.stdout.write(USAGE);
    return 0;
  }
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stop.abort(new IngestFailure('STOPPED')));
  const connection = await connectionOf(args);
  const progress = createProgress(process.stderr);
  const options = optionsOf(args, { connection, progress, signal: stop.signal });
  try {
    const report = args.watch
      ? await watch({ ...options, signal: stop.signal, onReport: (each) => sayChanges(each, args) })
      : await ingest(options);
    progress.end();
    process.stdout.write(args.json ? `${JSON.stringify(report, null, 2)}\n` : `${reportTable(report)}\n`);
    return args.watch && stop.signal.aborted ? 0 : exitCodeOf(report);
  } finally {
    progress.end();
  }
}

function connectionOf({ origin, dataDir, facilityId, port }: Arguments): Promise<Connection> {
  if (origin !== undefined) return Promise.resolve(remoteConnection(origin, process.env));
  return localConnection({ dataDir, facilityId, ...(port !== undefined && { port }) });
}

type Parts = { connection: Connection; progress: Progress; signal: AbortSignal };

function optionsOf(args: Arguments, { connection, progress, signal }: Parts): IngestOptions {
  const { root, facilityId, dicom, extended, scope, concurrency, infectionCodes, otherPatientId, dataDir } = args;
  return {
    root,
    facilityId,
    scope,
    connection,
    signal,
    stateFile: args.stateFile ?? join(dataDir, 'ingest', `${facilityId}.sqlite`),
    onProgress: progress.show,
    ...(dicom !== undefined && { dicom }),
    ...(extended !== undefined && { extended }),
    ...(concurrency !== undefined && { concurrency }),
    ...(infectionCodes !== undefined && { infectionCodes }),
    ...(otherPatientId !== undefined && { otherPatientId }),
  };
}

/** While watching: a line per pass that changed something, on stderr. */
function sayChanges({ files, refreshed, failure, finishedAt }: IngestReport, { json }: Arguments): void {
  const changes = files.stored + files.superseded + files.removed;
  if (changes === 0 && refreshed === 0 && failure === undefined) return;
  const line = {
    at: finishedAt,
    stored: files.stored,
    superseded: files.superseded,
    removed: files.removed,
    refreshed,
    failure: failure?.code,
  };
  process.stderr.write(
    json
      ? `${JSON.stringify(line)}\n`
      : `${finishedAt}  登録 ${files.stored}  旧版 ${files.superseded}  削除 ${files.removed}  要求への応答 ${refreshed}${failure ? `  ${failure.ja}` : ''}\n`,
  );
}

/** 0 when all went well or files were merely rejected; else why not. */
function exitCodeOf({ failure, rejected }: IngestReport): number {
  if (failure !== undefined) return FAILURES[failure.code].exitCode;
  return rejected.some(({ code }) => code === 'REFUSED') ? EXIT_REFUSED : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof IngestFailure)) throw error;
  const { ja, en, exitCode } = FAILURES[error.code];
  process.stderr.write(`${ja} / ${en}${error.detail === undefined ? '' : ` [${error.detail}]`}\n`);
  if (error.code === 'USAGE') process.stderr.write(`\n${USAGE}`);
  process.exitCode = exitCode;
}
