import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Outcome } from '../functions/instance.ts';
import { listenOnLoopback } from '../loopback.ts';
import { Fault, type FaultSwitches } from './fault.ts';

/** Runs a function's schedule now, by the function's name; undefined where no schedule calls it. */
export type RunSchedule = (functionName: string) => Promise<Outcome> | undefined;

export type FaultControl = {
  url: string;
  token: string;
  openSchedules(run: RunSchedule): void;
  close(): Promise<void>;
};

/** Faults are for tests alone: nothing of them exists unless the environment asks for it. */
export const faultsAreWanted = (): boolean => process.env['ISM_LINK_FAULTS'] === '1';

/**
 * Where tests switch faults: `PUT /` with a list replaces those that are on, `GET /` tells what is left. `POST /schedules/FUNCTION/run` calls a
 * function as its schedule would, and answers when it is done: 200, or 502 when it failed. On loopback, at a port of its own, with a random token that
 * stands in `DIR/region.json` only.
 */
export async function startFaultControl(switches: FaultSwitches): Promise<FaultControl> {
  const token = randomBytes(24).toString('base64url');
  let run: RunSchedule = () => undefined;
  const server = createServer((message, response) => {
    void answerTo(message, { token, switches, run: (name) => run(name) }).then(
      ({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      },
      () => response.destroy(),
    );
  });
  const listening = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${listening.port}/`,
    token,
    openSchedules(given) {
      run = given;
    },
    close: () => listening.close(),
  };
}

type Answer = { status: number; body: unknown };
type Controlled = { token: string; switches: FaultSwitches; run: RunSchedule };

async function answerTo(message: IncomingMessage, { token, switches, run }: Controlled): Promise<Answer> {
  if (!isToken(message.headers.authorization, token)) return refusal(401, 'Unauthorized');
  const scheduled = /^\/schedules\/([\w-]+)\/run$/.exec(message.url ?? '')?.[1];
  if (scheduled !== undefined && message.method === 'POST') return runNow(scheduled, run);
  if (message.method === 'GET') return { status: 200, body: switches.list() };
  if (message.method !== 'PUT') return refusal(405, 'PUT or GET');
  const body = Buffer.concat((await message.toArray()) as Buffer[]).toString('utf8');
  const parsed = z.array(Fault).safeParse(JSON.parse(body));
  if (!parsed.success) return refusal(400, z.prettifyError(parsed.error));
  switches.set(parsed.data);
  return { status: 200, body: switches.list() };
}

async function runNow(functionName: string, run: RunSchedule): Promise<Answer> {
  const outcome = await run(functionName);
  if (!outcome) return refusal(404, `No schedule calls ${functionName}`);
  return { status: outcome.kind === 'done' ? 200 : 502, body: outcome };
}

const refusal = (status: number, message: string): Answer => ({ status, body: { message } });

function isToken(authorization: string | undefined, token: string): boolean {
  const given = Buffer.from(authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
