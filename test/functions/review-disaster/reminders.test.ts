import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { remind } from '../../../functions/remind/remind.ts';
import type { Mail } from '../../../layers/edge/mail.ts';
import { facilityWrites } from '../../../layers/store/index.ts';
import type { Facility } from '../../../schemas/directory.ts';
import { facility } from '../../layers/store/people.ts';
import { DeedWorld } from '../deed-world.ts';
import { openGrant, VIEWER } from '../obligations/owing.ts';

jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

const DAY = 86_400_000;

let run: typeof remind;
let world: DeedWorld;
let clinic: Facility;
let mails: Mail[];
beforeAll(async () => {
  ({ remind: run } = await import('../../../functions/remind/remind.ts'));
});
beforeEach(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  mails = [];
  world = await DeedWorld.open();
  clinic = await world.addFacility({ facilityId: VIEWER, kind: 'clinic', reminderEmail: 'clinic@example.jp' });
  const office = { kind: 'networkOffice', discloses: false, views: false, reminderEmail: 'office@example.jp' } as const;
  await world.addFacility({ facilityId: facility('office'), ...office });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await world.close();
});

const send = async (mail: Mail) => {
  mails.push(mail);
  return { messageId: 'message' };
};

describe('what a facility owes is reminded of', () => {
  it.each<[string, Partial<Facility>, string]>([
    ['looks at records no more', { views: false }, 'clinic@example.jp'],
    ['has become a care home', { kind: 'careFacility' }, 'clinic@example.jp'],
    ['has left', { state: 'left', views: false }, 'office@example.jp'],
  ])('though the facility %s', async (_what, change, to) => {
    await openGrant(world, { owes: ['keepConsentForm'] });
    await world.write(facilityWrites({ ...clinic, ...change, version: clinic.version + 1 }));
    world.clock.forward(7 * DAY);
    await run({ store: world.store, post: { send }, requestId: 'run' });
    expect(mails.map((mail) => mail.to)).toEqual([[to]]);
  });
});
