import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { lookUpEms } from '../../schemas/operations/ems.ts';
import { AROUND_THE_CLOCK, changeEmsPolicy, choose, NEVER_OPEN } from '../journeys/ems-policies.ts';
import type { TestRegion } from '../region.ts';
import { type OpenBrowser, openBrowser } from './browser.ts';
import {
  callerOf,
  disasterRule,
  endRule,
  onScreen,
  openRecord,
  STRANGER,
  setHospitalHours,
} from './emergency-steps.ts';
import { arrive } from './person.ts';
import { LONGEST_BEGINNING_MS, startDemoRegion } from './region.ts';
import { hasFocus, look, noSidewaysScroll, tabTo, zoom200 } from './screen.ts';

const DOCTOR = 'test-clinic.doctor';
const LONGEST_MS = 10_000;

/** For journeys that look at many screens: axe alone takes seconds each where others are at work. */
const MANY_LOOKS_MS = 240_000;

let browser: OpenBrowser;
let region: TestRegion;

beforeAll(async () => {
  [browser, region] = await Promise.all([openBrowser(), startDemoRegion()]);
  await setHospitalHours(region, NEVER_OPEN);
}, LONGEST_BEGINNING_MS);

afterEach(() => browser.expectNoMishaps());

afterAll(async () => {
  await browser?.close();
  await region?.stop();
});

describe('EMS in peacetime', () => {
  test(
    'on a phone: from home to the record in four touches and ten seconds',
    async () => {
      const page = await browser.visit({ region, device: 'phone' });
      await arrive(page, region, DOCTOR);
      const see = onScreen(page);
      const began = Date.now();
      await see.headerField.fill(STRANGER.typed);
      await see.headerField.press('Enter'); // 1
      await see.hospital.tap(); // 2
      await see.yes.tap(); // 3
      await see.button(/^本人・書面/).tap(); // 4
      await see.record.waitFor();
      const took = Date.now() - began;
      console.info(`EMS on a phone: 4 touches, ${took} ms`);
      expect(took).toBeLessThan(LONGEST_MS);
      expect(page.url()).not.toMatch(/116|EMS|%/);
      await see.strip.getByText(/^あと3日23時間/).waitFor();
      await look(page, 'emergency-record');
    },
    MANY_LOOKS_MS,
  );

  test(
    'on the ward’s PC by keyboard alone, each step looked at',
    async () => {
      const page = await browser.visit({ region, keyboardOnly: true });
      await arrive(page, region, DOCTOR);
      const see = onScreen(page);
      await tabTo(page, see.headerField);
      await page.keyboard.insertText('１１６＠ｅｍｓ');
      await page.keyboard.press('Enter');
      await tabTo(page, see.hospital);
      await look(page, 'emergency-ask');
      await page.keyboard.press('Enter');
      await see.isThis.waitFor();
      expect(await hasFocus(see.isThis)).toBe(true);
      await look(page, 'emergency-person');
      expect(await tabTo(page, see.yes)).toBe(1);
      await page.keyboard.press('Enter');
      await see.consent.waitFor();
      await look(page, 'emergency-consent');
      await noSidewaysScroll(page);
      await tabTo(page, see.button(/^本人・口頭/));
      await page.keyboard.press('Enter');
      await see.record.waitFor();
      await tabTo(page, see.strip.getByRole('button', { name: /^要対応/ }));
      await page.keyboard.press('Enter');
      await see.strip.getByText('口頭の同意を診療録に記載する').waitFor();
      await look(page, 'emergency-record');
    },
    MANY_LOOKS_MS,
  );

  test(
    'in English, at 200 %, and again: the facility is preset and the person stands there at once',
    async () => {
      const page = await browser.visit({ region, language: 'en' });
      await arrive(page, region, DOCTOR);
      const id = page.getByRole('textbox', { name: 'Emergency (EMS) patient ID' });
      const person = page.getByRole('button', { name: 'This is the person' });
      await id.fill(STRANGER.typed);
      await id.press('Enter');
      await page.getByRole('button', { name: /^TY Test Hospital/ }).click();
      await person.waitFor();
      await zoom200(page);
      await look(page, 'emergency-person-en');
      await id.fill(STRANGER.typed);
      await id.press('Enter');
      await person.click();
      await page.getByRole('heading', { name: 'Choose the consent to open the record' }).waitFor();
      await zoom200(page);
      await look(page, 'emergency-consent-en');
      await page.goBack();
      await page.getByRole('textbox', { name: 'Patient ID@EMS' }).waitFor();
      expect(await person.count()).toBe(0);
    },
    MANY_LOOKS_MS,
  );

  test(
    'the family consents: the relation is asked, and nothing else',
    async () => {
      const page = await browser.visit({ region, device: 'phone' });
      await arrive(page, region, DOCTOR);
      const see = onScreen(page);
      await see.headerField.fill(STRANGER.typed);
      await see.headerField.press('Enter');
      await see.hospital.tap();
      await see.yes.tap();
      await see.button(/^家族等・書面・本人は意識不明等/).tap();
      await see.button('子').tap();
      await look(page, 'emergency-family');
      expect(await page.locator('main form').getByRole('textbox').count()).toBe(1);
      await page.getByRole('button', { name: '記録を開く', exact: true }).tap();
      await see.record.waitFor();
      await see.strip.getByRole('button', { name: /根拠/ }).tap();
      await see.strip.getByText('EMS-N3').waitFor();
    },
    MANY_LOOKS_MS,
  );
});

