import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { putNetworkSettings } from '../../../functions/disaster/put-network-settings.ts';
import type { readNetworkSettings } from '../../../functions/disaster/read-network-settings.ts';
import { DEFAULT_SETTINGS } from '../../../schemas/disaster.ts';
import type { DeedWorld } from '../deed-world.ts';
import { DOCTOR, OFFICE, OTHER_OFFICER, openDisasterWorld } from './disaster-world.ts';

jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let world: DeedWorld;
let read: typeof readNetworkSettings;
let put: typeof putNetworkSettings;
beforeAll(async () => {
  ({ readNetworkSettings: read } = await import('../../../functions/disaster/read-network-settings.ts'));
  ({ putNetworkSettings: put } = await import('../../../functions/disaster/put-network-settings.ts'));
  world = await openDisasterWorld();
});
afterAll(() => world.close());

const { version: _version, ...defaults } = DEFAULT_SETTINGS;
const choice = { ...defaults, n5: 'refuse' as const };

describe("the network's choices", () => {
  it('are the defaults without N5 and of version 0 until the office has chosen; everybody may read them', async () => {
    const answer = await world.ask(DOCTOR, read, {});
    expect(answer).toMatchObject({ version: 0, body: { settings: DEFAULT_SETTINGS } });
    expect(answer.body.settings).not.toHaveProperty('n5');
  });

  it('are set by the office alone, over the version that was seen, 0 for the first time', async () => {
    expect((await world.refused(DOCTOR, put, { body: choice }, { ifMatch: 0 })).code).toBe('FORBIDDEN');
    expect((await world.refused(OFFICE, put, { body: choice }, { ifMatch: 1 })).code).toBe('VERSION_CONFLICT');
    const answer = await world.ask(OFFICE, put, { body: choice }, { ifMatch: 0 });
    expect(answer).toMatchObject({ version: 1, body: { settings: { n5: 'refuse', version: 1 } } });
    expect((await world.refused(OFFICE, put, { body: choice }, { ifMatch: 0 })).code).toBe('VERSION_CONFLICT');
    expect((await world.ask(DOCTOR, read, {})).body.settings).toEqual({ ...choice, version: 1 });
  });

  it('stand in the audit as codes and numbers', async () => {
    const events = (await world.audited()).filter(({ eventName }) => eventName === 'PutNetworkSettings');
    expect(events.map(({ outcome }) => outcome.result)).toEqual(['refused', 'failed', 'allowed', 'failed']);
    expect(events[2]?.request).toEqual({ ...choice, version: 1 });
  });

  it('of two that change them at once one is told that somebody was faster', async () => {
    const asked = await Promise.allSettled(
      [OFFICE, OTHER_OFFICER].map((who) => world.ask(who, put, { body: { ...choice, d3: 'omitted' } }, { ifMatch: 1 })),
    );
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(asked.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'VERSION_CONFLICT' } });
    expect((await world.ask(OFFICE, read, {})).version).toBe(2);
  });
});
