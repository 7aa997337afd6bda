import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { IngestFailure } from './failure.ts';

/** Where the network is and as which system the facility speaks to it. */
export type Connection = {
  /** Origin of the API, without a trailing slash. */
  origin: string;
  /** Sign-in: `${issuer}/oauth2/token` gives tokens. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Tells one region from another at the same address (a reset one): what was sent there was not sent here. */
  regionId: string;
};

const System = z.object({ facilityId: z.string(), clientId: z.string(), clientSecret: z.string() });
/** `region.json` of a region on this machine; it has more fields than these. */
const Region = z.object({ url: z.url(), issuer: z.url(), regionId: z.string().optional(), systems: z.array(System) });

/** A region that runs on this machine, from `<dataDir>/region.json`. `port` overrides the one written there. */
export async function localConnection(options: {
  dataDir: string;
  facilityId: string;
  port?: number;
}): Promise<Connection> {
  const { dataDir, facilityId, port } = options;
  const region = await readRegion(join(dataDir, 'region.json'));
  const system = region.systems.find((candidate) => candidate.facilityId === facilityId);
  if (system === undefined) throw new IngestFailure('NO_SYSTEM', facilityId);
  const origin = new URL(region.url);
  const issuer = new URL(region.issuer);
  if (port !== undefined) {
    if (issuer.port === origin.port) issuer.port = String(port);
    origin.port = String(port);
  }
  return {
    origin: origin.origin,
    issuer: trimmed(issuer.href),
    clientId: system.clientId,
    clientSecret: system.clientSecret,
    regionId: region.regionId ?? origin.origin,
  };
}

async function readRegion(path: string): Promise<z.infer<typeof Region>> {
  try {
    return Region.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    throw new IngestFailure(
      'NO_REGION',
      error instanceof z.ZodError ? `${path}: ${error.issues[0]?.path.join('.')}` : path,
    );
  }
}

/** A hospital's own installation: the origin from the command line, credentials from the environment. */
export function remoteConnection(origin: string, environment: NodeJS.ProcessEnv): Connection {
  const { ISM_LINK_ISSUER: issuer, ISM_LINK_CLIENT_ID: clientId, ISM_LINK_CLIENT_SECRET: clientSecret } = environment;
  if (!issuer || !clientId || !clientSecret) {
    throw new IngestFailure('NO_SYSTEM', 'ISM_LINK_ISSUER, ISM_LINK_CLIENT_ID, ISM_LINK_CLIENT_SECRET');
  }
  for (const address of [origin, issuer]) {
    if (!URL.canParse(address)) throw new IngestFailure('USAGE', address);
    if (new URL(address).protocol !== 'https:' && !isLoopback(new URL(address).hostname))
      throw new IngestFailure('USAGE', `https only: ${address}`);
  }
  return {
    origin: new URL(origin).origin,
    issuer: trimmed(issuer),
    clientId,
    clientSecret,
    regionId: new URL(origin).origin,
  };
}

const isLoopback = (host: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(host);
const trimmed = (url: string): string => url.replace(/\/+$/, '');
