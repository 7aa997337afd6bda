import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { Fault, type FaultSwitches } from './fault.ts';

export type FaultControl = { url: string; token: string; close(): Promise<void> };

/** Faults are for tests alone: nothing of them exists unless the environment asks for it. */
export const faultsAreWanted = (): boolean => process.env['ISM_LINK_FAULTS'] === '1';

/**
 * Where tests switch faults: `PUT /` with a list replaces those that are on, `GET /` tells what is left. On loopback, at a port of its own,
 * with a random token that stands in `DIR/region.json` only.
 */
export async function startFaultControl(switches: FaultSwitches): Promise<FaultControl> {
  const token = randomBytes(24).toString('base64url');
  const server = createServer((message, response) => {
    if (!isToken(message.headers.authorization, token)) return answer(response, 401, { message: 'Unauthorized' });
    if (message.method === 'GET') return answer(response, 200, switches.list());
    if (message.method !== 'PUT') return answer(response, 405, { message: 'PUT or GET' });
    void message.toArray().then((chunks: Buffer[]) => {
      const parsed = z.array(Fault).safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      if (!parsed.success) return answer(response, 400, { message: z.prettifyError(parsed.error) });
      switches.set(parsed.data);
      answer(response, 200, switches.list());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    token,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function isToken(authorization: string | undefined, token: string): boolean {
  const given = Buffer.from(authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
