import type { Capability } from '../schemas/operation.ts';

/** Functions that answer events, or a service of AWS, instead of requests; also folders in `functions/`. */
export const EVENT_FUNCTIONS = ['scan-document', 'audit-guard', 'validate-flag', 'remind'] as const;
type EventFunction = (typeof EVENT_FUNCTIONS)[number];
export type FunctionName = Capability | EventFunction;

/**
 * What each verb of the table below means to IAM. A transaction is judged item by item: `TransactGetItems` as GetItem, and
 * `TransactWriteItems` as PutItem, UpdateItem, DeleteItem and ConditionCheckItem (IAM knows no action of those names).
 * Scan is in no verb: nobody may read a table from end to end.
 */
export const TABLE_VERBS = {
  read: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:ConditionCheckItem'],
  write: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
  /** Counts attempts, so that nobody tries local IDs until one fits: within `COUNTERS` alone. */
  count: ['dynamodb:UpdateItem'],
  /** Writes items of a few kinds: within `KEPT` alone. */
  keep: ['dynamodb:PutItem'],
} as const;

/**
 * What `count` may touch: partitions of members of staff, and of an item there no attribute but a counter's own and its key (which
 * `dynamodb:Attributes` counts among what an update names). A role, a state or a session is out of its reach. IAM knows no sort keys.
 */
export const COUNTERS = {
  partitions: ['staff#*'],
  attributes: ['pk', 'sk', 'entity', 'count', 'expiresAtSeconds'],
} as const;

/**
 * The partitions that `keep` may write, of each table: requests that are not to be done twice; disaster rules, their ledger, and the network's
 * choices. Whoever declares a rule touches no patient's record, no member of staff and no facility.
 */
export const KEPT = {
  records: ['I#*'],
  directory: ['disaster-rules', 'disaster-ledger', 'network'],
} as const;

/** The audit is appended to by everybody and read, through its two indexes, by one function. Nobody changes or removes an event. */
export const AUDIT_VERBS = {
  append: ['dynamodb:PutItem'],
  queryIndexes: ['dynamodb:Query'],
} as const;

export const OBJECT_VERBS = {
  put: ['s3:PutObject'],
  get: ['s3:GetObject', 's3:GetObjectVersion'],
} as const;

export type Permissions = {
  records?: readonly ('read' | 'write' | 'keep')[];
  directory?: readonly (keyof typeof TABLE_VERBS)[];
  audit?: readonly (keyof typeof AUDIT_VERBS)[];
  /** On `documents/*` in the document bucket. */
  objects?: readonly (keyof typeof OBJECT_VERBS)[];
  /** Reads the feature flag `disaster-mode`. Nobody here may set it: that is for people, by AppConfig's own API. */
  flag?: true;
  /** Sends mail from the stage's one address. */
  mail?: true;
};

/** Who may touch what. One line a function; the roles are made from this and from nothing else. */
export const PERMISSIONS: Record<FunctionName, Permissions> = {
  registration: { records: ['read', 'write'], directory: ['read', 'count'], audit: ['append'] },
  consent: { records: ['read', 'write'], directory: ['read'], audit: ['append'] },
  documents: {
    records: ['read', 'write'],
    directory: ['read'],
    audit: ['append'],
    objects: ['put', 'get'],
  },
  // Keeps which summaries were printed under which key, and nothing else.
  timeline: { records: ['read', 'keep'], directory: ['read'], audit: ['append'], objects: ['get'], flag: true },
  ems: { records: ['read', 'write'], directory: ['read', 'count'], audit: ['append'], flag: true },
  obligations: { records: ['read', 'write'], directory: ['read'], audit: ['append'] },
  disaster: { records: ['read', 'keep'], directory: ['read', 'keep'], audit: ['append'], flag: true },
  directory: { records: ['read'], directory: ['read', 'write'], audit: ['append'], flag: true },
  audit: { records: ['read'], directory: ['read'], audit: ['append', 'queryIndexes'] },
  ingest: { records: ['read', 'write'], directory: ['read'], audit: ['append'] },
  // The verdict is in the event: nothing is asked of the bucket.
  'scan-document': { records: ['read', 'write'], audit: ['append'] },
  // Reads the audit's stream alone (see `api/audit-guard.ts`).
  'audit-guard': {},
  // Judges the form of a configuration, which is in the event.
  'validate-flag': {},
  remind: { records: ['read', 'write'], directory: ['read'], audit: ['append'], mail: true },
};
