import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Connection } from '../../../agent/network/connection.ts';
import type { Operation } from '../../../schemas/operation.ts';
import { readFacility } from '../../../schemas/operations/directory.ts';
import { announceDocument, completeDocument } from '../../../schemas/operations/documents.ts';
import {
  completeRefreshRequest,
  createDocumentBatch,
  listFacilityPatients,
  listRefreshRequests,
  putFacilityPatient,
} from '../../../schemas/operations/ingest.ts';
import { PROBLEMS, type ProblemCode } from '../../../schemas/problems.ts';

/** What the stub answers instead of doing what it was asked. `drop` closes the connection without an answer, after `did` or before. */
export type Fault = { status?: number; code?: ProblemCode; retryAfter?: number; drop?: 'before' | 'after' };
type Input = {
  params: Record<string, string>;
  body: Record<string, unknown>;
  query: Record<string, string>;
  key: string | undefined;
};
type Answer = { status: number; body: unknown };
type StoredDocument = {
  localId: string;
  sourceKey: string;
  sourceVersion: string;
  flag: string;
  contentType: string;
  sha256: string;
  bytes?: Buffer;
};

const OPERATIONS: Operation[] = [
  readFacility,
  putFacilityPatient,
  listFacilityPatients,
  createDocumentBatch,
  listRefreshRequests,
  completeRefreshRequest,
  announceDocument,
  completeDocument,
];
const CLIENT = { id: 'agent', secret: 'not a secret: a test' };

/**
 * The network as the agent sees it, over real HTTP: every request and every answer goes through the declared operation's own schemas. What it
 * keeps is open to the test.
 */
export class StubNetwork {
  readonly requests: { id: string; key: string | undefined; body: Record<string, unknown> }[] = [];
  readonly demographics = new Map<string, unknown>();
  readonly documents = new Map<string, StoredDocument>();
  readonly links = new Map<string, 'pending' | 'verified'>();
  /** Local IDs whose pending link the next demographics verify. */
  readonly verifiable = new Set<string>();
  readonly refreshRequests: { requestId: string; localId: string; requestedAt: string }[] = [];
  readonly completions: { requestId: string; outcome: string }[] = [];
  entrustment: { recordedOn: string; reference: string } | undefined;
  excludedLocalIds: string[] = [];
  localIds = { digits: 7, padding: 'zero' as 'zero' | 'none' };
  tokens = 0;
  secret = CLIENT.secret;
  pageSize = 1000;
  /** Asked before each request is handled. */
  fault: (id: string, body: Record<string, unknown>) => Fault | undefined = () => undefined;
  readonly #answers = new Map<string, { body: string; answer: Answer }>();
  readonly #announced = new Map<string, StoredDocument & { byteLength: number }>();
  readonly #server: Server = createServer((request, response) => void this.#serve(request, response));

  async start(): Promise<Connection> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return { origin, issuer: origin, clientId: CLIENT.id, clientSecret: CLIENT.secret, regionId: randomUUID() };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  count(id: string): number {
    return this.requests.filter((request) => request.id === id).length;
  }

  /** Documents by source key that are current now. */
  current(): string[] {
    const latest = new Map<string, StoredDocument>();
    for (const document of this.documents.values()) {
      const other = latest.get(document.sourceKey);
      if (document.flag !== 'superseded' && (other?.sourceVersion ?? '') <= document.sourceVersion)
        latest.set(document.sourceKey, document);
    }
    return [...latest.values()]
      .filter(({ flag }) => flag === 'current')
      .map(({ sourceKey }) => sourceKey)
      .sort();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stub');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    if (url.pathname === '/oauth2/token') return this.#token(request, response, bytes.toString());
    if (url.pathname.startsWith('/upload/'))
      return this.#upload({ request, response, bytes, id: url.pathname.slice(8) });
    const found = OPERATIONS.map((operation) => ({
      operation,
      params: matched(operation, request.method, url.pathname),
    })).find(({ params }) => params);
    if (!found?.params) return reply(response, problem('NOT_FOUND'));
    if (request.headers.authorization !== `Bearer token-${this.tokens}`)
      return reply(response, problem('UNAUTHENTICATED'));
    const body = bytes.length === 0 ? {} : (JSON.parse(bytes.toString()) as Record<string, unknown>);
    const key = request.headers['idempotency-key'] as string | undefined;
    const input = { params: found.params, body, query: Object.fromEntries(url.searchParams), key };
    this.requests.push({ id: found.operation.id, key, body });
    this.#answer(found.operation, input, response);
  }

