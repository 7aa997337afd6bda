import type { IngestReport } from './tally.ts';

/** Rejections shown in the table; the JSON report has all of them. */
const MOST_SHOWN = 50;

/** The account of a run as people read it: Japanese first, English beside it. */
export function reportTable(report: IngestReport): string {
  const { files, skipped } = report;
  const rows: [ja: string, en: string, count: number][] = [
    ['患者', 'patients', report.patients],
    ['読んだファイル', 'files read', files.read],
    ['　登録', 'stored', files.stored],
    ['　変更なし', 'unchanged', files.unchanged],
    ['　旧版', 'superseded', files.superseded + files.older],
    ['　削除', 'removed', files.removed],
    ['　保管対象外', 'not kept by the network', files.notKept],
    ['　拒否', 'rejected', files.rejected],
    ['紐づけなしの患者', 'patients not linked', skipped.notLinkedPatients],
    ['除外された患者', 'patients excluded', skipped.excludedPatients],
    ['紐づけなしのファイル', 'files of patients not linked', skipped.notLinkedFiles],
    ['除外されたファイル', 'files of patients excluded', skipped.excludedFiles],
    ['最新データ要求への応答', 'latest-data requests answered', report.refreshed],
  ];
  return [...alwaysShown(rows).map(line), ...notesOf(report), ...rejectionsOf(report), ...failureOf(report)].join('\n');
}

/** Counts of zero are left out, but for the three that answer "did anything happen". */
function alwaysShown(rows: [string, string, number][]): [string, string, number][] {
  return rows.filter(([, en, count]) => count > 0 || ['files read', 'stored', 'rejected'].includes(en));
}

function line([ja, en, count]: [string, string, number]): string {
  return `${padded(ja, 26)}${String(count).padStart(9)}  ${en}`;
}

function notesOf({ notes }: IngestReport): string[] {
  return notes.map(({ ja, en, count, example }) => {
    const detail = example.detail === undefined ? '' : ` [${example.detail}]`;
    return `  注 ${ja} / ${en}: ${count} (${example.file}${detail})`;
  });
}

function rejectionsOf({ rejected }: IngestReport): string[] {
  if (rejected.length === 0) return [];
  const shown = rejected.slice(0, MOST_SHOWN).map(({ file, code, ja, en, detail }) => {
    const why = detail === undefined ? '' : ` [${detail}]`;
    return `  ${code}  ${file}\n    ${ja} / ${en}${why}`;
  });
  const more = rejected.length - shown.length;
  return [
    '',
    '拒否されたファイル / Rejected files',
    ...shown,
    ...(more > 0 ? [`  … 他${more}件 / and ${more} more (--json)`] : []),
  ];
}

function failureOf({ failure }: IngestReport): string[] {
  if (failure === undefined) return [];
  const detail = failure.detail === undefined ? '' : ` [${failure.detail}]`;
  return ['', `${failure.ja} / ${failure.en}${detail}`];
}

/** Pads by columns of a terminal: most Japanese characters take two. */
function padded(text: string, columns: number): string {
  const width = [...text].reduce((sum, character) => sum + (/[\u1100-\uffdc]/.test(character) ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(1, columns - width));
}