test(
  'in its hours the hospital is told by its inbox; where the network has chosen otherwise, whoever looks telephones first',
  async () => {
    const office = callerOf(region, 'network-office.office');
    await setHospitalHours(region, AROUND_THE_CLOCK);
    const page = await browser.visit({ region, device: 'phone' });
    await arrive(page, region, DOCTOR);
    const see = onScreen(page);
    const consentStep = async (): Promise<void> => {
      await see.headerField.fill(STRANGER.typed);
      await see.headerField.press('Enter');
      await see.hospital.or(see.yes).first().waitFor();
      if (await see.hospital.isVisible()) await see.hospital.tap();
      await see.yes.tap();
      await see.consent.waitFor();
    };
    await consentStep();
    await page.getByText(/公開施設の受信箱へ自動で伝わります/).waitFor();
    expect(await page.locator('main a[href^="tel:"]').getAttribute('href')).toBe('tel:0001110001');
    await choose(office, { inboxIsNotice: false });
    await consentStep();
    await page.getByText('開く前に').first().waitFor();
    await page.getByRole('checkbox', { name: /担当者が不在だった/ }).check();
    await look(page, 'emergency-telephone');
    await see.button(/^本人・書面/).tap();
    await see.record.waitFor();
    await see.strip.getByRole('button', { name: /^要対応/ }).tap();
    await see.strip.getByText(/7日以内に公開施設に伝える/).waitFor();
    await choose(office, { inboxIsNotice: true });
    await setHospitalHours(region, NEVER_OPEN);
  },
  MANY_LOOKS_MS,
);

describe('nobody is opened by mistake', () => {
  test(
    'somebody else: called off, nothing of the person is left on the screen',
    async () => {
      const page = await browser.visit({ region, device: 'phone' });
      await arrive(page, region, DOCTOR);
      const see = onScreen(page);
      await see.headerField.fill(STRANGER.typed);
      await see.headerField.press('Enter');
      await see.hospital.tap();
      await see.no.tap();
      await page.getByText('取り違えとして取り消しました').waitFor();
      await look(page, 'emergency-called-off');
      expect(await page.locator('body').innerText()).not.toContain(STRANGER.family);
      expect(await see.idField.inputValue()).toBe('');
      expect(await hasFocus(see.idField)).toBe(true);
    },
    MANY_LOOKS_MS,
  );

  test(
    'it proves to be the wrong patient later: the record closes, nothing is owed',
    async () => {
      const page = await browser.visit({ region });
      page.expectMishap(/console error: .* (409|404) /);
      await arrive(page, region, DOCTOR);
      await openRecord(page);
      const see = onScreen(page);
      await see.strip.getByRole('button', { name: /^根拠/ }).click();
      await see.button('終了する').click();
      await page.getByRole('radio', { name: /^患者取り違え/ }).check();
      await look(page, 'emergency-wrong-patient');
      await see.button('患者取り違えとして終了する').click();
      await page.getByText('この参照は終了しました').waitFor();
      await page.getByText('取消（患者取り違え）').first().waitFor();
      expect(await see.record.count()).toBe(0);
      await look(page, 'emergency-ended');
    },
    MANY_LOOKS_MS,
  );

  test(
    '@EMS is missing: added by one touch; a number that nobody has: one sentence, and what to do',
    async () => {
      const page = await browser.visit({ region });
      page.expectMishap(/console error: .* 404 /);
      await arrive(page, region, DOCTOR);
      const see = onScreen(page);
      await see.headerField.fill('9999999');
      await see.headerField.press('Enter');
      await see.button('@EMS を付けて検索（9999999@EMS）').click();
      await page.getByText('公開施設を選んでください。').waitFor();
      await see.hospital.click();
      await page.getByText('見つかりません', { exact: true }).waitFor();
      await look(page, 'emergency-not-found');
      await page.getByRole('alert').getByRole('link', { name: '氏名から患者IDを探す' }).click();
      await page.getByRole('heading', { level: 1, name: /PDQ/ }).waitFor();
      expect(page.url()).not.toContain('9999999');
    },
    MANY_LOOKS_MS,
  );
});

