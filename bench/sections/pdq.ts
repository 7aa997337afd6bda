import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchEmsCandidates } from '../../functions/ems/search-ems-candidates.ts';
import type { Runtime } from '../../layers/deed/index.ts';
import { ProblemError } from '../../layers/edge/index.ts';
import type { PdqQuery } from '../../layers/names/index.ts';
import type { OutputOf } from '../../schemas/operation.ts';
import { openBenchStore, peacetime, perform } from '../in-process.ts';
import type { BenchOptions } from '../options.ts';
import {
  PDQ_KINDS,
  PDQ_KINDS_BY_NAME,
  type PdqAnswer,
  type PdqKind,
  pdqFigures,
  pdqPersonAt,
  pdqTrials,
} from '../pdq-people.ts';
import type { Cell, Section, Table } from '../report/figures.ts';
import { Recorder } from '../spending/recorder.ts';
import { forgetAttempts } from '../world/attempts.ts';
import { bornOnCrowdedDay, CROWDED_DAY, CROWDED_NAME, facilityPatients, indexOf } from '../world/facility-patients.ts';
import { type OwnStore, openOwnStore } from '../world/own-store.ts';
import { mixed } from '../world/people.ts';
import { type Asked, askInTurn, cellsBySize, columnsBySize, notesOfSizes, thousands } from './by-size.ts';

/** Of each kind of mistake. */
const TRIALS = 60;
const SEARCHES_AT_ONCE = 25;
/** Of questions that take long. */
const FEWER = 30;
/** Per cent; `test/bench/pdq-people.test.ts` holds the comparison itself to the same. */
const RECALL = 95;
const PRECISION = 98;

