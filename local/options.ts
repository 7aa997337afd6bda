import { parseArgs } from 'node:util';
import { EXIT, StartProblem } from './data-dir/problem.ts';

const DEFAULT_PORT = 3000;
const DEFAULT_DATA_DIR = '.local';

export type StartOptions = { port: number; dataDir: string; empty: boolean; reset: boolean; help: boolean };

export const START_USAGE = `npm start -- [--port N] [--data DIR] [--empty] [--reset]

  --port N     入口のポート(既定 ${DEFAULT_PORT})。文書用に N+1 も使います
               the port of the front door (default ${DEFAULT_PORT}); N+1 is used too, for documents
  --data DIR   データの置き場所(既定 ${DEFAULT_DATA_DIR})    where the data lies (default ${DEFAULT_DATA_DIR})
  --empty      施設・職員・システムだけで、患者なし    facilities, staff and systems, but no patients
  --reset      DIR のデータを消してから始める    delete what DIR holds first
  --help       この説明    this text
`;

/** Reads the command line of `npm start`. Throws StartProblem. */
export function readStartOptions(argv: string[]): StartOptions {
  const { values } = parsed(argv, {
    port: { type: 'string' },
    data: { type: 'string' },
    empty: { type: 'boolean' },
    reset: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  return {
    port: readPort(values['port']),
    dataDir: typeof values['data'] === 'string' ? values['data'] : DEFAULT_DATA_DIR,
    empty: values['empty'] === true,
    reset: values['reset'] === true,
    help: values['help'] === true,
  };
}

export type TokenOptions = {
  username: string | undefined;
  system: string | undefined;
  port: number | undefined;
  dataDir: string;
  opensSession: boolean;
  help: boolean;
};

export const TOKEN_USAGE = `npm run --silent token -- USERNAME [--no-session] [--port N] [--data DIR]
npm run --silent token -- --system FACILITY_ID [--port N] [--data DIR]

  USERNAME      accounts.json の利用者としてサインインする    sign in as a person of accounts.json
  --system ID   施設のシステムとしてトークンを得る    a token of a facility's own system
  --no-session  セッションを開かない    do not open a session
  --port N      リージョンのポート    the region's port
  --data DIR    リージョンのデータ(既定 ${DEFAULT_DATA_DIR})    the region's data (default ${DEFAULT_DATA_DIR})
`;

/** Reads the command line of `npm run token`. Throws StartProblem. */
export function readTokenOptions(argv: string[]): TokenOptions {
  const { values, positionals } = parsed(argv, {
    system: { type: 'string' },
    port: { type: 'string' },
    data: { type: 'string' },
    'no-session': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  const system = typeof values['system'] === 'string' ? values['system'] : undefined;
  const isHelp = values['help'] === true;
  if (!isHelp && positionals.length !== (system ? 0 : 1)) {
    throw badOption({
      ja: '利用者名を一つ、または --system を指定してください。',
      en: 'Give one username, or --system.',
    });
  }
  return {
    username: positionals[0],
    system,
    port: values['port'] === undefined ? undefined : readPort(values['port']),
    dataDir: typeof values['data'] === 'string' ? values['data'] : DEFAULT_DATA_DIR,
    opensSession: values['no-session'] !== true,
    help: isHelp,
  };
}

type Declared = Record<string, { type: 'string' | 'boolean'; short?: string }>;

function parsed(argv: string[], options: Declared): { values: Record<string, unknown>; positionals: string[] } {
  const takesPositionals = 'system' in options;
  try {
    return parseArgs({ args: argv, options, strict: true, allowPositionals: takesPositionals });
  } catch (error) {
    const { message } = error as Error;
    throw badOption({ ja: `指定が正しくありません: ${message}`, en: `The options are wrong: ${message}` });
  }
}

function readPort(value: unknown): number {
  if (value === undefined) return DEFAULT_PORT;
  const port = Number(value);
  if (typeof value === 'string' && /^\d+$/.test(value) && port >= 1024 && port <= 65_534) return port;
  throw badOption({
    ja: `--port には 1024 から 65534 までの整数を指定してください(${String(value)})。`,
    en: `--port takes a whole number from 1024 to 65534 (${String(value)}).`,
  });
}

const badOption = (says: { ja: string; en: string }): StartProblem => new StartProblem(EXIT.badOption, says);
