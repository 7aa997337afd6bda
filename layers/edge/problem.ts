import { type FieldError, PROBLEMS, type Problem, type ProblemCode } from '../../schemas/problems.ts';

export type ProblemDetail = {
  errors?: FieldError[];
  because?: string[];
  extra?: Record<string, unknown>;
  retryAfterSeconds?: number;
};

/** A refusal or failure in the caller's words; everything else that is thrown becomes INTERNAL. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly detail: ProblemDetail;
  constructor(code: ProblemCode, detail: ProblemDetail = {}) {
    super(code);
    this.name = 'ProblemError';
    this.code = code;
    this.detail = detail;
  }
}

export type HttpAnswer = { statusCode: number; headers: Record<string, string>; body: string };

/** RFC 9457 problem details. */
export const problemAnswer = (error: ProblemError, requestId: string): HttpAnswer => {
  const { status, title } = PROBLEMS[error.code];
  const { errors, because, extra, retryAfterSeconds } = error.detail;
  const problem: Problem = {
    type: `urn:ism-link:problem:${error.code}`,
    status,
    code: error.code,
    title: title.ja,
    titleEn: title.en,
    requestId,
    ...(because && { because }),
    ...(errors && { errors }),
    ...extra,
  };
  const retryAfter = retryAfterSeconds ?? (status === 503 ? 2 : undefined);
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    },
    body: JSON.stringify(problem),
  };
};