/** The name search for an emergency (PDQ): its cost at several sizes of the network, and whom it finds although the name was misspelt. */
export async function* pdq({ patients }: BenchOptions): Section {
  if (process.env['AWS_ENDPOINT_URL_DYNAMODB']) return;
  const folder = mkdtempSync(join(tmpdir(), 'ism-link-pdq-'));
  const networks: Network[] = [];
  try {
    for (const size of patients) networks.push(await openNetwork(size, join(folder, String(size))));
    const asked: Asked[][] = [];
    for (const { asks, count } of QUESTIONS)
      asked.push(await askInTurn(networks, async (network, n) => (await search(network, asks(network, n))).ms, count));
    yield costs(networks, asked);
    yield await mistakes(networks);
  } finally {
    for (const { dynamoDb } of networks) await dynamoDb.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Network = OwnStore & { patients: number; measured: Runtime; recorder: Recorder; searches: number };

async function openNetwork(patients: number, dataDir: string): Promise<Network> {
  const secret = randomBytes(32).toString('hex');
  const opened = await openOwnStore(dataDir, { prefix: 'pdq', secret, records: facilityPatients(patients) });
  const recorder = new Recorder();
  const measured = { store: openBenchStore(opened.place, recorder), flag: peacetime };
  return { ...opened, patients, recorder, measured, searches: 0 };
}

type Question = { name: string; count?: number; asks: (network: Network, n: number) => PdqQuery };

const someone = ({ patients }: Network, n: number) => pdqPersonAt(mixed(n, 71, patients));

const QUESTIONS: Question[] = [
  {
    name: 'birth date, names in kana',
    asks: (network, n) => {
      const { birthDate, name } = someone(network, n);
      return { birthDate, family: name.familyKana, given: name.givenKana };
    },
  },
  {
    name: 'names alone, in kanji',
    asks: (network, n) => {
      const { family, given } = someone(network, n).name;
      return { family, given };
    },
  },
  {
    name: `a birth date of 900 (${CROWDED_DAY}), names in kanji; ${FEWER} requests`,
    count: FEWER,
    asks: (_, n) => {
      const { birthDate, name } = bornOnCrowdedDay(n);
      return { birthDate, family: name.family, given: name.given };
    },
  },
  {
    name: `a name of 900 (${CROWDED_NAME.family}${CROWDED_NAME.given}) alone; ${FEWER} requests`,
    count: FEWER,
    asks: () => ({ family: CROWDED_NAME.family, given: CROWDED_NAME.given }),
  },
];

type Found = { ms: number; items: OutputOf<typeof searchEmsCandidates.operation>['items'] };

/** One search through the deed, as the clinic's nurse; nobody is found where it asks for a more precise question. */
async function search(network: Network, query: PdqQuery): Promise<Found> {
  const { as, store, measured } = network;
  const claims = as.clinic;
  if (claims.kind === 'staff' && network.searches % SEARCHES_AT_ONCE === 0)
    await forgetAttempts(store, claims.staffId, 'pdq');
  network.searches += 1;
  const startedAt = performance.now();
  try {
    const answer = await perform({ deed: searchEmsCandidates, claims }, measured, { query });
    const ms = performance.now() - startedAt;
    return { ms, items: searchEmsCandidates.operation.response.schema.parse(answer).items };
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'SEARCH_TOO_BROAD')
      return { ms: performance.now() - startedAt, items: [] };
    throw error;
  }
}

function costs(networks: readonly Network[], asked: readonly Asked[][]): Table {
  return {
    title: { ja: '氏名検索（PDQ）の患者数による違い', en: 'PDQ: the same name searches at each number of patients' },
    columns: ['searchEmsCandidates', ...columnsBySize(networks)],
    rows: QUESTIONS.map(({ name }, index): Cell[] => [name, ...cellsBySize(asked[index] ?? [])]),
    notes: notesOfSizes(networks),
  };
}

type Trap = { kind: PdqKind; byName: boolean };
const TRAPS: readonly Trap[] = [
  ...PDQ_KINDS.map((kind) => ({ kind, byName: false })),
  ...PDQ_KINDS_BY_NAME.map((kind) => ({ kind, byName: true })),
];

async function mistakes(networks: readonly Network[]): Promise<Table> {
  const answers = new Map<Trap, PdqAnswer[][]>();
  for (const trap of TRAPS) {
    const ofEach: PdqAnswer[][] = [];
    for (const network of networks) ofEach.push(await tried(network, trap));
    answers.set(trap, ofEach);
  }
  const dated = TRAPS.filter(({ byName }) => !byName).map((trap) => answers.get(trap) ?? []);
  const allDated = networks.map((_, index) => dated.flatMap((ofEach) => ofEach[index] ?? []));
  const rows = TRAPS.map((trap): Cell[] => [
    trap.byName ? `${trap.kind}, without birth date` : trap.kind,
    ...(answers.get(trap) ?? []).flatMap((ofEach) =>
      shares(ofEach, trap.kind === 'otherKana' ? {} : { recall: RECALL }),
    ),
  ]);
  return {
    title: { ja: '氏名検索（PDQ）の再現率と適合率', en: 'PDQ: whom it finds although the name was misspelt' },
    columns: [
      'mistake or trap',
      ...networks.flatMap(({ patients }) => [`${thousands(patients)}: searches`, 'recall %', 'precision %']),
    ],
    rows: [
      ...rows,
      ['all, with birth date', ...allDated.flatMap((ofEach) => shares(ofEach, { precision: PRECISION }))],
    ],
    notes: [
      'recall: of the people wanted, how many were among the rows answered; precision: of the rows answered, how many were the one wanted',
      'otherKana: any other kana in place of one, which in a given name makes a sibling’s name and is meant to find nobody (bench/pdq-people.ts)',
    ],
  };
}

async function tried(network: Network, { kind, byName }: Trap): Promise<PdqAnswer[]> {
  const answers: PdqAnswer[] = [];
  for (const trial of pdqTrials(kind, { people: network.patients, count: TRIALS, byName })) {
    const { items } = await search(network, trial.query);
    answers.push({ trial, found: items.map(indexOf) });
  }
  return answers;
}

const percent = (share: number, atLeast: number | undefined): Cell => ({
  value: share * 100,
  digits: 1,
  ...(atLeast !== undefined && { atLeast }),
});

/** By a name alone namesakes are found too: then precision says only how common names are. */
function shares(answers: readonly PdqAnswer[], atLeast: { recall?: number; precision?: number }): Cell[] {
  const { trials, recall, precision } = pdqFigures(answers);
  return [{ value: trials }, percent(recall, atLeast.recall), percent(precision, atLeast.precision)];
}
