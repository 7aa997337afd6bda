/**
 * What Lambda's Node runtime is to a function: loads its bundle, hands it one event at a time, and sends back what it returns. Runs as a
 * worker thread; its environment and its credentials are the function's own.
 */
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { Context } from 'aws-lambda';
import { judgeOf } from '../iam/judge.ts';
import { FLUSH, type Invocation, type WorkerMessage, type WorkerSetup } from './messages.ts';
import { judgeOutbound } from './outbound.ts';

type Handler = (event: unknown, context: Context) => unknown;

const setup = workerData as WorkerSetup;
const tell = (message: WorkerMessage): void => parentPort?.postMessage(message);

const begun = performance.now();
judgeOutbound(setup, judgeOf(setup.grants));
const handler = await loadHandler();
parentPort?.on('message', (message: Invocation | typeof FLUSH) => void (message === FLUSH ? flush() : handle(message)));
tell({ kind: 'ready', initMilliseconds: performance.now() - begun });

async function loadHandler(): Promise<Handler> {
  const module = (await import(pathToFileURL(setup.file).href)) as Record<string, unknown>;
  const exported = module[setup.handler];
  if (typeof exported !== 'function') throw new Error(`${setup.file} exports no ${setup.handler}`);
  return exported as Handler;
}

async function handle(invocation: Invocation): Promise<void> {
  process.env['_X_AMZN_TRACE_ID'] = traceId(invocation.requestId);
  try {
    const result = await handler(JSON.parse(invocation.event), contextOf(invocation));
    tell({ kind: 'done', requestId: invocation.requestId, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    const trace = (stack ?? '').split('\n');
    tell({ kind: 'failed', requestId: invocation.requestId, errorType: name, errorMessage: message, trace });
  }
}

/** A thread's output goes through its parent, and what has not arrived there dies with the thread. */
async function flush(): Promise<void> {
  await Promise.all(
    [process.stdout, process.stderr].map((output) => new Promise<void>((done) => output.write('', () => done()))),
  );
  tell({ kind: 'flushed' });
}

const traceId = (requestId: string): string => {
  const digits = requestId.replaceAll('-', '');
  return `Root=1-${digits.slice(0, 8)}-${digits.slice(8).padEnd(24, '0')};Parent=0000000000000000;Sampled=0`;
};

function contextOf({ requestId, deadline }: Invocation): Context {
  const { env } = process;
  const unsupported = (): never => {
    throw new Error('Handlers return their answer; the callbacks of old runtimes are gone since nodejs24.x');
  };
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: env['AWS_LAMBDA_FUNCTION_NAME'] ?? '',
    functionVersion: '$LATEST',
    invokedFunctionArn: setup.arn,
    logGroupName: env['AWS_LAMBDA_LOG_GROUP_NAME'] ?? '',
    logStreamName: env['AWS_LAMBDA_LOG_STREAM_NAME'] ?? '',
    memoryLimitInMB: env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'] ?? '',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: unsupported,
    fail: unsupported,
    succeed: unsupported,
  };
}
