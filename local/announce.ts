import type { RunningRegion } from './running-region.ts';

/** A person who can sign in to the demo, as `DIR/accounts.json` lists them. */
export type Account = { username: string; password: string; staffId: string; facilityId: string; role: string };

/** Says what runs and who can sign in. */
export function printRegion(region: RunningRegion, accounts: Account[]): void {
  const lines = [
    '',
    `リージョン / region      ${region.url}/`,
    `API の説明 / API page    ${region.url}/docs`,
    `サインイン / sign-in     npm run --silent token -- ${accounts[0]?.username ?? 'USERNAME'}`,
    `データ / data            ${region.dataDir}`,
    '',
    ...table([
      ['username', 'password', 'role', 'facility'],
      ...accounts.map((one) => [one.username, one.password, one.role, one.facilityId]),
    ]),
    '',
    'Ctrl-C で終了します。データは残ります。 / Ctrl-C stops it; the data stays.',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function table(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