  #answer(operation: Operation, input: Input, response: ServerResponse): void {
    const fault = this.fault(operation.id, input.body);
    if (fault?.drop === 'before') return void response.socket?.destroy();
    if (fault?.code !== undefined) return reply(response, problem(fault.code), fault.retryAfter);
    const answer = this.#once(operation, input);
    if (fault?.drop === 'after') return void response.socket?.destroy();
    reply(response, answer);
  }

  /** As the network: a key used before gives the same answer, with another body a conflict. */
  #once(operation: Operation, input: Input): Answer {
    if (operation.idempotency !== 'required') return this.#validated(operation, input);
    if (input.key === undefined) return problem('IDEMPOTENCY_KEY_REQUIRED');
    const name = `${operation.id} ${input.key}`;
    const body = JSON.stringify([input.params, input.body]);
    const known = this.#answers.get(name);
    if (known !== undefined && known.body !== body) return problem('IDEMPOTENCY_CONFLICT');
    const answer = this.#validated(operation, input);
    if (answer.status < 400) this.#answers.set(name, { body, answer });
    return answer;
  }

  #validated(operation: Operation, input: Input): Answer {
    const parts = [
      [operation.params, input.params],
      [operation.query, input.query],
      [operation.body, input.body],
    ] as const;
    for (const [schema, value] of parts)
      if (schema && !schema.safeParse(value).success) return problem('INVALID_REQUEST');
    const answer = this.#do(operation.id, input);
    return answer.status < 400 ? { ...answer, body: operation.response.schema.parse(answer.body) } : answer;
  }

  #do(id: string, { params, query, body }: Input): Answer {
    switch (id) {
      case 'readFacility':
        return ok({
          facility: {
            facilityId: params['facilityId'],
            name: 'TYテスト病院',
            nameEn: 'TY Test Hospital',
            kind: 'hospital',
            municipality: '金沢市',
            discloses: true,
            views: true,
            localIds: this.localIds,
            state: 'active',
            joinedOn: '2014-10-01',
          },
          publication: { ownStaff: [], linked: [] },
          ...(this.entrustment && { entrustment: this.entrustment }),
          excludedLocalIds: this.excludedLocalIds,
        });
      case 'listFacilityPatients': {
        const from = Number(query['cursor'] ?? 0);
        const all = [...this.links].map(([localId, state]) => ({ localId, state }));
        const next = from + this.pageSize;
        return ok({ items: all.slice(from, next), ...(next < all.length && { cursor: String(next) }) });
      }
      case 'putFacilityPatient':
        return this.#putPatient(params['localId'] ?? '', body['demographics']);
      case 'createDocumentBatch':
        return this.#batch(body as { localId: string; documents: BatchDocument[] });
      case 'listRefreshRequests':
        return ok({ items: this.refreshRequests });
      case 'completeRefreshRequest': {
        const at = this.refreshRequests.findIndex(({ requestId }) => requestId === params['requestId']);
        if (at === -1) return problem('NOT_FOUND');
        this.refreshRequests.splice(at, 1);
        this.completions.push({ requestId: params['requestId'] ?? '', outcome: String(body['outcome']) });
        return ok({ requestId: params['requestId'], completedAt: '2024-01-06T00:00:00.000Z' });
      }
      case 'announceDocument':
        return this.#announce(body as Announcement);
      default:
        return this.#complete(params['documentId'] ?? '');
    }
  }

  #putPatient(localId: string, demographics: unknown): Answer {
    if (this.links.get(localId) === 'pending' && this.verifiable.has(localId)) this.links.set(localId, 'verified');
    const linked = this.links.get(localId) === 'verified';
    if (!linked && this.entrustment === undefined) return ok({ localId, outcome: 'notKept', linked: false });
    const isSame = JSON.stringify(this.demographics.get(localId)) === JSON.stringify(demographics);
    this.demographics.set(localId, demographics);
    return ok({ localId, outcome: isSame ? 'unchanged' : 'stored', linked });
  }

  #batch({ localId, documents }: { localId: string; documents: BatchDocument[] }): Answer {
    if (this.links.get(localId) !== 'verified' && this.entrustment === undefined)
      return problem('ENTRUSTMENT_REQUIRED');
    const results = documents.map(({ sourceKey, sourceVersion, flag, rawSha256, contentType }) => {
      const id = `${localId} ${contentType} ${sourceKey} ${sourceVersion} ${flag} ${rawSha256}`;
      const isKnown = this.documents.has(id);
      this.documents.set(id, { localId, sourceKey, sourceVersion, flag, contentType, sha256: rawSha256 });
      const outcome = isKnown ? 'unchanged' : { current: 'stored', superseded: 'superseded', deleted: 'removed' }[flag];
      return { sourceKey, outcome, documentId: documentIdOf(id) };
    });
    return ok({ localId, results });
  }

  #announce({ localId, sourceKey, sourceVersion, contentType, sha256, byteLength }: Announcement): Answer {
    if (this.links.get(localId) !== 'verified' && this.entrustment === undefined)
      return problem('ENTRUSTMENT_REQUIRED');
    const documentId = documentIdOf(`${localId} ${sourceKey} ${sourceVersion} ${sha256}`);
    if (this.documents.has(documentId)) return ok({ documentId, state: 'available' });
    this.#announced.set(documentId, {
      localId,
      sourceKey,
      sourceVersion,
      contentType,
      sha256,
      byteLength,
      flag: 'current',
    });
    const address = this.#server.address() as AddressInfo;
    const upload = {
      method: 'PUT',
      url: `http://127.0.0.1:${address.port}/upload/${documentId}`,
      headers: { 'if-none-match': '*', 'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64') },
      expiresAt: '2030-01-01T00:00:00.000Z',
    };
    return { status: 201, body: { documentId, state: 'announced', upload } };
  }

  #upload({
    request,
    response,
    bytes,
    id,
  }: {
    request: IncomingMessage;
    response: ServerResponse;
    bytes: Buffer;
    id: string;
  }): void {
    const document = this.#announced.get(id);
    const fault = this.fault('upload', {});
    if (fault?.drop === 'before') return void response.socket?.destroy();
    if (fault?.status !== undefined) return void response.writeHead(fault.status).end();
    const isWhole =
      document !== undefined &&
      bytes.length === document.byteLength &&
      Number(request.headers['content-length']) === bytes.length;
    if (document?.bytes !== undefined) return void response.writeHead(412).end();
    if (isWhole) document.bytes = bytes;
    if (fault?.drop === 'after') return void response.socket?.destroy();
    response.writeHead(isWhole ? 200 : 400).end();
  }

  #complete(documentId: string): Answer {
    const document = this.#announced.get(documentId);
    if (document === undefined) return problem('NOT_FOUND');
    if (document.bytes === undefined) return problem('UPLOAD_MISSING');
    if (sha256(document.bytes) !== document.sha256) return problem('UPLOAD_MISMATCH');
    this.documents.set(documentId, document);
    return ok({ documentId, state: 'received', sha256: document.sha256 });
  }

  #token(request: IncomingMessage, response: ServerResponse, form: string): void {
    const given = Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64').toString();
    const expected = `${CLIENT.id}:${encodeURIComponent(this.secret).replaceAll('%20', '+')}`;
    const scope = new URLSearchParams(form).get('scope');
    if (given !== expected || scope !== 'ism-link/ingest')
      return reply(response, { status: 401, body: { error: 'invalid_client' } });
    this.tokens += 1;
    reply(response, {
      status: 200,
      body: { access_token: `token-${this.tokens}`, token_type: 'Bearer', expires_in: 300 },
    });
  }
}

type BatchDocument = {
  sourceKey: string;
  sourceVersion: string;
  flag: 'current' | 'superseded' | 'deleted';
  contentType: string;
  rawSha256: string;
};
type Announcement = {
  localId: string;
  sourceKey: string;
  sourceVersion: string;
  contentType: string;
  sha256: string;
  byteLength: number;
};

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const documentIdOf = (text: string): string => `doc_${sha256(text)}`;
const ok = (body: unknown): Answer => ({ status: 200, body });

function problem(code: ProblemCode): Answer {
  const { status, title } = PROBLEMS[code];
  return { status, body: { type: `https://stub/problems/${code}`, status, code, title: title.ja, titleEn: title.en } };
}

function reply(response: ServerResponse, { status, body }: Answer, retryAfter?: number): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  });
  response.end(JSON.stringify(body));
}

function matched(
  { method, path }: Operation,
  given: string | undefined,
  pathname: string,
): Record<string, string> | undefined {
  if (method !== given) return undefined;
  const pattern = new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
  const groups = pattern.exec(pathname);
  return groups === null
    ? undefined
    : Object.fromEntries(Object.entries(groups.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]));
}
