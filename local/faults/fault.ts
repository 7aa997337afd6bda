import { z } from 'zod';

const times = z.number().int().positive().optional();

/**
 * Something that the cloud does now and then and one machine never does. `table` is a physical name; every table when absent. `times` is how
 * often it strikes; until it is removed when absent.
 */
export const Fault = z.discriminatedUnion('kind', [
  /** A transaction is cancelled by another one; a single write is refused with TransactionConflictException. */
  z.strictObject({ kind: z.literal('transactionConflict'), table: z.string().optional(), times }),
  /** ProvisionedThroughputExceededException, which on-demand tables answer while they grow. */
  z.strictObject({
    kind: z.literal('throttling'),
    table: z.string().optional(),
    operation: z.string().optional(),
    times,
  }),
  /** The connection breaks before an answer. With `afterwards` the store has done what was asked: nobody knows. */
  z.strictObject({
    kind: z.literal('unreachable'),
    table: z.string().optional(),
    operation: z.string().optional(),
    afterwards: z.boolean().optional(),
    times,
  }),
  /** InternalServerError, for one operation if it is named (`PutItem` on the audit table). */
  z.strictObject({ kind: z.literal('failure'), table: z.string().optional(), operation: z.string().optional(), times }),
  /** Items written within the last milliseconds are not in any index yet. */
  z.strictObject({ kind: z.literal('indexLag'), table: z.string().optional(), milliseconds: z.number().positive() }),
  /** Every batch of a stream arrives twice. */
  z.strictObject({ kind: z.literal('duplicateStreamRecords') }),
  /** AppConfig's extension goes on answering the version deployed before the latest one (the latest where there is no other). */
  z.strictObject({ kind: z.literal('staleFlag') }),
  /** AppConfig's extension answers 500, JSON that is cut off, or nothing at all. */
  z.strictObject({ kind: z.literal('unreadableFlag'), as: z.enum(['failure', 'malformed', 'silence']) }),
]);
export type Fault = z.output<typeof Fault>;

/** What a request is about, as far as faults care. */
export type Aim = { tables: string[]; operation: string };

/** The faults that are on. */
export class FaultSwitches {
  #faults: Fault[] = [];

  set(faults: Fault[]): void {
    this.#faults = faults;
  }

  list(): Fault[] {
    return this.#faults;
  }

  /** The first fault of a kind that a request meets; counts it, and removes it when its times are over. */
  strike<K extends Fault['kind']>(kind: K, aim: Aim): Extract<Fault, { kind: K }> | undefined {
    const found = this.#faults.find((fault) => fault.kind === kind && meets(fault, aim));
    if (!found) return undefined;
    if ('times' in found && found.times !== undefined) {
      this.#faults = this.#faults.flatMap((fault) => (fault === found ? withOneLess(found) : [fault]));
    }
    return found as Extract<Fault, { kind: K }>;
  }

  /** How long indexes lag, in milliseconds. */
  indexLag(table: string): number {
    const found = this.#faults.find(
      (fault) => fault.kind === 'indexLag' && meets(fault, { tables: [table], operation: 'Query' }),
    );
    return found?.kind === 'indexLag' ? found.milliseconds : 0;
  }
}

function meets(fault: Fault, aim: Aim): boolean {
  const isTable = !('table' in fault) || fault.table === undefined || aim.tables.includes(fault.table);
  return isTable && (!('operation' in fault) || fault.operation === undefined || fault.operation === aim.operation);
}

function withOneLess(fault: Fault): Fault[] {
  if (!('times' in fault) || fault.times === undefined) return [fault];
  return fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
}
