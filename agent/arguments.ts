import { parseArgs } from 'node:util';
import { IngestFailure } from './network/failure.ts';

/** The command line, checked. */
export type Arguments = {
  root: string;
  facilityId: string;
  dicom?: string;
  extended?: string;
  scope: 'linked' | 'all';
  watch: boolean;
  json: boolean;
  port?: number;
  dataDir: string;
  origin?: string;
  stateFile?: string;
  concurrency?: number;
  infectionCodes?: string[];
  otherPatientId?: 'trustFolder';
};

export const USAGE = `npm run ingest -- ROOT --facility ID [...]

  ROOT                 SS-MIX2標準化ストレージのルート / root of the SS-MIX2 standardized storage
  --facility ID        施設ID / facility ID (ty-hospital)
  --dicom DIR          DICOMファイルのフォルダー / a folder with DICOM files
  --extended DIR       SS-MIX2拡張ストレージのルート / root of the extended storage
  --scope linked|all   linked: 紐づけ済みの患者のみ(既定) / linked patients only (default); all: 委託契約に基づく全患者 / everybody, by entrustment
  --watch              続けて監視し、最新データ要求に応える / keep going; answer latest-data requests
  --json               結果をJSONで標準出力へ / the report as one JSON document on stdout
  --concurrency N      同時に送る患者数(既定4) / patients at a time (4)
  --state FILE         送信記録 / what was sent (default DIR/ingest/<facility>.sqlite)
  --infection-codes A,B  感染症として示すJLAC10コードの先頭 / JLAC10 prefixes shown as infections (5F,5E07)
  --trust-folder       電文の患者IDがフォルダーと異なっても受け入れる(試験用データ向け) / take messages that name another patient ID than their folder
  --port N, --data DIR この機械の地域(npm start) / the region on this machine (default .local)
  --origin URL         別の機械の地域。ISM_LINK_ISSUER, ISM_LINK_CLIENT_ID, ISM_LINK_CLIENT_SECRET / a region elsewhere
`;

const OPTIONS = {
  facility: { type: 'string' },
  dicom: { type: 'string' },
  extended: { type: 'string' },
  scope: { type: 'string', default: 'linked' },
  watch: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  port: { type: 'string' },
  data: { type: 'string', default: '.local' },
  origin: { type: 'string' },
  state: { type: 'string' },
  concurrency: { type: 'string' },
  'infection-codes': { type: 'string' },
  'trust-folder': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Throws an IngestFailure (USAGE) that names what is wrong; undefined when help was asked for. */
export function parseArguments(args: string[]): Arguments | undefined {
  const { values, positionals } = parsed(args);
  if (values.help) return undefined;
  const [root, ...others] = positionals;
  if (root === undefined || others.length > 0) throw new IngestFailure('USAGE', 'ROOT');
  if (values.facility === undefined) throw new IngestFailure('USAGE', '--facility');
  if (values.scope !== 'linked' && values.scope !== 'all') throw new IngestFailure('USAGE', `--scope ${values.scope}`);
  const port = whole('--port', values.port, 65_535);
  const concurrency = whole('--concurrency', values.concurrency, 64);
  return {
    root,
    facilityId: values.facility,
    scope: values.scope,
    watch: values.watch,
    json: values.json,
    dataDir: values.data,
    ...(values.dicom !== undefined && { dicom: values.dicom }),
    ...(values.extended !== undefined && { extended: values.extended }),
    ...(values.origin !== undefined && { origin: values.origin }),
    ...(values.state !== undefined && { stateFile: values.state }),
    ...(port !== undefined && { port }),
    ...(concurrency !== undefined && { concurrency }),
    ...(values['infection-codes'] !== undefined && {
      infectionCodes: values['infection-codes'].split(',').filter(Boolean),
    }),
    ...(values['trust-folder'] && { otherPatientId: 'trustFolder' as const }),
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new IngestFailure('USAGE', (error as Error).message);
  }
}

function whole(name: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > most) throw new IngestFailure('USAGE', `${name} ${text}`);
  return number;
}
