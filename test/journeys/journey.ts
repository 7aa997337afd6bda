import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createClient, type Outcome } from '../../schemas/client.ts';
import type { Operation, OutputOf } from '../../schemas/operation.ts';
import type { Problem } from '../../schemas/problems.ts';
import { startTestRegion, type TestRegion } from '../region.ts';
import { secretsOf, wordsOf } from './leaks.ts';
import type { TestPerson } from './people.ts';

/** A typed client that speaks as one person, or as one facility's system. */
export type Caller = ReturnType<typeof createClient>;

/** A region with nobody registered, and those who work in it. */
export class Journey {
  readonly region: TestRegion;

  private constructor(region: TestRegion) {
    this.region = region;
  }

  /** `faults`: with fault switches, and schedules that can be run. */
  static async begin(options: { faults?: boolean } = {}): Promise<Journey> {
    return new Journey(await startTestRegion({ empty: true, ...options }));
  }

  /** By personal ID: `test-clinic.doctor`. */
  as(staffId: string): Caller {
    return createClient({ origin: this.region.url, token: () => this.region.tokenOf(staffId) });
  }

  systemOf(facilityId: string): Caller {
    return createClient({ origin: this.region.url, token: () => this.region.systemTokenOf(facilityId) });
  }

  end(): Promise<void> {
    return this.region.stop();
  }

  /** Which of the people's words, of what somebody wrote about them, and of the region's secrets, stand in its logs. */
  leaked(people: readonly TestPerson[], written: readonly string[] = []): string[] {
    const logs = join(this.region.dataDir, 'logs');
    const files = readdirSync(logs, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const text = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')).join('\n');
    if (!text.includes('answered')) throw new Error('The functions logged nothing: this would prove nothing');
    return [...people.flatMap(wordsOf), ...written, ...secretsOf(this.region)].filter((word) => text.includes(word));
  }
}

/** The body of an answer that must be a success. */
export const done = <O extends Operation>(outcome: Outcome<O>): OutputOf<O> => {
  if (outcome.ok) return outcome.body;
  throw new Error(`${outcome.status} ${JSON.stringify(outcome.problem)}`);
};

/** The problem of an answer that must be none. */
export const refused = <O extends Operation>(outcome: Outcome<O>): Problem => {
  if (!outcome.ok) return outcome.problem;
  throw new Error(`${outcome.status} where a refusal was expected`);
};

/** Asks again until `is` holds: for what events bring about. Throws after ten seconds. */
export const eventually = async <T>(ask: () => Promise<T>, is: (answer: T) => boolean): Promise<T> => {
  for (const deadline = Date.now() + 10_000; ; await wait(50)) {
    const answer = await ask();
    if (is(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`It did not come to pass: ${JSON.stringify(answer)}`);
  }
};