describe('what has changed meanwhile is told at the last button', () => {
  test(
    'the hospital opens nothing any more: the look-up is over, and how to begin again',
    async () => {
      const page = await browser.visit({ region, device: 'phone' });
      page.expectMishap(/console error: .* 404 /);
      await arrive(page, region, DOCTOR);
      const see = onScreen(page);
      await see.headerField.fill(STRANGER.typed);
      await see.headerField.press('Enter');
      await see.hospital.tap();
      await see.yes.tap();
      await see.consent.waitFor();
      const admin = callerOf(region, 'ty-hospital.admin');
      const { ems } = await changeEmsPolicy(admin, 'ty-hospital', { ems: [] });
      await see.button(/^本人・書面/).tap();
      await page.getByText('確認の時間が過ぎました').waitFor();
      await look(page, 'emergency-over');
      await see.button('検索し直す').tap();
      await page.getByText('見つかりません', { exact: true }).waitFor();
      expect(await page.locator('main').innerText()).not.toContain(STRANGER.family);
      await changeEmsPolicy(admin, 'ty-hospital', { ems });
    },
    MANY_LOOKS_MS,
  );

  test(
    'the rule ends before the button is pressed: why it does not open, and the ways that are left',
    async () => {
      const rule = await disasterRule(region, 'real');
      const page = await browser.visit({ region });
      page.expectMishap(/console error: .* 403 /);
      await arrive(page, region, DOCTOR);
      const see = onScreen(page);
      await see.headerField.fill(STRANGER.typed);
      await see.headerField.press('Enter');
      await see.hospital.click();
      await see.yes.click();
      await see.button(/^避難者・本人・口頭/).waitFor();
      await endRule(region, rule);
      await see.button(/^避難者・本人・口頭/).click();
      await page.getByText('この同意では開けません').waitFor();
      await look(page, 'emergency-not-permitted');
      await see.button(/^本人・書面/).click();
      await see.record.waitFor();
      expect(await see.strip.getByText(/^あと3日23時間/).count()).toBe(1);
    },
    MANY_LOOKS_MS,
  );

  test(
    'too many look-ups in this hour: in how many seconds it goes on',
    async () => {
      const nurse = callerOf(region, 'ty-hospital.nurse');
      const body = { facilityId: 'test-hospital', patientId: '9999999@EMS' } as const;
      let code: string | undefined;
      // Sixty, twice where the hour strikes meanwhile.
      for (let turn = 0; turn < 130 && code !== 'EMS_ATTEMPTS_EXHAUSTED'; turn += 1) {
        const outcome = await nurse(lookUpEms, { body });
        code = outcome.ok ? undefined : outcome.problem.code;
      }
      expect(code).toBe('EMS_ATTEMPTS_EXHAUSTED');
      const page = await browser.visit({ region });
      page.expectMishap(/console error: .* 429 /);
      await arrive(page, region, 'ty-hospital.nurse');
      const see = onScreen(page);
      await see.headerField.fill('9999999@EMS');
      await see.headerField.press('Enter');
      await see.button(/^テスト病院/).click();
      await page.getByText(/^あと\d+秒で再び検索できます。$/).waitFor();
      await look(page, 'emergency-exhausted');
    },
    MANY_LOOKS_MS,
  );
});

