import type { FlagTrouble } from '../appconfig/extension.ts';
import type { TableSpec } from '../dynamodb/tables.ts';
import { type FaultControl, faultsAreWanted, type RunSchedule, startFaultControl } from './control.ts';
import { FaultSwitches } from './fault.ts';
import { FaultyDynamoDb } from './proxy.ts';

/** The fault switches of a region: the store as the functions then see it, and where tests turn them. */
export class Faults {
  readonly #switches: FaultSwitches;
  readonly #proxy: FaultyDynamoDb;
  readonly #control: FaultControl;
  /** The store, with its faults. */
  readonly endpoint: string;

  /** Nothing unless `ISM_LINK_FAULTS=1` stands in the environment. */
  static async openIfWanted(of: { endpoint: string; tables: TableSpec[] }): Promise<Faults | undefined> {
    if (!faultsAreWanted()) return undefined;
    const switches = new FaultSwitches();
    const keys = new Map(of.tables.map((table) => [table.name, table.KeySchema.map((key) => key.AttributeName)]));
    const proxy = new FaultyDynamoDb({ endpoint: of.endpoint, switches, keys });
    return new Faults({ switches, proxy, endpoint: await proxy.open(), control: await startFaultControl(switches) });
  }

  private constructor(parts: {
    switches: FaultSwitches;
    proxy: FaultyDynamoDb;
    control: FaultControl;
    endpoint: string;
  }) {
    this.#switches = parts.switches;
    this.#proxy = parts.proxy;
    this.#control = parts.control;
    this.endpoint = parts.endpoint;
  }

  get url(): string {
    return this.#control.url;
  }

  get token(): string {
    return this.#control.token;
  }

  duplicatesStreamRecords(): boolean {
    return this.#switches.list().some((fault) => fault.kind === 'duplicateStreamRecords');
  }

  /** What is wrong with the flag's extensions. */
  flagTrouble(): FlagTrouble | undefined {
    for (const fault of this.#switches.list()) {
      if (fault.kind === 'staleFlag') return 'stale';
      if (fault.kind === 'unreadableFlag') return fault.as;
    }
    return undefined;
  }

  /** Lets tests run schedules at once, from now on. */
  openSchedules(run: RunSchedule): void {
    this.#control.openSchedules(run);
  }

  async close(): Promise<void> {
    await Promise.all([this.#control.close(), this.#proxy.close()]);
  }
}
