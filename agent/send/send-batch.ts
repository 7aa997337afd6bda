import type { Outcome } from '../../schemas/client.ts';
import { createDocumentBatch } from '../../schemas/operations/ingest.ts';
import type { Problem } from '../../schemas/problems.ts';
import { IngestFailure } from '../network/failure.ts';
import { sha256Of } from '../read-file.ts';
import { type Run, throwIfStopped } from '../run.ts';
import type { PreparedFile } from './batch.ts';
import { refusalOf } from './refusal.ts';

/** The network does not want (any more) what this patient has: the rest of the patient is left. The files are counted already. */
export class PatientRefused extends Error {}

/** So many files in a row that the network fails at are not the files' fault. */
const MOST_FAULTS = 50;
const faults = new WeakMap<Run, number>();

/**
 * Sends one batch of one patient, all or nothing. Where the network finds fault with it, it is halved until the file at fault stands
 * alone: that one is rejected, the others are stored. The key follows from the content: a retry after a crash is the same request.
 */
export async function sendBatch(run: Run, localId: string, files: PreparedFile[]): Promise<void> {
  if (files.length === 0) return;
  throwIfStopped(run);
  const body = { localId, documents: files.flatMap(({ documents }) => documents) };
  const outcome = await run.call(createDocumentBatch, { body }, { idempotencyKey: sha256Of(JSON.stringify(body)) });
  if (outcome.ok) {
    faults.delete(run);
    return record(run, { localId, files, results: outcome.body.results });
  }
  if (isAboutThePatient(outcome)) {
    for (const { stat } of files) run.tally.reject(stat.path, refusalOf(outcome));
    throw new PatientRefused(outcome.problem.code);
  }
  const [first, ...others] = files;
  if (first !== undefined && others.length === 0) return rejectOne(run, first, outcome);
  const middle = Math.ceil(files.length / 2);
  await sendBatch(run, localId, files.slice(0, middle));
  await sendBatch(run, localId, files.slice(middle));
}

type Results = Extract<Outcome<typeof createDocumentBatch>, { ok: true }>['body']['results'];

function record(
  run: Run,
  { localId, files, results }: { localId: string; files: PreparedFile[]; results: Results },
): void {
  const outcomes = new Map(results.map(({ sourceKey, outcome }) => [sourceKey, outcome]));
  run.state.record(files.map(({ stat, sha256 }) => ({ ...stat, sha256, outcome: 'sent' as const, localId })));
  for (const { documents } of files) {
    const outcome = outcomes.get(documents[0]?.sourceKey ?? '');
    if (outcome === undefined) throw new IngestFailure('UNEXPECTED_ANSWER', 'a document without an outcome');
    run.tally.add(outcome);
  }
  run.progress();
}

/** Not linked any more, not entrusted, not permitted: no matter which document. */
function isAboutThePatient({ status }: { status: number }): boolean {
  return status === 403 || status === 404;
}

/** Not remembered as rejected: the network may be mended, so the next run tries again. */
function rejectOne(run: Run, file: PreparedFile, answered: { status: number; problem: Problem }): void {
  run.tally.reject(file.stat.path, refusalOf(answered));
  if (answered.status !== 500) return;
  const count = (faults.get(run) ?? 0) + 1;
  faults.set(run, count);
  if (count >= MOST_FAULTS) throw new IngestFailure('UNREACHABLE', answered.problem.code);
}
