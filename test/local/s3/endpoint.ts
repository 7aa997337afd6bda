import { createHash, createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { type BucketSpec, type S3Options, startS3 } from '../../../local/s3/server.ts';

export const bucket = 'documents';
const region = 'ap-northeast-1';

/** A principal of the tests: what it may do is one function. */
export type Person = { accessKeyId: string; secretAccessKey: string; allows: (action: string, arn: string) => boolean };

export const owner: Person = { accessKeyId: 'AKIDOWNER', secretAccessKey: 'owner-secret', allows: () => true };

export type Endpoint = {
  url: string;
  dataDir: string;
  client: (person?: Person) => S3Client;
  restart: (options?: Partial<S3Options>) => Promise<void>;
  close: () => Promise<void>;
};

const running = new Set<Endpoint>();

/** Ends what a failed test left running. */
export async function closeEndpoints(): Promise<void> {
  for (const endpoint of running) await endpoint.close();
}

type Settings = Partial<S3Options> & { people?: Person[] };

/** A real endpoint on a free port and a directory of its own. */
export async function startEndpoint(settings: Settings = {}): Promise<Endpoint> {
  const dataDir = settings.dataDir ?? (await mkdtemp(join(tmpdir(), 's3-')));
  const { people = [owner], ...options } = settings;
  const buckets: BucketSpec[] = [{ name: bucket, versioning: true }];
  const clients: S3Client[] = [];
  const credentials: S3Options['credentials'] = (accessKeyId) => {
    const person = people.find((candidate) => candidate.accessKeyId === accessKeyId);
    return person && { principal: person.accessKeyId, ...person };
  };
  const log = (): void => {};
  const start = (more: Partial<S3Options> = {}) =>
    startS3({ dataDir, port: 0, buckets, region, log, ...options, ...more, credentials });
  const tidy = async (): Promise<void> => {
    if (!settings.dataDir) await rm(dataDir, { recursive: true, force: true });
  };
  let server = await start().catch(async (error: unknown) => {
    await tidy();
    throw error;
  });
  const stopClients = (): void => {
    for (const client of clients.splice(0)) client.destroy();
  };
  const endpoint: Endpoint = {
    get url() {
      return server.url;
    },
    dataDir,
    client: (person = owner) => {
      const client = clientOf(server.url, person);
      clients.push(client);
      return client;
    },
    restart: async (more) => {
      stopClients();
      await server.close();
      server = await start(more);
    },
    close: async () => {
      if (!running.delete(endpoint)) return;
      stopClients();
      await server.close();
      await tidy();
    },
  };
  running.add(endpoint);
  return endpoint;
}

export function clientOf(endpoint: string, credentials: Pick<Person, 'accessKeyId' | 'secretAccessKey'>): S3Client {
  return new S3Client({ endpoint, region, credentials, forcePathStyle: true, maxAttempts: 1 });
}

/** Signs as the presigner should: no checksum of an empty body in the URL. */
export function presigningClientOf(endpoint: string, credentials: Person = owner): S3Client {
  const { accessKeyId, secretAccessKey } = credentials;
  return new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
}

export const sha256 = (content: string | Buffer): Buffer => createHash('sha256').update(content).digest();
export const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

export type Raw = {
  method: string;
  /** Sent and signed exactly so. */
  path: string;
  query?: string;
  headers?: Record<string, string>;
  body?: Buffer | string;
  payloadHash?: string;
  at?: Date;
};

export type Answer = { status: number; headers: Record<string, string>; text: string; code: string | undefined };

/** A second implementation of Signature Version 4, written for the tests from the specification. */
export function signRaw(url: string, raw: Raw): { headers: Record<string, string>; seed: Seed } {
  const amzDate = (raw.at ?? new Date()).toISOString().replace(/[-:]|\.\d+/g, '');
  const payloadHash = raw.payloadHash ?? sha256(raw.body ?? '').toString('hex');
  const all: Record<string, string> = {
    ...raw.headers,
    host: new URL(url).host,
    'x-amz-date': amzDate,
    'x-amz-content-sha256': payloadHash,
  };
  const names = Object.keys(all).toSorted();
  const canonical = [
    raw.method,
    raw.path,
    raw.query ?? '',
    ...names.map((name) => `${name}:${all[name]}`),
    '',
    names.join(';'),
    payloadHash,
  ].join('\n');
  const scope = `${amzDate.slice(0, 8)}/${region}/s3/aws4_request`;
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${owner.secretAccessKey}`) as Buffer;
  const toSign = ['AWS4-HMAC-SHA256', amzDate, scope, sha256(canonical).toString('hex')].join('\n');
  const signature = hmac(key, toSign).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${owner.accessKeyId}/${scope},SignedHeaders=${names.join(';')},Signature=${signature}`;
  return { headers: { ...all, authorization }, seed: { key, amzDate, scope, signature } };
}

export type Seed = { key: Buffer; amzDate: string; scope: string; signature: string };

/** Sends exactly these bytes; `cutAfter` breaks the connection after so many bytes of the body. */
export function sendRaw(
  url: string,
  raw: Pick<Raw, 'method' | 'path' | 'query' | 'headers' | 'body'> & { cutAfter?: number },
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const path = raw.query ? `${raw.path}?${raw.query}` : raw.path;
    const sent = httpRequest({ hostname, port, method: raw.method, path, headers: raw.headers ?? {}, agent: false });
    sent.on('response', (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(pieces).toString();
        const headers = response.headers as Record<string, string>;
        resolve({ status: response.statusCode ?? 0, headers, text, code: /<Code>(\w+)<\/Code>/.exec(text)?.[1] });
      });
    });
    sent.on('error', reject);
    const body = Buffer.from(raw.body ?? '');
    if (raw.cutAfter === undefined) sent.end(body);
    else sent.write(body.subarray(0, raw.cutAfter), () => setTimeout(() => sent.destroy(new Error('cut')), 50));
  });
}

/** Signs with the Authorization header and sends. */
export function sendSigned(url: string, raw: Raw): Promise<Answer> {
  const length: Record<string, string> =
    raw.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(raw.body)) };
  return sendRaw(url, { ...raw, headers: { ...length, ...signRaw(url, raw).headers } });
}

/** The S3 error code of a rejected SDK call, or its HTTP status where S3 sends no body (HEAD). */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } };
    return `${$metadata?.httpStatusCode ?? 'none'} ${name}`;
  }
  return 'accepted';
}
