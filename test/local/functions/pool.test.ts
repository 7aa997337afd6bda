import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../local/functions/instance.ts';
import { type Written, writeFunction } from './function-files.ts';

const opened: Written[] = [];
const start = (...given: Parameters<typeof writeFunction>): Written => {
  const written = writeFunction(...given);
  opened.push(written);
  return written;
};
afterEach(async () => {
  await Promise.all(opened.splice(0).map((written) => written.close()));
});

const call = (written: Written, event: object = {}): Promise<Outcome> => written.pool.invoke(JSON.stringify(event));
const payload = (outcome: Outcome): unknown => (outcome.kind === 'done' ? JSON.parse(outcome.payload) : outcome);

describe('a function', () => {
  it('gets its event and context, and answers JSON', async () => {
    const written = start(
      'return { event, arn: context.invokedFunctionArn, left: context.getRemainingTimeInMillis() > 4000, nothing: undefined };',
    );
    expect(payload(await call(written, { a: 1 }))).toEqual({
      event: { a: 1 },
      arn: 'arn:aws:lambda:ap-northeast-1:000000000000:function:tested',
      left: true,
    });
  });

  it('sees its own environment and nothing of this process', async () => {
    process.env['SECRET_OF_THE_HOST'] = 'x';
    const written = start('return Object.keys(process.env).sort();', { variables: { TABLE: 'records' } });
    expect(payload(await call(written))).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_REGION',
      'AWS_SECRET_ACCESS_KEY',
      'TABLE',
      '_X_AMZN_TRACE_ID',
    ]);
  });

  it('takes one event at a time in each instance, keeps what it loaded, and grows while events wait', async () => {
    const before = 'let running = 0; let most = 0; let calls = 0; const id = Math.random();';
    const source = `calls += 1; running += 1; most = Math.max(most, running);
      await new Promise((go) => setTimeout(go, 60)); running -= 1; return { id, most, calls };`;
    const written = start(source, { before });
    const answers = (await Promise.all(Array.from({ length: 12 }, () => call(written)))).map(
      (one) => payload(one) as { id: number; most: number; calls: number },
    );
    expect(Math.max(...answers.map((one) => one.most))).toBe(1);
    expect(new Set(answers.map((one) => one.id)).size).toBeGreaterThan(1);
    expect(Math.max(...answers.map((one) => one.calls))).toBeGreaterThan(1);
  });

  it('that throws has failed, and its instance goes on', async () => {
    const written = start('if (event.bad) throw new TypeError("no such thing"); return process.pid ? id : 0;', {
      before: 'const id = Math.random();',
    });
    const first = payload(await call(written));
    expect(await call(written, { bad: true })).toEqual({
      kind: 'failed',
      errorType: 'TypeError',
      errorMessage: 'no such thing',
    });
    expect(payload(await call(written))).toBe(first);
  });

  it.each([
    ['crashes outside its promise', 'setTimeout(() => { throw new Error("boom"); }, 1); await new Promise(() => {});'],
    ['leaves a rejection unhandled', 'void Promise.reject(new Error("boom")); await new Promise(() => {});'],
    ['exits', 'process.exit(3);'],
  ])('that %s has failed, and another instance takes its place', async (_name, source) => {
    const written = start(`if (event.bad) { ${source} } return "well";`);
    expect(await call(written, { bad: true })).toMatchObject({ kind: 'failed', errorType: 'Runtime.ExitError' });
    expect(payload(await call(written))).toBe('well');
  });

  it('that does not end is ended at its timeout, even in an endless loop', async () => {
    const written = start('if (event.bad) for (;;); return "well";', { timeoutSeconds: 0.3 });
    expect(await call(written, { bad: true })).toMatchObject({ kind: 'failed', errorType: 'Sandbox.Timedout' });
    expect(payload(await call(written))).toBe('well');
  });

  it('that cannot be loaded fails each event, and is tried again', async () => {
    const written = start('return 1;', { before: 'throw new Error("cannot load");' });
    await expect(written.pool.warm()).rejects.toThrow('cannot load');
    expect(await call(written)).toMatchObject({ kind: 'failed', errorType: 'Runtime.InitError' });
    expect(await call(written)).toMatchObject({ kind: 'failed', errorType: 'Runtime.InitError' });
  });

  it('may not answer more than 6 MB', async () => {
    const written = start('return "x".repeat(6 * 1024 * 1024);');
    expect(await call(written)).toMatchObject({ kind: 'failed', errorType: 'Function.ResponseSizeTooLarge' });
  });

  it('writes JSON lines to its log, whatever it prints', async () => {
    const written = start(
      'console.log("plain words"); console.log(JSON.stringify({ level: "INFO", own: 1 })); console.error("bad"); return 1;',
    );
    await call(written);
    await written.close();
    const lines = readFileSync(written.logFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual(expect.objectContaining({ level: 'INFO', message: 'plain words' }));
    expect(lines).toContainEqual({ level: 'INFO', own: 1 });
    expect(lines).toContainEqual(expect.objectContaining({ level: 'ERROR', message: 'bad' }));
  });
});
