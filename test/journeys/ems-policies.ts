import type * as z from 'zod';
import type { OpeningHours } from '../../schemas/directory.ts';
import type { InputOf } from '../../schemas/operation.ts';
import { putEmsPolicy, readFacility } from '../../schemas/operations/directory.ts';
import { putNetworkSettings, readNetworkSettings } from '../../schemas/operations/disaster.ts';
import { type Caller, done, type Journey } from './journey.ts';

const everyDay = (ranges: z.input<typeof OpeningHours>['weekly']['mon']): OpeningHours => ({
  weekly: { mon: ranges, tue: ranges, wed: ranges, thu: ranges, fri: ranges, sat: ranges, sun: ranges },
  holidays: 'asUsual',
  closedDays: [],
  specialDays: [],
});
/** Whenever the tests run, somebody is there, or nobody. */
export const AROUND_THE_CLOCK = everyDay([{ from: '00:00', to: '24:00' }]);
export const NEVER_OPEN = everyDay([]);

type Policy = InputOf<typeof putEmsPolicy>['body'];

const readPolicy = async (admin: Caller, facilityId: string) => {
  const read = await admin(readFacility, { params: { facilityId } });
  const { publication, openingHours, emsContact, reminderEmail } = done(read);
  const policy: Policy = {
    ems: publication.ems ?? [],
    ownStaffOutside: publication.ownStaffOutside ?? [],
    ...(openingHours && { openingHours }),
    ...(emsContact && { emsContact }),
    ...(reminderEmail && { reminderEmail }),
  };
  return { policy, ifMatch: read.ok ? (read.etag ?? '') : '' };
};

/** The facility's administrator changes some of its EMS policy; the rest stays. @returns the policy as it was before. */
export const changeEmsPolicy = async (admin: Caller, facilityId: string, change: Partial<Policy>): Promise<Policy> => {
  const { policy, ifMatch } = await readPolicy(admin, facilityId);
  done(await admin(putEmsPolicy, { params: { facilityId }, body: { ...policy, ...change } }, { ifMatch }));
  return policy;
};

/** What the whole policy does not name is forgotten. */
export const forgetReminderEmail = async (admin: Caller, facilityId: string): Promise<void> => {
  const { policy, ifMatch } = await readPolicy(admin, facilityId);
  const { reminderEmail: _forgotten, ...body } = policy;
  done(await admin(putEmsPolicy, { params: { facilityId }, body }, { ifMatch }));
};

/** TYテスト病院 is open around the clock, テスト病院 never: what an EMS look owes does not depend on when the tests run. */
export const setHours = async (journey: Journey): Promise<void> => {
  await changeEmsPolicy(journey.as('ty-hospital.admin'), 'ty-hospital', { openingHours: AROUND_THE_CLOCK });
  await changeEmsPolicy(journey.as('test-hospital.admin'), 'test-hospital', { openingHours: NEVER_OPEN });
};

type Settings = InputOf<typeof putNetworkSettings>['body'];

/** The network office chooses; what it does not name stays, N5 as `allowWithExplanation` where it has not been chosen. */
export const choose = async (office: Caller, change: Partial<Settings>): Promise<void> => {
  const read = await office(readNetworkSettings, {});
  const { version: _version, ...settings } = done(read).settings;
  const body: Settings = { ...settings, n5: settings.n5 ?? 'allowWithExplanation', ...change };
  done(await office(putNetworkSettings, { body }, { ifMatch: read.ok ? (read.etag ?? '') : '' }));
};
