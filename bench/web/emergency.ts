import type { Page } from 'playwright-core';
import type { Cell, Section } from '../report/figures.ts';
import type { DEVICES } from './devices.ts';
import { DOCTOR } from './linked-patient.ts';
import type { Stage } from './stage.ts';

/** 穴水 清 of the demo, whom nobody has registered: the number on the hospital's card. */
const EMS_ID = '116@EMS';
const HOSPITAL_NAME = 'TYテスト病院';
const BUDGET = { actions: 4, seconds: 10 };
const EMS_FIELD = 'header input';
const YES = /^(この方です|This is the person)$/;
/** The first of the ways that the rules allow. */
const FIRST_WAY = 'main button[aria-describedby]';
const RECORD = '[role="grid"] [role="gridcell"]:has(> span)';

/** From the home screen to the record of somebody whom nobody has registered, in peacetime. */
export async function* emergency(stage: Stage): Section {
  const rows: Cell[][] = [];
  for (const device of ['wardPc', 'phone'] as const) rows.push(await measured(stage, device));
  yield {
    title: { ja: '救急参照', en: 'EMS: from the home screen to the record' },
    columns: ['', 'actions', 'seconds'],
    rows,
    notes: ['an action: what is typed and sent, or a press; seconds without the person’s own reading and deciding'],
  };
}

async function measured(stage: Stage, device: keyof typeof DEVICES): Promise<Cell[]> {
  const page = await stage.signedIn(DOCTOR, { device });
  const startedAt = performance.now();
  const actions = await openRecord(page);
  const seconds = (performance.now() - startedAt) / 1000;
  await page.context().close();
  return [device, { value: actions, atMost: BUDGET.actions }, { value: seconds, digits: 1, atMost: BUDGET.seconds }];
}

/** Answers how many actions it took. */
async function openRecord(page: Page): Promise<number> {
  let actions = 0;
  const act = async (deed: () => Promise<void>): Promise<void> => {
    actions += 1;
    await deed();
  };
  await act(async () => {
    await page.locator(EMS_FIELD).fill(EMS_ID);
    await page.keyboard.press('Enter');
  });
  const hospital = page.getByRole('main').getByRole('button', { name: HOSPITAL_NAME });
  const yes = page.getByRole('button', { name: YES });
  await hospital.or(yes).first().waitFor();
  if (await hospital.isVisible()) await act(() => hospital.click());
  await yes.waitFor();
  await act(() => yes.click());
  await act(() => page.locator(FIRST_WAY).first().click());
  await page.locator(RECORD).first().waitFor();
  return actions;
}