test(
  'PDQ: by kana, with why the row matched; the person chosen stands there at once',
  async () => {
    const page = await browser.visit({ region, device: 'phone' });
    page.expectMishap(/console error: .* 400 /);
    await arrive(page, region, DOCTOR, '/emergency/search');
    await page.getByLabel('姓', { exact: true }).fill('ｱﾅﾐｽﾞ');
    const search = page.getByRole('button', { name: '探す' });
    await search.tap();
    await page.getByText('条件が足りません').waitFor();
    await page.getByLabel('名', { exact: true }).fill('きよし');
    await page.getByLabel('生年月日').fill('S14.1.15');
    await page.getByText('1939年1月15日（昭和14年1月15日）').first().waitFor();
    await search.tap();
    await page.getByText('生年月日が一致しています。').waitFor();
    await look(page, 'emergency-search');
    await noSidewaysScroll(page);
    await page.getByRole('link', { name: 'この方でEMS参照へ進む' }).first().tap();
    await onScreen(page).isThis.waitFor();
    expect(await page.locator('main').innerText()).toContain('TYテスト病院 の患者ID 0000116');
  },
  MANY_LOOKS_MS,
);

test(
  'the list: live first, extended for a new reason; the own hospital’s record from outside needs no consent',
  async () => {
    const page = await browser.visit({ region });
    page.expectMishap(/console error: .* 400 /);
    await arrive(page, region, 'ty-hospital.doctor');
    const see = onScreen(page);
    await see.headerField.fill(STRANGER.typed);
    await see.headerField.press('Enter');
    await see.button(/^TYテスト病院 ?自施設（院外参照）/).click();
    await see.yes.click();
    await look(page, 'emergency-own');
    await see.button(/^同意は不要/).click();
    await see.record.waitFor();
    await see.strip.getByText('院外参照').waitFor();
    await page.goto('/emergency/grants');
    await page.getByText('参照中').first().waitFor();
    await look(page, 'emergency-grants');
    await see.button('延長する').first().click();
    await see.button('延長する').click();
    await page
      .getByText('必須の項目です。')
      .or(page.getByText(/短すぎる/))
      .first()
      .waitFor();
    await page.getByLabel('理由').fill('当直が続くため');
    await see.button('延長する').click();
    await page.getByText(/^✓ 延長しました/).waitFor();
    expect(await page.getByLabel('理由').count()).toBe(0);
  },
  MANY_LOOKS_MS,
);

describe('under a disaster rule', () => {
  test(
    'an evacuee is preset, consents by word of mouth, and the record closes when the rule ends',
    async () => {
      const rule = await disasterRule(region, 'real');
      const page = await browser.visit({ region, device: 'phone' });
      page.expectMishap(/console error: .* 409 /);
      await arrive(page, region, DOCTOR);
      const see = onScreen(page);
      await see.headerField.fill(STRANGER.typed);
      await see.headerField.press('Enter');
      expect(await page.getByRole('radio').first().getAttribute('value')).toBe('evacuee');
      expect(await page.getByRole('radio', { name: '避難者' }).isChecked()).toBe(true);
      await look(page, 'emergency-evacuee-ask');
      await see.hospital.tap();
      await see.yes.tap();
      await look(page, 'emergency-evacuee-consent');
      await see.button(/^避難者・本人・口頭/).tap();
      await see.record.waitFor();
      await look(page, 'emergency-evacuee-record');

      await endRule(region, rule);
      await page.getByRole('tab', { name: '検査' }).tap();
      await page.getByText('根拠となった臨時運用ルールが終わりました。').waitFor();
      expect(await see.record.count()).toBe(0);
      await look(page, 'emergency-rule-ended');
      await page.getByRole('link', { name: 'EMSで参照し直す' }).tap();
      await see.isThis.waitFor();
    },
    MANY_LOOKS_MS,
  );

  test(
    'a drill opens nothing, and says what it would have opened',
    async () => {
      const rule = await disasterRule(region, 'drill');
      const page = await browser.visit({ region, device: 'phone' });
      await arrive(page, region, DOCTOR);
      const see = onScreen(page);
      await see.headerField.fill(STRANGER.typed);
      await see.headerField.press('Enter');
      await page.getByRole('radio', { name: '避難者（訓練）' }).check();
      await see.hospital.tap();
      await see.yes.tap();
      await see
        .button(/訓練として確認する/)
        .first()
        .tap();
      await page.getByRole('heading', { name: '訓練の結果（実際には何も開いていません）' }).waitFor();
      await look(page, 'emergency-drill');
      expect(new URL(page.url()).pathname).toBe('/emergency');
      await endRule(region, rule);
    },
    MANY_LOOKS_MS,
  );
});
