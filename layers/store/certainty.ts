import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Answers that say for sure that nothing was written. Everything else (a broken connection, a 500) may have written. */
const NOTHING_WRITTEN = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'AccessDeniedException',
  'UnrecognizedClientException',
  'ResourceNotFoundException',
  'ValidationException',
  'SerializationException',
  'ItemCollectionSizeLimitExceededException',
  'ConditionalCheckFailedException',
  'TransactionCanceledException',
  'TransactionConflictException',
]);

export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

/** Errors of a call of which at least one attempt may have written. */
const afterUncertainty = new WeakSet<Error>();

/**
 * The SDK repeats a call by itself and tells its last error only: an attempt that broke off after writing, then one that was throttled, looks like
 * "throttled". So every attempt is watched, and a call is certain only when all of its attempts are.
 */
export const watchAttempts = (client: DynamoDBClient): void => {
  const uncertain = new WeakSet<object>();
  client.middlewareStack.add(
    (next, context) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (!NOTHING_WRITTEN.has(nameOf(error))) uncertain.add(context);
        if (error instanceof Error && uncertain.has(context)) afterUncertainty.add(error);
        throw error;
      }
    },
    { step: 'finalizeRequest', priority: 'low', name: 'watchAttempts', override: true },
  );
};

/** Whether the call that failed with this error wrote nothing for sure. */
export const wroteNothing = (error: unknown): boolean =>
  NOTHING_WRITTEN.has(nameOf(error)) && !(error instanceof Error && afterUncertainty.has(error));
