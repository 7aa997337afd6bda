import type { IncomingMessage } from 'node:http';

/** API Gateway's quota for a request's body. */
const MAXIMUM_BODY_BYTES = 10 * 1024 * 1024;

/** Reads a body; undefined when it is larger than the gateway takes, and then the rest is not read. */
export function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(message.headers['content-length'] ?? 0) > MAXIMUM_BODY_BYTES) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    message.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAXIMUM_BODY_BYTES) {
        message.removeAllListeners('data');
        message.resume();
        resolve(undefined);
      } else chunks.push(chunk);
    });
    message.once('end', () => resolve(Buffer.concat(chunks)));
    message.once('error', reject);
    message.once('aborted', () => reject(new Error('The client went away')));
  });
}
