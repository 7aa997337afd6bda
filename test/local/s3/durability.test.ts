import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ObjectCreated } from '../../../local/s3/server.ts';
import { bucket, clientOf, closeEndpoints, owner, refusalOf, sha256, startEndpoint } from './endpoint.ts';

type Served = { child: ChildProcess; url: string };

function serve(dataDir: string): Promise<Served> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', require.resolve('./serve.ts'), dataDir],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (line: Buffer) => resolve({ child, url: line.toString().trim() }));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The endpoint ended with ${code}`)));
  });
}

async function kill({ child }: Served): Promise<void> {
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await ended;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await condition()) && tries < 100; tries += 1) await wait(50);
  expect(await condition()).toBe(true);
}

async function filesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe('durability', () => {
  let dataDir = '';
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 's3-kill-'));
  });
  afterEach(closeEndpoints);
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  const bodyOf = async (s3: S3Client, Key: string): Promise<Buffer> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  };

  it('kill -9 while writing loses nothing acknowledged, shows nothing torn, and announces everything later', async () => {
    /** The hash of what was sent under each key, and whether the endpoint said that it has it. */
    const sent = new Map<string, { hash: string; isAcknowledged: boolean }>();
    let rounds = 0;

    async function write(s3: S3Client, name: string, isOver: () => boolean): Promise<void> {
      for (let count = 0; !isOver(); count += 1) {
        const key = `${rounds}/${name}/${count}`;
        const body = randomBytes(1 + ((count * 7919) % 300_000));
        const entry = { hash: sha256(body).toString('hex'), isAcknowledged: false };
        sent.set(key, entry);
        try {
          await (count % 5 === 4
            ? multipart(s3, key, body)
            : s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body })));
          entry.isAcknowledged = true;
        } catch {
          return;
        }
      }
    }

    async function multipart(s3: S3Client, Key: string, Body: Buffer): Promise<void> {
      const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key }));
      const part = await s3.send(new UploadPartCommand({ Bucket: bucket, Key, UploadId, PartNumber: 1, Body }));
      const Parts = [{ ...part, PartNumber: 1 }];
      await s3.send(new CompleteMultipartUploadCommand({ Bucket: bucket, Key, UploadId, MultipartUpload: { Parts } }));
    }

    for (rounds = 0; rounds < 4; rounds += 1) {
      const served = await serve(dataDir);
      const s3 = clientOf(served.url, owner);
      let isOver = false;
      const writers = ['a', 'b', 'c', 'd'].map((name) => write(s3, name, () => isOver));
      await wait(500 + rounds * 137);
      await kill(served);
      isOver = true;
      await Promise.all(writers);
      s3.destroy();
    }

    const announced = new Set<string>();
    const endpoint = await startEndpoint({
      dataDir,
      onObjectCreated: ({ key }: ObjectCreated) => void announced.add(key),
    });
    const s3 = endpoint.client();
    const listed: string[] = [];
    let token: string | undefined;
    do {
      const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket, ContinuationToken: token }));
      listed.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
      token = page.NextContinuationToken;
    } while (token);
    const lost = [...sent].filter(([key, { isAcknowledged }]) => isAcknowledged && !listed.includes(key));
    const torn: string[] = [];
    for (const key of listed) {
      if (sha256(await bodyOf(s3, key)).toString('hex') !== sent.get(key)?.hash) torn.push(key);
    }
    expect({ lost, torn }).toEqual({ lost: [], torn: [] });
    expect(listed.length).toBeGreaterThan(40);
    await until(async () => listed.every((key) => announced.has(key)));
    // Nothing half-received is left, and nothing that no object refers to.
    await until(async () => (await readdir(join(dataDir, 'incoming'))).length === 0);
    await endpoint.close();
  }, 60_000);

  it('leftovers are swept in the background, and only they', async () => {
    const endpoint = await startEndpoint();
    const directory = endpoint.dataDir;
    await endpoint.client().send(new PutObjectCommand({ Bucket: bucket, Key: 'kept', Body: 'kept' }));
    const kept = await filesBelow(join(directory, 'blobs'));
    expect(kept).toHaveLength(1);
    const orphan = 'ab'.repeat(16);
    const adopted = kept[0] ?? '';
    await writeFile(join(directory, 'incoming', orphan), 'half');
    await writeFile(join(directory, 'incoming', adopted), 'kept');
    await endpoint.restart();
    await until(async () => (await readdir(join(directory, 'incoming'))).length === 0);
    expect(await filesBelow(join(directory, 'blobs'))).toEqual(kept);
    expect((await bodyOf(endpoint.client(), 'kept')).toString()).toBe('kept');
    await endpoint.close();
  });

  it('the bytes of destroyed and replaced versions leave the disk, not under a reader', async () => {
    const endpoint = await startEndpoint({ buckets: [{ name: bucket, versioning: false }] });
    const s3 = endpoint.client();
    const put = (Key: string, Body: Buffer | string) => s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
    const count = async () => (await filesBelow(join(endpoint.dataDir, 'blobs'))).length;
    const big = randomBytes(8 * 1024 * 1024);
    await put('big', big);
    const reading = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'big' }));
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'big' }));
    expect(await refusalOf(s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'big' })))).toBe('404 NoSuchKey');
    expect(big.equals((await reading.Body?.transformToByteArray()) ?? Buffer.alloc(0))).toBe(true);
    await put('small', 'one');
    await put('small', 'two');
    await until(async () => (await count()) === 1);
    await endpoint.close();
  });

  it('a second endpoint on the same directory or port is refused', async () => {
    const endpoint = await startEndpoint();
    await expect(startEndpoint({ dataDir: endpoint.dataDir })).rejects.toThrow('in use');
    const port = Number(new URL(endpoint.url).port);
    await expect(startEndpoint({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await endpoint.close();
  });

  it('an event that its receiver could not take comes again and holds up no other', async () => {
    const taken: string[] = [];
    let isBusy = true;
    const endpoint = await startEndpoint({
      onObjectCreated: ({ key }) => {
        if (key === 'second' && isBusy) throw new Error('busy');
        taken.push(key);
      },
    });
    for (const Key of ['first', 'second', 'third']) {
      await endpoint.client().send(new PutObjectCommand({ Bucket: bucket, Key, Body: Key }));
    }
    await until(async () => taken.length === 2);
    expect(taken).toEqual(['first', 'third']);
    await endpoint.restart();
    isBusy = false;
    await until(async () => taken.length === 3);
    expect(taken).toEqual(['first', 'third', 'second']);
    await endpoint.restart();
    await wait(100);
    expect(taken).toHaveLength(3);
  });

  it('a body that lost bytes on the disk is a failure, never a shorter object', async () => {
    const endpoint = await startEndpoint();
    const s3 = endpoint.client();
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'damaged', Body: randomBytes(1000) }));
    const directory = join(endpoint.dataDir, 'blobs');
    const [name = ''] = (await readdir(directory, { recursive: true })).filter((path) => path.includes('/'));
    await truncate(join(directory, name), 500);
    expect(await refusalOf(s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'damaged' })))).toBe(
      '500 InternalError',
    );
  });

  it('what a bucket held while it was versioned stays when it no longer is', async () => {
    const endpoint = await startEndpoint();
    const put = async (Body: string) =>
      (await endpoint.client().send(new PutObjectCommand({ Bucket: bucket, Key: 'k', Body }))).VersionId;
    const first = await put('versioned');
    await endpoint.restart({ buckets: [{ name: bucket, versioning: false }] });
    await put('plain');
    await put('plainer');
    await endpoint.client().send(new DeleteObjectCommand({ Bucket: bucket, Key: 'k' }));
    const read = (VersionId?: string) =>
      endpoint.client().send(new GetObjectCommand({ Bucket: bucket, Key: 'k', VersionId }));
    expect(await refusalOf(read())).toBe('404 NoSuchKey');
    expect(await (await read(first)).Body?.transformToString()).toBe('versioned');
  });

  it('only its owner can read what lies on the disk', async () => {
    const endpoint = await startEndpoint();
    await endpoint.client().send(new PutObjectCommand({ Bucket: bucket, Key: 'a', Body: 'a' }));
    const entries = await readdir(endpoint.dataDir, { recursive: true });
    const modes = await Promise.all(
      entries.map(async (name) => (await stat(join(endpoint.dataDir, name))).mode & 0o077),
    );
    const topmost = entries.filter((name, index) => !name.includes('/') && modes[index] !== 0);
    expect(topmost).toEqual([]);
  });
});
