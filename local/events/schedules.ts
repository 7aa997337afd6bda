import type { Outcome } from '../functions/instance.ts';
import type { FunctionPool } from '../functions/pool.ts';
import { envelopeOf } from './bus.ts';
import type { Journal } from './journal.ts';
import type { Rule } from './rules.ts';
import { readSchedule, type Schedule } from './schedule-expression.ts';

type ScheduledRule = Extract<Rule, { schedule: string }>;

type SchedulesParts = {
  rules: Rule[];
  region: string;
  account: string;
  journal: Journal;
  functions: Map<string, FunctionPool>;
  /** Called when there is something to deliver. */
  wake: () => void;
  now?: () => number;
};

/** Node's timers reach no further than 24 days; and a machine that slept is noticed within the hour. */
const LONGEST_WAIT = 3_600_000;

/**
 * The rules that run by the clock. What falls due while the region is down is not made up for, as EventBridge does not when a rule was disabled:
 * the next time is always in the future.
 */
export class Schedules {
  readonly #parts: SchedulesParts;
  readonly #now: () => number;
  readonly #rules: (ScheduledRule & { next: Schedule; since: number })[];
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(parts: SchedulesParts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
    this.#rules = parts.rules.flatMap((rule) =>
      'schedule' in rule
        ? [{ ...rule, next: readSchedule(rule.schedule), since: parts.journal.scheduledSince(rule.arn) }]
        : [],
    );
    for (const rule of this.#rules) this.#wait(rule, rule.next(this.#now(), rule.since));
  }

  /** Calls a function as its schedule would, now, and waits for what becomes of it; undefined where no schedule calls it. */
  run(functionArn: string): Promise<Outcome> | undefined {
    const rule = this.#rules.find(({ targets }) => targets.includes(functionArn));
    return rule && this.#parts.functions.get(functionArn)?.invoke(this.#eventOf(rule, this.#now()));
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #wait(rule: ScheduledRule & { next: Schedule; since: number }, due: number | undefined): void {
    if (due === undefined) return;
    const left = due - this.#now();
    const timer = setTimeout(
      () => {
        if (this.#now() < due) return this.#wait(rule, due);
        this.#begin(rule, due);
        this.#wait(rule, rule.next(this.#now(), rule.since));
      },
      Math.max(0, Math.min(left, LONGEST_WAIT)),
    );
    this.#timers.set(rule.arn, timer.unref());
  }

  #begin(rule: ScheduledRule, due: number): void {
    for (const target of rule.targets)
      this.#parts.journal.addJob({ kind: 'deliver', target, body: this.#eventOf(rule, due) });
    this.#parts.wake();
  }

  /** EventBridge user guide, "Amazon EventBridge events: scheduled events". */
  #eventOf(rule: ScheduledRule, at: number): string {
    const { region, account } = this.#parts;
    const event = { source: 'aws.events', detailType: 'Scheduled Event', resources: [rule.arn], detail: {} };
    return JSON.stringify(envelopeOf({ ...event, at: new Date(at) }, { region, account }));
  }
}
