import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Journal } from '../../../local/events/journal.ts';
import { type Rule, rulesOf } from '../../../local/events/rules.ts';
import { Schedules } from '../../../local/events/schedules.ts';
import { openTemplate } from '../../../local/template/template.ts';
import { type Written, writeFunction } from '../functions/function-files.ts';
import { writeAssembly } from '../template/assembly-files.ts';

const HOUR = 3_600_000;
const START = new Date('2026-11-22T03:00:00Z').getTime();
const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A clock that a test moves; it also goes on by itself. */
const clockAt = (start: number) => {
  const begun = performance.now();
  const clock = { ahead: 0, now: () => start + clock.ahead + Math.floor(performance.now() - begun) };
  return clock;
};

function open(given: { dataDir?: string; clock?: { now: () => number }; rule?: Partial<Rule>; source?: string } = {}) {
  const dataDir = given.dataDir ?? mkdtempSync(join(tmpdir(), 'schedules-'));
  const clock = given.clock ?? clockAt(START);
  const journal = new Journal(dataDir, clock.now);
  const written: Written = writeFunction(given.source ?? 'return event;');
  const target = written.pool.arn;
  const rule = { id: 'Api/Hourly', arn: 'arn:rule/hourly', targets: [target], schedule: 'rate(1 hour)', ...given.rule };
  let woken = 0;
  const schedules = new Schedules({
    rules: [rule],
    region: 'ap-northeast-1',
    account: '000000000000',
    journal,
    functions: new Map([[target, written.pool]]),
    wake: () => (woken += 1),
    now: clock.now,
  });
  const close = async () => {
    schedules.close();
    journal.close();
    await written.close();
  };
  closers.push(close);
  return { schedules, journal, target, dataDir, clock, wakes: () => woken, jobs: () => journal.dueJobs(10) };
}

describe('a schedule', () => {
  it('leaves a job for its function when it is due, and then waits for the next time', async () => {
    const clock = clockAt(START);
    const { jobs, target, wakes, dataDir } = open({ clock });
    expect(jobs()).toEqual([]);
    for (const close of closers.splice(0)) await close();
    clock.ahead = HOUR - 150;
    const again = open({ clock, dataDir });
    await wait(400);
    expect(again.jobs()).toMatchObject([{ kind: 'deliver' }]);
    expect(again.wakes()).toBe(1);
    expect(wakes()).toBe(0);
    expect(JSON.parse(again.jobs()[0]?.body ?? '')).toEqual({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: '000000000000',
      time: '2026-11-22T04:00:00Z',
      region: 'ap-northeast-1',
      resources: ['arn:rule/hourly'],
      detail: {},
    });
    expect(target).toContain('function:tested');
  });

  it('does not make up for what fell due while nothing ran', async () => {
    const clock = clockAt(START);
    const { dataDir } = open({ clock });
    for (const close of closers.splice(0)) await close();
    clock.ahead = 30 * HOUR + 60_000;
    const again = open({ clock, dataDir });
    await wait(100);
    expect(again.jobs()).toEqual([]);
  });

  it('that is disabled calls nobody, now or later', async () => {
    const { schedules, target } = open({ rule: { targets: [] } });
    expect(schedules.run(target)).toBeUndefined();
  });
});

describe('a schedule that a test runs at once', () => {
  it('calls its function with the event of a schedule, and answers what became of it', async () => {
    const { schedules, target, jobs } = open();
    const outcome = await schedules.run(target);
    expect(outcome?.kind === 'done' && JSON.parse(outcome.payload)).toMatchObject({
      source: 'aws.events',
      resources: ['arn:rule/hourly'],
    });
    expect(jobs()).toEqual([]);
    expect(schedules.run('arn:aws:lambda:ap-northeast-1:000000000000:function:another')).toBeUndefined();
  });

  it('tells a failure', async () => {
    const { schedules, target } = open({ source: 'throw new RangeError("too late");' });
    expect(await schedules.run(target)).toMatchObject({ kind: 'failed', errorType: 'RangeError' });
  });
});

describe('the rules of a template', () => {
  const rule = (properties: object, permission: object = {}) =>
    rulesOf(
      openTemplate(
        writeAssembly({
          Api: {
            resources: {
              Rule: {
                Type: 'AWS::Events::Rule',
                Properties: { Targets: [{ Arn: { 'Fn::GetAtt': ['Function', 'Arn'] }, Id: 'Target0' }], ...properties },
              },
              Function: { Type: 'AWS::Lambda::Function', Properties: {} },
              Permission: {
                Type: 'AWS::Lambda::Permission',
                Properties: {
                  Action: 'lambda:InvokeFunction',
                  FunctionName: { 'Fn::GetAtt': ['Function', 'Arn'] },
                  Principal: 'events.amazonaws.com',
                  SourceArn: { 'Fn::GetAtt': ['Rule', 'Arn'] },
                  ...permission,
                },
              },
            },
          },
        }),
      ),
    );

  it('are of an event or of a schedule', () => {
    const [target] = ['arn:aws:lambda:ap-northeast-1:000000000000:function:Api-Function'];
    expect(rule({ ScheduleExpression: 'rate(1 hour)' })).toMatchObject([
      { schedule: 'rate(1 hour)', targets: [target] },
    ]);
    expect(rule({ EventPattern: { source: ['aws.s3'] } })).toMatchObject([{ pattern: { source: ['aws.s3'] } }]);
    expect(rule({ ScheduleExpression: 'rate(1 hour)', State: 'DISABLED' })).toMatchObject([{ targets: [] }]);
  });

  it.each([
    ['neither', {}, {}, 'either a pattern or a schedule'],
    ['both', { EventPattern: {}, ScheduleExpression: 'rate(1 hour)' }, {}, 'either a pattern or a schedule'],
    ['another bus', { EventBusName: 'own', ScheduleExpression: 'rate(1 hour)' }, {}, 'EventBusName'],
    [
      'a target that may not be called',
      { ScheduleExpression: 'rate(1 hour)' },
      { Principal: 's3.amazonaws.com' },
      'has no AWS::Lambda::Permission',
    ],
  ])('stop the start with %s', (_name, properties, permission, message) => {
    expect(() => rule(properties, permission)).toThrow(message);
  });
});
