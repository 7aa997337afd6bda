import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ALONE, opened, SIGNED } from '../journeys/ems-looks.ts';
import { NEVER_OPEN } from '../journeys/ems-policies.ts';
import type { TestRegion } from '../region.ts';
import { type OpenBrowser, openBrowser, type WatchedPage } from './browser.ts';
import { callerOf, STRANGER, setHospitalHours } from './emergency-steps.ts';
import { arrive } from './person.ts';
import { LONGEST_BEGINNING_MS, startDemoRegion } from './region.ts';
import { hasFocus, look, noSidewaysScroll, tabTo } from './screen.ts';

const AT = { facilityId: 'ty-hospital', patientId: STRANGER.typed } as const;
const FORM = '書面の同意書を保管する（または画像を登録する）';
const EXPLAIN = '回復後、本人にEMSを使ったことを説明する';

/** For journeys that look at many screens: axe alone takes seconds each where others are at work. */
const MANY_LOOKS_MS = 240_000;

let browser: OpenBrowser;
let region: TestRegion;

beforeAll(async () => {
  [browser, region] = await Promise.all([openBrowser(), startDemoRegion()]);
  await setHospitalHours(region, NEVER_OPEN);
  // A night: three signed, one was alone.
  const doctor = callerOf(region, 'test-clinic.doctor');
  for (const statement of [SIGNED, SIGNED, SIGNED, ALONE]) await opened(doctor, AT, statement);
}, LONGEST_BEGINNING_MS);

afterEach(() => browser.expectNoMishaps());

afterAll(async () => {
  await browser?.close();
  await region?.stop();
});

const button = (page: WatchedPage, name: string | RegExp) => page.getByRole('button', { name });
const articles = (page: WatchedPage, words: string) => page.getByRole('article').filter({ hasText: words });

describe('what looks leave to be done', () => {
  test(
    'the clerk settles three forms together: all or none, and said',
    async () => {
      const page = await browser.visit({ region, device: 'phone' });
      page.expectMishap(/console error: .* 422 /);
      await arrive(page, region, 'test-clinic.clerk', '/obligations');
      await articles(page, FORM).first().waitFor();
      await look(page, 'obligations');
      await noSidewaysScroll(page);
      for (const at of [0, 1, 2]) await articles(page, FORM).nth(at).getByRole('checkbox').check();
      expect(await articles(page, EXPLAIN).getByRole('checkbox').isDisabled()).toBe(true);
      await page.getByText('3件を選択中').waitFor();
      await button(page, 'まとめて履行する').tap();
      await page.getByRole('heading', { name: '3件をまとめて履行' }).waitFor();
      await look(page, 'obligations-bulk');
      await button(page, '履行を記録する').tap();
      await page.getByText('履行の裏付けとして必要です。').first().waitFor();
      await page.getByLabel('同意書の保管場所').fill('救急同意書ファイル 2026年11月');
      await button(page, '履行を記録する').tap();
      await page.getByText('3件をすべて履行しました。').waitFor();
      expect(await articles(page, FORM).count()).toBe(0);
      await page.getByRole('radio', { name: '対応済み' }).check();
      await page.getByText('救急同意書ファイル 2026年11月').first().waitFor();
      await look(page, 'obligations-closed');
    },
    MANY_LOOKS_MS,
  );

  test(
    'by keyboard alone: the facility is told, by telephone, now',
    async () => {
      const page = await browser.visit({ region, keyboardOnly: true });
      page.expectMishap(/console error: .* 422 /);
      await arrive(page, region, 'test-clinic.nurse');
      await tabTo(page, page.getByRole('link', { name: /^要対応/ }).first());
      await page.keyboard.press('Enter');
      const whole = page.getByRole('radio', { name: '自施設すべて' });
      await tabTo(page, page.getByRole('radio', { name: '自分の参照' }));
      await page.keyboard.press('ArrowRight');
      expect(await whole.isChecked()).toBe(true);
      await articles(page, '公開施設に伝える').first().waitFor();
      const before = await articles(page, '公開施設に伝える').count();
      await tabTo(page, button(page, /^履行する: EMSを使ったこと/).first());
      await page.keyboard.press('Enter');
      await page.getByLabel('伝えた相手').waitFor();
      await page.keyboard.insertText('地域医療連携室 佐藤様');
      await look(page, 'obligations-notice');
      await tabTo(page, button(page, '履行を記録する'));
      await page.keyboard.press('Enter');
      const said = page.getByText(/^✓ 履行しました/);
      await said.waitFor();
      expect(await hasFocus(said)).toBe(true);
      expect(await articles(page, '公開施設に伝える').count()).toBe(before - 1);
    },
    MANY_LOOKS_MS,
  );

  test(
    'the patient refuses: what that means is spelled out, and the access ends',
    async () => {
      const page = await browser.visit({ region, device: 'phone' });
      await arrive(page, region, 'test-clinic.doctor', '/obligations');
      await articles(page, EXPLAIN)
        .getByRole('button', { name: /^履行する/ })
        .tap();
      await page.getByRole('radio', { name: '不同意' }).check();
      await page.getByText('不同意を記録すると、この参照はただちに終了します').waitFor();
      await look(page, 'obligations-refused');
      await button(page, '不同意を記録して、参照を終了する').tap();
      await page.getByText('不同意を記録しました。この参照は終了しました。').waitFor();
      await page.goto('/emergency/grants');
      await page.getByText(/^終了したもの/).tap();
      await page.getByText('不同意・撤回').first().waitFor();
      // The refusal is the patient's own: it ends every access to the record, whoever opened it.
      expect(await page.getByText('参照中', { exact: true }).count()).toBe(0);
    },
    MANY_LOOKS_MS,
  );
});

describe('the facility’s inbox', () => {
  test(
    'each use is acknowledged in one touch; a question is asked, and answered at the other side',
    async () => {
      const page = await browser.visit({ region, device: 'phone' });
      await arrive(page, region, 'ty-hospital.admin', '/inbox');
      await page.getByText('未確認').first().waitFor();
      await look(page, 'inbox');
      await noSidewaysScroll(page);
      const unread = await page.getByText('未確認').count();
      await button(page, /^確認しました/)
        .first()
        .tap();
      await page.getByText('確認を記録しました。').waitFor();
      expect(await page.getByText('未確認', { exact: true }).count()).toBe(unread - 1);
      await page.getByRole('link', { name: '詳細・照会' }).first().tap();
      await page.getByText('確認済み').waitFor();
      await page.getByLabel('本文').fill('どのような状態でしたか。\n<b>太字</b>');
      await button(page, '送る').tap();
      await page.getByRole('listitem').getByText('<b>太字</b>').waitFor();
      expect(await page.getByLabel('本文').inputValue()).toBe('');
      await look(page, 'inbox-use');

      const other = await browser.visit({ region });
      await arrive(other, region, 'test-clinic.nurse', '/emergency/grants');
      await other.getByText(/^終了したもの/).click();
      await other.getByRole('article').filter({ hasText: '照会 2件' }).getByRole('link').click();
      const messages = other.getByRole('button', { name: '照会 2件' });
      await messages
        .or(other.getByRole('heading', { name: 'やりとり' }))
        .first()
        .waitFor();
      if (await messages.isVisible()) await messages.click();
      await other.getByText('<b>太字</b>').waitFor();
      await other.getByLabel('本文').fill('意識がありませんでした。');
      await other.getByRole('button', { name: '送る' }).click();
      await other.getByText('意識がありませんでした。').first().waitFor();
    },
    MANY_LOOKS_MS,
  );
});
