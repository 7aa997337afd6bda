import { callDynamoDb } from './call.ts';

/** A change as both GetRecords and Lambda's event give it. */
export type StreamRecord = {
  eventID: string;
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  dynamodb: {
    SequenceNumber: string;
    ApproximateCreationDateTime?: number;
    Keys?: object;
    NewImage?: object;
    OldImage?: object;
  };
  [other: string]: unknown;
};

type Shards = { StreamDescription: { Shards: { ShardId: string }[] } };
type Described = { Table: { LatestStreamArn?: string } };

/** The store's own ARN of a table's stream, and its shards. */
export async function streamOf(endpoint: string, tableName: string): Promise<{ arn: string; shardIds: string[] }> {
  const { Table } = await callDynamoDb<Described>(endpoint, 'DescribeTable', { TableName: tableName });
  if (!Table.LatestStreamArn) throw new Error(`Table ${tableName} has no stream`);
  const { StreamDescription } = await callDynamoDb<Shards>(endpoint, 'DescribeStream', {
    StreamArn: Table.LatestStreamArn,
  });
  return { arn: Table.LatestStreamArn, shardIds: StreamDescription.Shards.map((shard) => shard.ShardId) };
}

/** An iterator behind a sequence number; at the oldest record when there is none, or when it has been trimmed. */
export async function iteratorAfter(
  endpoint: string,
  at: { arn: string; shardId: string; sequenceNumber: string | undefined },
): Promise<string> {
  const position = at.sequenceNumber
    ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: at.sequenceNumber }
    : { ShardIteratorType: 'TRIM_HORIZON' };
  const answer = await callDynamoDb<{ ShardIterator: string }>(endpoint, 'GetShardIterator', {
    StreamArn: at.arn,
    ShardId: at.shardId,
    ...position,
  });
  return answer.ShardIterator;
}

/** The next records and the iterator behind them (absent when the shard is closed). */
export async function readStream(
  endpoint: string,
  at: { iterator: string; limit: number },
): Promise<{ records: StreamRecord[]; next: string | undefined }> {
  const answer = await callDynamoDb<{ Records: StreamRecord[]; NextShardIterator?: string }>(endpoint, 'GetRecords', {
    ShardIterator: at.iterator,
    Limit: at.limit,
  });
  return { records: answer.Records, next: answer.NextShardIterator };
}
