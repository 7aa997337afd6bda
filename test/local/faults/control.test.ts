import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FaultControl, startFaultControl } from '../../../local/faults/control.ts';
import { FaultSwitches } from '../../../local/faults/fault.ts';

let control: FaultControl;
const ran: string[] = [];
beforeAll(async () => {
  control = await startFaultControl(new FaultSwitches());
});
afterAll(() => control.close());

const ask = async (
  method: string,
  path: string,
  { body, token = control.token }: { body?: unknown; token?: string } = {},
) => {
  const answer = await fetch(new URL(path, control.url), {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
};

describe('schedules at the control port', () => {
  it('are unknown until the region has read them', async () => {
    expect(await ask('POST', 'schedules/remind/run')).toMatchObject({ status: 404 });
  });

  it('run by name, and answer when they are done', async () => {
    control.openSchedules((name) => {
      ran.push(name);
      if (name === 'remind') return Promise.resolve({ kind: 'done', payload: 'null' });
      return name === 'broken'
        ? Promise.resolve({ kind: 'failed', errorType: 'RangeError', errorMessage: 'too late' })
        : undefined;
    });
    expect(await ask('POST', 'schedules/remind/run')).toEqual({ status: 200, body: { kind: 'done', payload: 'null' } });
    expect(await ask('POST', 'schedules/broken/run')).toMatchObject({ status: 502, body: { errorType: 'RangeError' } });
    expect(await ask('POST', 'schedules/timeline/run')).toMatchObject({ status: 404 });
    expect(ran).toEqual(['remind', 'broken', 'timeline']);
  });

  it('run for nobody without the token', async () => {
    expect(await ask('POST', 'schedules/remind/run', { token: 'x' })).toMatchObject({ status: 401 });
    expect(ran).toHaveLength(3);
  });
});

describe('faults of the flag', () => {
  it('are switched as the others are', async () => {
    const faults = [{ kind: 'staleFlag' }, { kind: 'unreadableFlag', as: 'silence' }];
    expect(await ask('PUT', '', { body: faults })).toEqual({ status: 200, body: faults });
    expect(await ask('PUT', '', { body: [{ kind: 'unreadableFlag', as: 'noise' }] })).toMatchObject({ status: 400 });
    expect(await ask('GET', '')).toEqual({ status: 200, body: faults });
    expect(await ask('PUT', '', { body: [] })).toEqual({ status: 200, body: [] });
  });
});
