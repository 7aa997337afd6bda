import { createServer, type ServerResponse } from 'node:http';
import { type Judge, judgeOf } from '../iam/judge.ts';
import type { Grant } from '../iam/policy.ts';
import { type Listening, listenOnLoopback } from '../loopback.ts';
import { answerOf, readFlagDocument } from './feature-flags.ts';
import { configurationArn, type FlagSpec } from './spec.ts';
import type { FlagStore, Version } from './store.ts';

/** What may be wrong with an extension, for tests (see `faults/fault.ts`). */
export type FlagTrouble = 'stale' | 'failure' | 'malformed' | 'silence';

export type ExtensionParts = {
  spec: FlagSpec;
  store: FlagStore;
  /** What the function's role allows; the extension asks in its name. */
  grants: Grant[];
  trouble: () => FlagTrouble | undefined;
};

const PATH = /^\/applications\/([^/]+)\/environments\/([^/]+)\/configurations\/([^/]+)$/;
const ACTIONS = ['appconfig:StartConfigurationSession', 'appconfig:GetLatestConfiguration'];

/**
 * The AppConfig Lambda extension of one function: `GET /applications/…/environments/…/configurations/…`, by ids or names. It carries no token, so each
 * function has a port of its own. What is deployed is answered at once; in the cloud it may be as old as the poll interval.
 */
export function startFlagExtension(parts: ExtensionParts): Promise<Listening> {
  const allows = judgeOf(parts.grants);
  return listenOnLoopback(
    createServer((message, response) => {
      const { pathname } = new URL(message.url ?? '/', 'http://localhost');
      if (message.method !== 'GET') return say(response, 405, 'Method Not Allowed');
      respond(response, { pathname, parts, allows });
    }),
  );
}

function respond(
  response: ServerResponse,
  { pathname, parts, allows }: { pathname: string; parts: ExtensionParts; allows: Judge },
): void {
  const { spec, store, trouble } = parts;
  if (!isPlace(pathname, spec)) return say(response, 404, 'ResourceNotFoundException: no such configuration');
  const refused = ACTIONS.find((action) => !allows({ action, resource: configurationArn(spec) }));
  if (refused) return say(response, 403, `AccessDeniedException: not authorized to perform: ${refused}`);
  const fault = trouble();
  if (fault === 'silence') return;
  if (fault === 'failure') return say(response, 500, 'InternalServerException');
  const { current, previous } = store.deployed();
  const version = fault === 'stale' ? (previous ?? current) : current;
  if (!version) return say(response, 404, 'ResourceNotFoundException: nothing is deployed');
  sendVersion(response, version, fault === 'malformed');
}

function isPlace(pathname: string, { application, environment, profile }: FlagSpec): boolean {
  const given = (PATH.exec(pathname) ?? []).slice(1).map(decodeURIComponent);
  const wanted = [application, environment, profile];
  return (
    given.length === wanted.length && wanted.every(({ id, name }, index) => [id, name].includes(given[index] ?? ''))
  );
}

function sendVersion(response: ServerResponse, version: Version, isCut: boolean): void {
  const text = JSON.stringify(answerOf(readFlagDocument(version.content)));
  response.writeHead(200, { 'content-type': 'application/json', 'configuration-version': String(version.number) });
  response.end(isCut ? text.slice(0, -2) : text);
}

function say(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' });
  response.end(message);
}
