import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FaultSwitches } from './fault.ts';
import { aimOf, type DynamoDbRequest, isWrite, itemName, type TableKeys, writtenItems } from './requests.ts';

type Answer = { status: number; body: Buffer; headers: Record<string, string> };
type Asked = { message: IncomingMessage; operation: string; request: DynamoDbRequest; body: Buffer };

/**
 * Stands between the functions and DynamoDB while tests need faults. In one place for all functions, so that "the next two" means
 * two in all, and an index lags behind writes of any of them. Without faults it is not started at all.
 */
export class FaultyDynamoDb {
  readonly #switches: FaultSwitches;
  readonly #keys: TableKeys;
  readonly #target: URL;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #writtenAt = new Map<string, number>();
  readonly #server = createServer((message, response) => {
    this.#handle(message, response).catch(() => response.destroy());
  });

  constructor(of: { endpoint: string; switches: FaultSwitches; keys: TableKeys }) {
    this.#switches = of.switches;
    this.#keys = of.keys;
    this.#target = new URL(of.endpoint);
  }

  async open(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    this.#agent.destroy();
    await once(this.#server, 'close');
  }

  async #handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat((await message.toArray()) as Buffer[]);
    const operation = String(message.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    const asked = { message, operation, request: JSON.parse(body.toString('utf8')) as DynamoDbRequest, body };
    const answer = await this.#answer(asked);
    if (!answer) return void message.socket.destroy();
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  }

  /** Undefined when the connection is to break. */
  async #answer(asked: Asked): Promise<Answer | undefined> {
    const { operation, request: wanted } = asked;
    const aim = aimOf(operation, wanted);
    if (this.#switches.strike('failure', aim)) return refusal(500, 'InternalServerError', 'Internal server error');
    if (this.#switches.strike('throttling', aim)) {
      return refusal(
        400,
        'ProvisionedThroughputExceededException',
        'The level of configured provisioned throughput was exceeded.',
      );
    }
    if (isWrite(operation) && this.#switches.strike('transactionConflict', aim)) return conflict(wanted);
    const unreachable = this.#switches.strike('unreachable', aim);
    if (unreachable && !unreachable.afterwards) return undefined;
    const answer = await this.#pass(asked);
    if (unreachable) return undefined;
    if (answer.status === 200 && isWrite(operation)) this.#remember(wanted);
    return wanted.IndexName === undefined ? answer : this.#withLag(answer, wanted.TableName ?? '');
  }

  #remember(wanted: DynamoDbRequest): void {
    for (const name of writtenItems(wanted, this.#keys)) this.#writtenAt.set(name, Date.now());
  }

  #withLag(answer: Answer, table: string): Answer {
    const lag = this.#switches.indexLag(table);
    if (lag === 0 || answer.status !== 200) return answer;
    const value = JSON.parse(answer.body.toString('utf8')) as { Items?: Record<string, unknown>[]; Count?: number };
    const since = Date.now() - lag;
    const items = (value.Items ?? []).filter(
      (item) => (this.#writtenAt.get(itemName(table, item, this.#keys)) ?? 0) < since,
    );
    return json(200, { ...value, Items: items, Count: items.length });
  }

  async #pass({ message, body }: Asked): Promise<Answer> {
    const { hostname, port } = this.#target;
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const onward = request(
      { hostname, port, method: 'POST', path: '/', agent: this.#agent, headers: message.headers },
      (answer) => {
        void answer.toArray().then((chunks: Buffer[]) => {
          const headers = { 'content-type': answer.headers['content-type'] ?? 'application/x-amz-json-1.0' };
          resolve({ status: answer.statusCode ?? 500, body: Buffer.concat(chunks), headers });
        }, reject);
      },
    );
    onward.once('error', reject);
    onward.end(body);
    return promise;
  }
}

const json = (status: number, value: object): Answer => ({
  status,
  body: Buffer.from(JSON.stringify(value)),
  headers: { 'content-type': 'application/x-amz-json-1.0' },
});

const refusal = (status: number, code: string, message: string): Answer =>
  json(status, { __type: `com.amazonaws.dynamodb.v20120810#${code}`, message });

function conflict(wanted: DynamoDbRequest): Answer {
  if (!wanted.TransactItems) return refusal(400, 'TransactionConflictException', 'Transaction is ongoing for the item');
  const reasons = wanted.TransactItems.map((_, index) =>
    index === 0 ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' } : { Code: 'None' },
  );
  const codes = reasons.map((reason) => reason.Code).join(', ');
  return json(400, {
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    CancellationReasons: reasons,
  });
}
