/** What ends a run: nothing further can be sent. A single wrong file never does. */
export const FAILURES = {
  USAGE: { exitCode: 64, ja: '指定に誤りがあります', en: 'the command line is not valid' },
  NO_REGION: {
    exitCode: 66,
    ja: '接続先の設定が読めません。npm start で起動するか、--origin と環境変数を指定してください',
    en: 'no region to connect to; start one (npm start), or give --origin and the environment variables',
  },
  NO_SYSTEM: {
    exitCode: 66,
    ja: 'この施設のシステム資格情報がありません',
    en: 'no system credentials for this facility',
  },
  NO_STORAGE: { exitCode: 66, ja: '指定されたフォルダーを開けません', en: 'the folder given cannot be opened' },
  UNREACHABLE: { exitCode: 69, ja: 'ネットワークに接続できません', en: 'the network cannot be reached' },
  UNEXPECTED_ANSWER: {
    exitCode: 76,
    ja: 'ネットワークの応答が理解できません',
    en: "the network's answer is not of its API",
  },
  SIGN_IN_REFUSED: { exitCode: 77, ja: 'システムのサインインが拒否されました', en: "the system's sign-in was refused" },
  REFUSED: { exitCode: 77, ja: 'ネットワークに拒否されました', en: 'refused by the network' },
  ENTRUSTMENT_REQUIRED: {
    exitCode: 77,
    ja: '全患者を送る(--scope all)には、委託契約の記録が施設に必要です',
    en: 'sending all patients (--scope all) needs an entrustment recorded for the facility',
  },
  STOPPED: { exitCode: 130, ja: '中断されました', en: 'stopped' },
} as const satisfies Record<string, { exitCode: number; ja: string; en: string }>;

export type FailureCode = keyof typeof FAILURES;

/** Ends a run. `detail` carries codes and addresses, never contents or secrets. */
export class IngestFailure extends Error {
  readonly code: FailureCode;
  readonly detail: string | undefined;

  constructor(code: FailureCode, detail?: string) {
    super(detail === undefined ? FAILURES[code].en : `${FAILURES[code].en}: ${detail}`);
    this.name = 'IngestFailure';
    this.code = code;
    this.detail = detail;
  }
}
