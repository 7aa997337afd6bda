/** `npm run token`: an access token through the real login, on the last line of the output. */
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Account } from './announce.ts';
import { readPrivateJson } from './data-dir/private-file.ts';
import { EXIT, StartProblem } from './data-dir/problem.ts';
import { readTokenOptions, TOKEN_USAGE, type TokenOptions } from './options.ts';
import type { RunningRegion } from './running-region.ts';
import { signInAs, systemToken } from './sign-in/login.ts';

async function tokenFor(options: TokenOptions): Promise<string> {
  const region = readPrivateJson<RunningRegion>(join(options.dataDir, 'region.json'));
  if (!region) throw noRegion(options.dataDir);
  if (options.port !== undefined && new URL(region.url).port !== String(options.port)) throw otherPort(options, region);
  return options.system === undefined ? personToken(options, region) : ofSystem(options.system, region);
}

async function ofSystem(facilityId: string, region: RunningRegion): Promise<string> {
  const system = region.systems.find((one) => one.facilityId === facilityId);
  if (!system)
    throw unknown(
      facilityId,
      region.systems.map((one) => one.facilityId),
    );
  const { clientId, clientSecret: secret } = system;
  const { accessToken } = await systemToken({ issuer: region.issuer, clientId, secret, scope: region.systemScope });
  return accessToken;
}

async function personToken(options: TokenOptions, region: RunningRegion): Promise<string> {
  const accounts = readPrivateJson<Account[]>(join(options.dataDir, 'accounts.json'));
  if (!accounts) throw noRegion(options.dataDir);
  const account = accounts.find((one) => one.username === options.username);
  if (!account)
    throw unknown(
      options.username ?? '',
      accounts.map((one) => one.username),
    );
  const { accessToken } = await signInAs({
    issuer: region.issuer,
    clientId: region.webClientId,
    redirectUri: region.redirectUri,
    scopes: region.scopes,
    username: account.username,
    password: account.password,
  });
  if (options.opensSession) await openSession(region.url, accessToken);
  return accessToken;
}

/** As the web front end does after its sign-in: without a session no operation answers. */
async function openSession(url: string, accessToken: string): Promise<void> {
  const answer = await fetch(`${url}/v1/sessions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${accessToken}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: '{}',
  });
  if (answer.ok) return;
  const body = await answer.text();
  throw new StartProblem(EXIT.internal, {
    ja: `セッションを開けませんでした(${answer.status}): ${body}`,
    en: `The session could not be opened (${answer.status}): ${body}`,
  });
}

const noRegion = (dataDir: string): StartProblem =>
  new StartProblem(EXIT.dataDirUnusable, {
    ja: `${resolve(dataDir)} にリージョンがありません。先に npm start を実行するか、--data で場所を指定してください。`,
    en: `There is no region in ${resolve(dataDir)}. Run npm start first, or name its place with --data.`,
  });

const otherPort = (options: TokenOptions, region: RunningRegion): StartProblem =>
  new StartProblem(EXIT.badOption, {
    ja: `${resolve(options.dataDir)} のリージョンは ${region.url} にあります。--data も指定してください。`,
    en: `The region of ${resolve(options.dataDir)} is at ${region.url}. Name the other one's --data too.`,
  });

const unknown = (name: string, known: string[]): StartProblem =>
  new StartProblem(EXIT.badOption, {
    ja: `${name} はいません。次の中から選んでください: ${known.join(' ')}`,
    en: `There is no ${name}. Choose one of: ${known.join(' ')}`,
  });

function asSentence(error: unknown): { ja: string; en: string } {
  if (error instanceof StartProblem) return error.says;
  const { message, cause } = error as Error;
  if ((cause as NodeJS.ErrnoException | undefined)?.code === 'ECONNREFUSED') {
    return {
      ja: 'リージョンが動いていません。npm start を実行してください。',
      en: 'The region is not running. Run npm start.',
    };
  }
  return { ja: `トークンを得られませんでした: ${message}`, en: `No token could be obtained: ${message}` };
}

try {
  const options = readTokenOptions(process.argv.slice(2));
  process.stdout.write(options.help ? TOKEN_USAGE : `${await tokenFor(options)}\n`);
} catch (error) {
  const { ja, en } = asSentence(error);
  process.stderr.write(`${ja}\n${en}\n`);
  process.exitCode = error instanceof StartProblem ? error.exitCode : EXIT.internal;
}
