import { parseArgs } from 'node:util';

export const SECTIONS = ['bundles', 'operations', 'ingest', 'scale', 'pdq'] as const;
export type SectionName = (typeof SECTIONS)[number];

export type BenchOptions = {
  sections: SectionName[];
  /** Sizes of the network, in patients, smallest first. */
  patients: number[];
  /** How long each operation is asked, seconds, once alone and once by several at a time. */
  seconds: number;
  jsonFile: string | undefined;
  help: boolean;
};

export const USAGE = `npm run bench -- [${SECTIONS.join(' | ')} …] [--patients N,N] [--seconds N] [--json FILE]

  ${SECTIONS.join(' | ')}   測る項目(既定は全部)  what to measure (default: everything)
  --patients N,N   scale と pdq の患者数(既定 10000,100000。1000000 まで試せる)  patients to measure scale and pdq at
  --seconds N      一操作あたりの秒数(既定 1.5)  how long each operation is asked
  --json FILE      数値をJSONでも書く  writes the figures as JSON too
`;

/** The command line is wrong. */
export class UsageProblem extends Error {}

const DECLARED = {
  patients: { type: 'string', default: '10000,100000' },
  seconds: { type: 'string', default: '1.5' },
  json: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

function parsed(argv: string[]) {
  try {
    return parseArgs({ args: argv, allowPositionals: true, options: DECLARED });
  } catch (error) {
    throw new UsageProblem((error as Error).message);
  }
}

/** Reads the command line. Throws UsageProblem. */
export function readOptions(argv: string[]): BenchOptions {
  const { values, positionals } = parsed(argv);
  const unknown = positionals.filter((name) => !(SECTIONS as readonly string[]).includes(name));
  if (unknown.length > 0) throw new UsageProblem(`There is no section ${unknown.join(', ')}`);
  const patients = values.patients.split(',').map((text) => within(text, { from: 1000, to: 2_000_000 }));
  return {
    sections: positionals.length === 0 ? [...SECTIONS] : SECTIONS.filter((name) => positionals.includes(name)),
    patients: patients.sort((a, b) => a - b),
    seconds: within(values.seconds, { from: 0.2, to: 60 }),
    jsonFile: values.json,
    help: values.help,
  };
}

function within(text: string, { from, to }: { from: number; to: number }): number {
  const value = Number(text);
  if (value >= from && value <= to) return value;
  throw new UsageProblem(`${text} is not between ${from} and ${to}`);
}
