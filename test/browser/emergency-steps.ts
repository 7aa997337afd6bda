import { createClient } from '../../schemas/client.ts';
import type { OpeningHours } from '../../schemas/directory.ts';
import type { DisasterRuleView } from '../../schemas/disaster.ts';
import { declareDisasterRule, endDisasterRule } from '../../schemas/operations/disaster.ts';
import { listInFlag } from '../journeys/ems-flag.ts';
import { changeEmsPolicy } from '../journeys/ems-policies.ts';
import { approved, declaration } from '../journeys/ems-rules.ts';
import { type Caller, done } from '../journeys/journey.ts';
import type { TestRegion } from '../region.ts';
import type { WatchedPage } from './browser.ts';

/** 穴水 清 of the story: registered nowhere, known to TYテスト病院 alone. */
export const STRANGER = { typed: '116@EMS', family: '穴水', given: '清' } as const;

/** Speaks by the API as somebody who does not sit at the screen: a newer sign-in would end the one there. */
export const callerOf = (region: TestRegion, staffId: string): Caller =>
  createClient({ origin: region.url, token: () => region.tokenOf(staffId) });

/** One officer declares, another approves, an operator lists it in the flag: in force. */
export async function disasterRule(region: TestRegion, mode: 'real' | 'drill'): Promise<DisasterRuleView> {
  const body = declaration({ mode });
  const { rule } = done(await callerOf(region, 'network-office.office')(declareDisasterRule, { body }));
  const both = await approved(callerOf(region, 'network-office.office2'), rule);
  await listInFlag(region, [both]);
  return both;
}

export async function endRule(region: TestRegion, { ruleId }: Pick<DisasterRuleView, 'ruleId'>): Promise<void> {
  const input = { params: { ruleId }, body: { reason: '避難所が閉じたため' } };
  done(await callerOf(region, 'network-office.office')(endDisasterRule, input));
}

/** Whatever the time of day at which the tests run: nobody is there, or somebody always is. */
export async function setHospitalHours(region: TestRegion, openingHours: OpeningHours): Promise<void> {
  await changeEmsPolicy(callerOf(region, 'ty-hospital.admin'), 'ty-hospital', { openingHours });
}

/** The parts of the screens that the journeys touch. */
export const onScreen = (page: WatchedPage) => {
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  return {
    headerField: page.getByRole('textbox', { name: '救急（EMS）患者ID' }),
    idField: page.getByRole('textbox', { name: '患者ID@EMS' }),
    hospital: button(/^TYテスト病院/),
    isThis: page.getByRole('heading', { name: 'この方ですか' }),
    yes: button('この方です'),
    no: button(/^別の方です/),
    consent: page.getByRole('heading', { name: '同意の状況を選ぶと、記録が開きます' }),
    /** The record: the chart's header names the person. */
    record: page.getByRole('heading', { level: 2, name: /穴\s*水/ }),
    strip: page.getByRole('region', { name: 'EMS参照の状態' }),
    button,
  };
};

export type OnScreen = ReturnType<typeof onScreen>;

/** From anywhere to the record by the shortest way: typed, facility, person, consent. */
export async function openRecord(page: WatchedPage, way: string | RegExp = /^本人・書面/): Promise<void> {
  const see = onScreen(page);
  await see.headerField.fill(STRANGER.typed);
  await see.headerField.press('Enter');
  await see.hospital.or(see.yes).first().waitFor();
  if (await see.hospital.isVisible()) await see.hospital.click();
  await see.yes.click();
  await see.button(way).first().click();
  await see.record.waitFor();
}
