/** An error answer of DynamoDB: `code` is the exception's short name. */
export class DynamoDbError extends Error {
  override name = 'DynamoDbError';
  readonly code: string;
  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

const TARGETS = { DynamoDB: 'DynamoDB_20120810', DynamoDBStreams: 'DynamoDBStreams_20120810' } as const;

/** A loopback store reads the signature's form only; nothing is secret here. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=local/20240101/ap-northeast-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local';

/**
 * One call in DynamoDB's JSON protocol, without the SDK: the parts here need six operations, and the SDK costs 0.1 s to load.
 * Throws DynamoDbError, or TypeError when the store does not answer.
 */
export async function callDynamoDb<T>(endpoint: string, operation: string, body: object): Promise<T> {
  const service = STREAM_OPERATIONS.has(operation) ? TARGETS.DynamoDBStreams : TARGETS.DynamoDB;
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `${service}.${operation}`,
      authorization: AUTHORIZATION,
      'x-amz-date': '20240101T000000Z',
    },
    body: JSON.stringify(body),
  });
  const value = (await answer.json()) as Record<string, unknown>;
  if (!answer.ok) {
    const code =
      String(value['__type'] ?? '')
        .split('#')
        .at(-1) ?? '';
    throw new DynamoDbError(code, String(value['message'] ?? value['Message'] ?? answer.status));
  }
  return value as T;
}

const STREAM_OPERATIONS = new Set(['DescribeStream', 'GetShardIterator', 'GetRecords', 'ListStreams']);
