import { once } from 'node:events';
import { createServer } from 'node:net';
import { portTaken } from './region.ts';

/** Throws StartProblem when the front door's port, or the one above it, is taken: known at once, not after the build. */
export async function assertPortsFree(port: number): Promise<void> {
  for (const one of [port, port + 1]) if (!(await isFree(one))) throw portTaken(one);
}

/** Whether nobody listens on a loopback port. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
