import type { FieldError, Problem } from '../../schemas/problems.ts';

/** A problem that the API answered, thrown so that queries and mutations carry it. */
export class ProblemError extends Error {
  readonly problem: Problem;
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: Problem, retryAfterSeconds?: number) {
    super(problem.code);
    this.name = 'ProblemError';
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The problem's code; `OFFLINE` where no answer came at all. */
export const codeOf = (error: unknown): string => (error instanceof ProblemError ? error.problem.code : 'OFFLINE');

/** Field errors by JSON pointer of the body: `/demographics/birthDate`. Those of query and path keep their name. */
export const fieldErrorsOf = (error: unknown): Record<string, FieldError> => {
  const errors = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  return Object.fromEntries(errors.map((field) => [field.pointer.replace(/^\/(body|query|path)(?=\/)/, ''), field]));
};

/** The look is over: the right to it was withdrawn, ended, or never was. What was shown must go. */
export const isClosed = (error: unknown): boolean =>
  ['FORBIDDEN', 'NOT_FOUND', 'EMS_GRANT_OVER', 'PATIENT_MERGED'].includes(codeOf(error));
