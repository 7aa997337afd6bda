import { confirmEms } from '../../functions/ems/confirm-ems.ts';
import { lookUpEms } from '../../functions/ems/look-up-ems.ts';
import { readEmsTimeline } from '../../functions/timeline/read-ems-timeline.ts';
import type { Operation, OutputOf } from '../../schemas/operation.ts';
import type { Asked } from '../in-process.ts';
import type { BenchRegion } from '../region.ts';
import { type Cell, percentile, type Table } from '../report/figures.ts';
import { forgetAttempts } from '../world/attempts.ts';
import { addStranger, askedLookUp, SIGNED, type Stranger } from '../world/strangers.ts';
import type { World } from '../world/world.ts';
import { DOCTOR } from './loop.ts';
import { prepareRequest, Sender } from './requests.ts';
import { tokenOfStaff } from './tokens.ts';

const JOURNEYS = 20;
/** From the ambulance bay to the record. */
const MOST_ACTIONS = 4;
const MOST_MS = 5000;

/** What the person at the terminal does for each request; the timeline follows by itself. */
const STEPS = [
  { operation: lookUpEms.operation, actions: ['facility', 'ID@EMS'] },
  { operation: confirmEms.operation, actions: ['this person', 'consent (signed)'] },
  { operation: readEmsTimeline.operation, actions: [] },
] as const;

/** The whole way of an emergency look over HTTP, as the clinic's doctor: from the ID on a card to the record of somebody unknown. */
export async function emergency({ bench, world }: { bench: BenchRegion; world: World }): Promise<Table> {
  const sender = new Sender(bench.region.url);
  const token = tokenOfStaff(bench, DOCTOR);
  const journeys: number[][] = [];
  try {
    await forgetAttempts(world.store, DOCTOR, 'ems');
    // The first one starts the functions' instances.
    for (let each = 0; each <= JOURNEYS; each += 1) {
      const stranger = await addStranger(world, { documented: true });
      const took = await journey({ sender, token: await token() }, stranger);
      if (each > 0) journeys.push(took);
    }
  } finally {
    sender.close();
  }
  return table(journeys);
}

type Terminal = { sender: Sender; token: string };

/** Milliseconds of each step. */
async function journey(terminal: Terminal, stranger: Stranger): Promise<number[]> {
  const look = await ask(terminal, lookUpEms.operation, askedLookUp(stranger));
  const { lookupId } = look.body;
  const confirmed = await ask(terminal, confirmEms.operation, { params: { lookupId }, body: SIGNED });
  const { grant } = confirmed.body;
  if (!grant) throw new Error('The confirmed look-up opened nothing');
  const timeline = await ask(terminal, readEmsTimeline.operation, { params: { grantId: grant.grantId } });
  const { entries, notes } = timeline.body;
  if (entries.length + notes.length === 0) throw new Error('The opened record shows nothing');
  return [look.ms, confirmed.ms, timeline.ms];
}

async function ask<O extends Operation>(
  { sender, token }: Terminal,
  operation: O,
  asked: Asked,
): Promise<{ ms: number; body: OutputOf<O> }> {
  const { ms, text } = await sender.ask(prepareRequest(operation, asked), token);
  return { ms, body: operation.response.schema.parse(JSON.parse(text)) as OutputOf<O> };
}

function table(journeys: readonly number[][]): Table {
  const times = (samples: readonly number[], budget: { atMost?: number } = {}): Cell[] => [
    { value: percentile(samples, 0.5), digits: 1, ...budget },
    { value: percentile(samples, 0.95), digits: 1 },
  ];
  const actions = STEPS.flatMap((step) => step.actions);
  const whole = journeys.map((steps) => steps.reduce((sum, ms) => sum + ms, 0));
  return {
    title: { ja: 'EMS: 患者IDから診療情報まで', en: 'EMS over HTTP: from the patient ID to the record' },
    columns: ['step', 'actions', 'HTTP calls', 'p50 ms', 'p95'],
    rows: [
      ...STEPS.map(({ operation, actions: done }, index): Cell[] => [
        operation.id,
        { value: done.length },
        { value: 1 },
        ...times(journeys.flatMap((steps) => steps[index] ?? [])),
      ]),
      [
        'ems',
        { value: actions.length, atMost: MOST_ACTIONS },
        { value: STEPS.length },
        ...times(whole, { atMost: MOST_MS }),
      ],
    ],
    notes: [
      `actions: ${actions.join(', ')}; ${JOURNEYS} people in turn, each unknown to the clinic, on instances that have answered before`,
    ],
  };
}
