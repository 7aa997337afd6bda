import type { AnyDeed } from '../../layers/deed/index.ts';
import type { StaffId } from '../../schemas/primitives.ts';
import type { Asked } from '../in-process.ts';
import type { Floor } from '../spending/floor.ts';
import type { As, World } from '../world/world.ts';

/** One way to use an operation, and what the design lets it cost. */
export type Scenario = {
  /** Added to the operation's id where there are several. */
  variant?: string;
  deed: AnyDeed;
  as: As;
  /** `look` ≤ 3 sequential calls, `other` ≤ 2; `excepted` has an effect outside DynamoDB, or is named as an exception. */
  kind: 'look' | 'other' | 'excepted';
  floor: Floor;
  /** The n-th request; what may be done once only finds a record of its own. */
  asks: (world: World, n: number) => Asked | Promise<Asked>;
  /** Also asked over HTTP, for latency and rate. */
  overHttp?: boolean;
  /** Before the n-th request over HTTP, outside its time. */
  between?: (world: World, by: { n: number; staffId: StaffId }) => Promise<void>;
};

export const CALLS = { look: 3, other: 2, excepted: undefined } as const;
export const nameOf = ({ deed, variant }: Scenario): string =>
  variant === undefined ? deed.operation.id : `${deed.operation.id}, ${variant}`;

/** What tells who asks: by personal ID, or as a facility's system. */
export const STAFF: NonNullable<Floor['get']> = ['Staff', 'Session', 'Facility'];
export const SYSTEM: NonNullable<Floor['get']> = ['System', 'Facility'];
/** A patient with links and consents lies together. */
export const ACCESS = { of: ['Patient', 'Link', 'Consent'], questions: 1 } satisfies NonNullable<
  Floor['query']
>[number];
export const PROFILE = { of: ['FacilityPatient', 'Claim'], questions: 1 } satisfies NonNullable<Floor['query']>[number];
/** An EMS access lies together with its obligations and messages. */
export const GRANT = { of: ['EmsGrant', 'Obligation', 'EmsMessage'], questions: 1 } satisfies NonNullable<
  Floor['query']
>[number];
/** An Idempotency-Key that was never seen. */
export const NEW_KEY = 1;

/** One of a list, in turn. */
export const inTurn = <T>(list: readonly T[], n: number): T => {
  const chosen = list[n % list.length];
  if (chosen === undefined) throw new Error('The list is empty');
  return chosen;
};
