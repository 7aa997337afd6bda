import { FACILITY } from '../../local/demo/facilities.ts';
import type { StaffId } from '../../schemas/primitives.ts';
import type { BenchRegion } from '../region.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { World } from '../world/world.ts';
import { type Prepared, prepareRequest, Sender } from './requests.ts';
import { tokenOfStaff, tokenOfSystem } from './tokens.ts';

/** What a loop measured: every answer's time, and answers a second. */
export type Measured = { samples: number[]; perSecond: number };

export const DOCTOR = `${FACILITY.testClinic}.doctor` as StaffId;
/** More than this are not made ready: a loop ends early where answers come faster. */
const MOST_REQUESTS_A_SECOND = 250;
const FEWEST = 10;

/** Asks a running region over HTTP as the clinic's doctor, or as the hospital's system. */
export class HttpLoop {
  readonly #sender: Sender;
  readonly #tokens: Record<'staff' | 'system', () => Promise<string>>;
  readonly #world: World;
  #n = 0;

  constructor(bench: BenchRegion, world: World) {
    this.#sender = new Sender(bench.region.url);
    this.#world = world;
    this.#tokens = {
      staff: tokenOfStaff(bench, DOCTOR),
      system: tokenOfSystem(bench, FACILITY.tyHospital),
    };
  }

  /** Asks for some seconds, `atOnce` at a time. */
  async run(scenario: Scenario, { seconds, atOnce }: { seconds: number; atOnce: number }): Promise<Measured> {
    const ready = await this.#prepared(scenario, Math.max(FEWEST, Math.ceil(seconds * MOST_REQUESTS_A_SECOND)));
    const token = await this.#tokens[scenario.as === 'system' ? 'system' : 'staff']();
    const samples: number[] = [];
    const startedAt = performance.now();
    const isOver = (): boolean => performance.now() - startedAt > seconds * 1000;
    const worker = async (): Promise<void> => {
      for (let next = ready.shift(); next && !isOver(); next = ready.shift()) {
        this.#n += 1;
        await scenario.between?.(this.#world, { n: this.#n, staffId: DOCTOR });
        samples.push((await this.#sender.ask(next, token)).ms);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return { samples, perSecond: (samples.length / (performance.now() - startedAt)) * 1000 };
  }

  async #prepared({ deed, asks }: Scenario, count: number): Promise<Prepared[]> {
    const prepared: Prepared[] = [];
    for (let n = 0; n < count; n += 1) prepared.push(prepareRequest(deed.operation, await asks(this.#world, n)));
    return prepared;
  }

  close(): void {
    this.#sender.close();
  }
}
