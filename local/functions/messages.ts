import type { TablePlace } from '../iam/dynamodb-wishes.ts';
import type { Grant } from '../iam/policy.ts';

/** What a worker is started with. */
export type WorkerSetup = {
  file: string;
  handler: string;
  arn: string;
  /** As refusals name the caller. */
  principal: string;
  grants: Grant[];
  tables: TablePlace;
  dynamoDbOrigin: string;
  /** Loopback origins beside DynamoDB that may be called; everything else has no stand-in. */
  origins: string[];
};

/** One event for a worker; `event` is JSON, as it travels in the cloud. */
export type Invocation = { requestId: string; event: string; deadline: number };

/** Asks a worker to hand over what it has printed: it is about to be ended. */
export const FLUSH = 'flush';

/** What a worker says: it has loaded its code, or an event is done. */
export type WorkerMessage =
  | { kind: 'ready'; initMilliseconds: number }
  | { kind: 'flushed' }
  | { kind: 'done'; requestId: string; payload: string }
  | { kind: 'failed'; requestId: string; errorType: string; errorMessage: string; trace: string[] };
