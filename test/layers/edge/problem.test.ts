import { describe, expect, it } from '@jest/globals';
import { ProblemError, problemAnswer } from '../../../layers/edge/index.ts';
import { PROBLEMS, Problem, type ProblemCode } from '../../../schemas/problems.ts';

const codes = Object.keys(PROBLEMS) as ProblemCode[];
const answered = (...thrown: ConstructorParameters<typeof ProblemError>) => {
  const answer = problemAnswer(new ProblemError(...thrown), 'request 1');
  return { ...answer, problem: JSON.parse(answer.body) as Problem };
};

describe('a problem', () => {
  it.each(codes)('%s is an RFC 9457 document in both languages, with its status, and never cached', (code) => {
    const { statusCode, headers, problem } = answered(code);
    expect(Problem.parse(problem)).toMatchObject({
      code,
      status: statusCode,
      type: `urn:ism-link:problem:${code}`,
      requestId: 'request 1',
    });
    expect(statusCode).toBe(PROBLEMS[code].status);
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(problem.title).toMatch(/[\p{Script=Hiragana}\p{Script=Han}]/u);
    expect(problem.titleEn).toMatch(/^[\x20-\x7e]+$/);
  });

  it('of a network that is unavailable says when to try again, others only where told', () => {
    for (const code of codes) {
      const { statusCode, headers } = answered(code);
      expect(headers['retry-after']).toBe(statusCode === 503 ? '2' : undefined);
    }
    expect(answered('CONFLICT', { retryAfterSeconds: 1 }).headers['retry-after']).toBe('1');
    expect(answered('UNAVAILABLE', { retryAfterSeconds: 30 }).headers['retry-after']).toBe('30');
  });

  it('carries faults, rules and what else was told, and nothing else', () => {
    const errors = [{ pointer: '/body/x', code: 'type', message: '型', messageEn: 'type' }];
    const { problem } = answered('FORBIDDEN', { because: ['BASE-01'], errors, extra: { candidates: [] } });
    expect(problem).toMatchObject({ because: ['BASE-01'], errors, candidates: [] });
    expect(Object.keys(answered('FORBIDDEN').problem).sort()).toEqual([
      'code',
      'requestId',
      'status',
      'title',
      'titleEn',
      'type',
    ]);
  });
});
