/**
 * Somebody else was faster, or the state was not what it was taken for; `condition` names which, `conditions` all that failed. The deed may
 * be done again from its start. `certain`: no attempt of the call broke off in a way that may have written.
 */
export class ConflictError extends Error {
  readonly condition: string;
  readonly conditions: readonly string[];
  readonly certain: boolean;
  constructor(condition: string, told: { conditions?: readonly string[]; certain?: boolean } = {}) {
    super(`condition failed: ${condition}`);
    this.name = 'ConflictError';
    this.condition = condition;
    this.conditions = told.conditions ?? [condition];
    this.certain = told.certain ?? true;
  }
}

/**
 * The store is full, throttled or out of reach. `certain`: nothing was written for sure. `refused`: it does not take what it was given (too
 * large, or our defect), so that trying again is no use.
 */
export class StoreUnavailableError extends Error {
  readonly certain: boolean;
  readonly refused: boolean;
  constructor(cause: unknown, certain: boolean) {
    super('store unavailable', { cause });
    this.name = 'StoreUnavailableError';
    this.refused =
      cause instanceof Error && (cause.name === 'ValidationException' || cause.name === 'SerializationException');
    this.certain = certain;
  }
}

/** The audit record could not be written, so nothing may be answered. */
export class AuditUnavailableError extends Error {
  constructor(cause: unknown) {
    super('audit unavailable', { cause });
    this.name = 'AuditUnavailableError';
  }
}
