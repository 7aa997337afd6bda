import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestRegion } from '../region.ts';
import { type OpenBrowser, openBrowser, type WatchedPage } from './browser.ts';
import { arrive } from './person.ts';
import { LONGEST_BEGINNING_MS, startDemoRegion } from './region.ts';
import { hasFocus, look, noSidewaysScroll, tabTo, zoom200 } from './screen.ts';

let browser: OpenBrowser;
let region: TestRegion;

beforeAll(async () => {
  [browser, region] = await Promise.all([openBrowser(), startDemoRegion()]);
}, LONGEST_BEGINNING_MS);
afterEach(() => browser.expectNoMishaps());
afterAll(async () => {
  await browser?.close();
  await region?.stop();
});

type Typed = { family: string; given: string; familyKana: string; givenKana: string; birthDate: string; sex: string };

const field = (page: WatchedPage, label: RegExp) => page.getByLabel(label);
const FIELDS: readonly (readonly [keyof Omit<Typed, 'sex'>, RegExp])[] = [
  ['family', /^姓必須/],
  ['given', /^名必須/],
  ['familyKana', /^姓（カナ）/],
  ['givenKana', /^名（カナ）/],
  ['birthDate', /^生年月日/],
];

const fillPerson = async (page: WatchedPage, typed: Typed): Promise<void> => {
  for (const [name, label] of FIELDS) await field(page, label).fill(typed[name]);
  await page.getByLabel(typed.sex, { exact: true }).check();
};

const consentInWriting = async (page: WatchedPage): Promise<void> => {
  await page.getByLabel(/^包括同意/).check();
  await page.getByLabel('本人', { exact: true }).check();
  await page.getByLabel('書面', { exact: true }).check();
};

const submit = (page: WatchedPage) => page.getByRole('button', { name: '登録して次へ' });
const addressNames = (page: WatchedPage, text: string): boolean => decodeURIComponent(page.url()).includes(text);

const CHIYO: Typed = {
  family: '志賀',
  given: '千代',
  familyKana: 'ｼｶ',
  givenKana: 'ちよ',
  birthDate: '昭和19年2月29日',
  sex: '女性',
};

describe('a first registration', () => {
  test('志賀 千代 comes from the search to her calendar in three steps, and no address names her', async () => {
    const page = await browser.visit({ region });
    await arrive(page, region, 'test-clinic.doctor');
    await page.locator('#quick-search').fill('志賀 千代');
    await page.keyboard.press('Enter');
    await page.getByText('該当する患者さんはいません').waitFor();
    await look(page, 'search-nobody');
    expect(addressNames(page, '志賀')).toBe(false);
    await page.getByRole('link', { name: 'この内容で登録を始める' }).click();
    expect(await field(page, /^姓必須/).inputValue()).toBe('志賀');
    expect(await field(page, /^名必須/).inputValue()).toBe('千代');

    await fillPerson(page, CHIYO);
    await page.getByText('読み: シカ').waitFor();
    await page.getByText('昭和19年2月29日 = 1944年2月29日、82歳').waitFor();
    await field(page, /^自院の患者ID/).fill('１０２');
    await consentInWriting(page);
    await look(page, 'register-step-1');
    await zoom200(page);
    await submit(page).dblclick();

    await page.getByRole('heading', { name: '公開施設' }).waitFor();
    await field(page, /^TYテスト病院の患者ID/).fill('102');
    await page.keyboard.press('Enter');
    await page.getByText('生年月日・性別・カナが、その施設の記録と一致しました。').waitFor();
    await page.getByText('0000102').waitFor();
    await look(page, 'register-step-2');
    await page.getByRole('link', { name: '次へ: 最新データ取得' }).click();

    await page.getByRole('button', { name: '最新データを取得' }).click();
    await page.getByText('0 / 1施設から届きました').waitFor();
    await look(page, 'register-step-3');
    await page.getByRole('link', { name: 'カレンダーを開く' }).click();
    await page.getByText('志賀 千代').first().waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/patients\/pat_[0-9A-Z]{26}\/chart$/);

    // Pressed twice, registered once.
    await page.goto('/patients');
    await page.getByRole('searchbox').fill('102');
    await page.keyboard.press('Enter');
    await page.getByText('1人見つかりました').waitFor();
  });

  test('by keyboard alone, from the menu to step 3, with an ID that waits', async () => {
    const page = await browser.visit({ region, keyboardOnly: true });
    await arrive(page, region, 'test-clinic.nurse', '/patients');
    await tabTo(page, page.getByRole('link', { name: '新しい患者さんを登録' }));
    await page.keyboard.press('Enter');
    const typed = ['鍵盤', '操', 'ｹﾝﾊﾞﾝ', 'みさお', 'S41.8.9'];
    for (const [index, [, label]] of FIELDS.entries()) {
      await tabTo(page, field(page, label));
      await page.keyboard.insertText(typed[index] ?? '');
    }
    await tabTo(page, page.getByLabel('女性', { exact: true }));
    await page.keyboard.press('ArrowRight');
    await tabTo(page, field(page, /^自院の患者ID/));
    await page.keyboard.insertText('4180');
    for (const label of [/^包括同意/, /^本人$/, /^書面$/]) {
      await tabTo(page, page.getByLabel(label));
      await page.keyboard.press('Space');
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '公開施設' }).waitFor();
    await tabTo(page, field(page, /^TYテスト病院の患者ID/));
    await page.keyboard.insertText('998');
    await page.keyboard.press('Enter');
    await page.getByText('届け出ました。').waitFor();
    await tabTo(page, page.getByRole('link', { name: '次へ: 最新データ取得' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: '最新データを取得' }));
    await page.keyboard.press('Enter');
    await page.getByText('要求できる公開施設がありません。').waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/patients\/pat_[0-9A-Z]{26}\/latest$/);
  });

  test('an emergency access becomes a registration: the person is filled in, the hospital’s ID is linked along', async () => {
    const token = await region.tokenOf('test-clinic.doctor');
    const ask = async <T>(path: string, body: object): Promise<T> =>
      (await region.api<T>('POST', path, { token, body })).body;
    const { lookupId, person } = await ask<{ lookupId: string; person: object }>('/v1/ems/lookups', {
      facilityId: 'ty-hospital',
      patientId: '116@EMS',
      occasion: 'ambulance',
    });
    const { grant } = await ask<{ grant: { grantId: string } }>(`/v1/ems/lookups/${lookupId}/confirmation`, {
      person: 'confirmed',
      consent: { by: 'patient', form: 'written' },
    });
    const page = await browser.visit({ region });
    await arrive(page, region, 'test-clinic.doctor');
    const handed = { emsGrantId: grant.grantId, person };
    const state = JSON.stringify({ place: 1, state: handed, by: 'test-clinic.doctor' });
    await page.evaluate(`history.pushState(${state}, '', '/patients/new')`);
    await page.reload();
    await page.getByText('EMS参照から登録します').waitFor();
    expect(await field(page, /^姓必須/).inputValue()).toBe('穴水');
    expect(await field(page, /^生年月日/).inputValue()).toBe('1939-01-15');
    await field(page, /^自院の患者ID/).fill('1160');
    await consentInWriting(page);
    await look(page, 'register-from-ems');
    await submit(page).click();
    await page.getByText('0000116').waitFor();
    await page.getByText('生年月日・性別・カナが、その施設の記録と一致しました。').waitFor();
  });

  test('what is missing is said at its field, in the person’s language, on a phone, and leaving asks', async () => {
    const page = await browser.visit({ region, device: 'phone', language: 'en' });
    await arrive(page, region, 'test-clinic.clerk', '/patients/new');
    await page.getByLabel(/^Family namerequired/).fill('Sample');
    await page.getByLabel(/^Birth date/).fill('S70.1.1');
    await page.getByText('The day lies outside this era.').waitFor();
    await page.getByRole('button', { name: 'Register and go on' }).click();
    await page.getByText('This field is required.').first().waitFor();
    expect(await hasFocus(page.getByLabel(/^Given namerequired/))).toBe(true);
    await look(page, 'register-faults-en');
    await noSidewaysScroll(page);
    await page.getByRole('link', { name: 'Home', exact: true }).last().click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
    expect(await page.getByLabel(/^Family namerequired/).inputValue()).toBe('Sample');
  });

  test('hostile text in a name is text on every screen', async () => {
    const page = await browser.visit({ region });
    await arrive(page, region, 'test-clinic.clerk', '/patients/new');
    const family = '<img src=x onerror=alert(1)>';
    await fillPerson(page, {
      family,
      given: '"><script>alert(2)</script>',
      familyKana: 'テキ',
      givenKana: 'イ',
      birthDate: '1971-07-07',
      sex: '男性',
    });
    await field(page, /^自院の患者ID/).fill('7777');
    await page.getByLabel(/^今は記録しない/).check();
    await submit(page).click();
    await page.getByText(family).waitFor();
    await page.getByRole('link', { name: '患者の画面へ' }).click();
    await page.getByRole('heading', { name: '紐づけ' }).waitFor();
    await look(page, 'patient-hostile-name');
    await page.goto('/patients');
    await page.getByRole('searchbox').fill('7777');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: family }).waitFor();
    await zoom200(page);
    expect(await page.locator('main script, main img').count()).toBe(0);
  });
});

describe('somebody who may be registered already', () => {
  const TARO: Typed = {
    family: '加賀',
    given: '太郎',
    familyKana: 'ｶｶﾞ',
    givenKana: 'ﾀﾛｳ',
    birthDate: '昭和28年11月3日',
    sex: '男性',
  };

  test('is shown beside what was typed, with why; the same person is linked, and what was typed is not lost', async () => {
    const page = await browser.visit({ region });
    page.expectMishap(/console error: .* 409 /);
    await arrive(page, region, 'test-care-home.care', '/patients/new');
    await fillPerson(page, TARO);
    await field(page, /^自院の患者ID/).fill('77');
    await page.getByLabel(/^今は記録しない/).check();
    await submit(page).click();
    await page.getByRole('heading', { name: /^候補 1/ }).waitFor();
    await page.getByText('生年月日とカナ氏名が同じです。').waitFor();
    const kana = page.getByRole('row', { name: /^カナ/ });
    expect(await kana.innerText()).toContain('表記の違い');
    expect(await page.getByRole('row', { name: /^生年月日/ }).innerText()).toContain('同じ');
    await page.getByLabel('同じ方', { exact: true }).check();
    await look(page, 'register-candidates');
    expect(await submit(page).getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('button', { name: 'この方に自院の患者IDを紐づける' }).click();

    await page.getByRole('heading', { name: '自院の患者IDを紐づける' }).waitFor();
    expect(await field(page, /^自院の患者ID/).inputValue()).toBe('77');
    await look(page, 'own-id');
    await page.goBack();
    expect(await field(page, /^名（カナ）/).inputValue()).toBe('ﾀﾛｳ');
    await page.goForward();
    await page.getByRole('button', { name: '紐づける', exact: true }).click();
    await page.getByRole('heading', { name: '最新データ取得', level: 1 }).waitFor();
    await page.getByText('加賀 太郎').waitFor();
  });

  test('is registered as somebody else only after every candidate was judged', async () => {
    const page = await browser.visit({ region, device: 'phone' });
    page.expectMishap(/console error: .* 409 /);
    await arrive(page, region, 'test-pharmacy.clerk', '/patients/new');
    await fillPerson(page, {
      family: '鈴木',
      given: '一郎',
      familyKana: 'スズキ',
      givenKana: 'イチロウ',
      birthDate: '1950-01-01',
      sex: '男性',
    });
    await field(page, /^自院の患者ID/).fill('7710');
    await page.getByLabel(/^今は記録しない/).check();
    await submit(page).click();
    await page.getByRole('heading', { name: /^候補 2/ }).waitFor();
    await noSidewaysScroll(page);
    // A mistyped name is corrected and asked anew, whoever was shown for it.
    await field(page, /^名必須/).fill('二郎');
    expect(await submit(page).getAttribute('aria-disabled')).toBe(null);
    await field(page, /^名必須/).fill('一郎');
    await submit(page).click();
    await page.getByRole('heading', { name: /^候補 2/ }).waitFor();
    const others = page.getByLabel('別の方', { exact: true });
    expect(await others.count()).toBe(2);
    await others.first().check();
    expect(await page.getByText('すべて「別の方」を選ぶと、登録できます。').count()).toBe(1);
    await others.last().check();
    await look(page, 'register-candidates');
    await page.getByRole('button', { name: '別の方として登録して次へ' }).click();
    await page.getByRole('heading', { name: '公開施設' }).waitFor();
  });
});

test('a registration that was merged into another leads on to it', async () => {
  const clerk = await region.tokenOf('test-pharmacy.clerk');
  const office = await region.tokenOf('network-office.office');
  type Made = { patient: { patientId: string }; candidates?: { patientId: string }[] };
  const register = (notDuplicateOf: string[]) =>
    region.api<Made>('POST', '/v1/patients', {
      token: clerk,
      body: {
        demographics: {
          name: { family: '川北', given: '昇', familyKana: 'カワキタ', givenKana: 'ノボル' },
          birthDate: '1958-04-18',
          sex: 'male',
        },
        localId: '7115',
        notDuplicateOf,
      },
    });
  const [found] = (await register([])).body.candidates ?? [];
  const target = found?.patientId ?? '';
  const duplicatePatientId = (await register([target])).body.patient.patientId;
  const merged = await region.api('POST', `/v1/patients/${target}/merge`, {
    token: office,
    body: { duplicatePatientId, reason: '同じ方の二重登録' },
  });
  expect(merged.status).toBe(200);
  const page = await browser.visit({ region });
  await arrive(page, region, 'test-pharmacy.clerk', `/patients/${duplicatePatientId}`);
  await page.getByText('この登録は、同じ方の別の登録に統合されています。').waitFor();
  await look(page, 'patient-merged');
  await page.getByRole('link', { name: '統合先の登録を開く' }).click();
  await page.getByRole('heading', { name: '紐づけ' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/patients/${target}`);
});

describe('links', () => {
  test('a hospital compares what others say of its patient IDs, confirms one and takes one back', async () => {
    const page = await browser.visit({ region });
    await arrive(page, region, 'test-hospital.clerk');
    await page.getByRole('link', { name: /^確認を待つ紐づけ/ }).click();
    const mitsu = page.getByRole('article').filter({ hasText: '輪島 ミツ' });
    await mitsu.getByRole('button', { name: '見比べて確認する' }).click();
    const confirm = mitsu.getByRole('button', { name: '同じ方として確認する' });
    expect(await confirm.getAttribute('aria-disabled')).toBe('true');
    await mitsu.getByLabel('氏名: 同じ').check();
    await mitsu.getByLabel(/^違う項目があっても/).check();
    await look(page, 'links');
    await confirm.click();
    await page.getByText('輪島 ミツさんの紐づけを確認しました。').waitFor();
    const next = page.getByRole('article').first();
    await next.getByRole('button', { name: '見比べて確認する' }).click();
    await next.getByRole('button', { name: '別の方（届け出を取り消す）' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: '取り消す' }).click();
    await page.getByText('届け出を取り消しました。').waitFor();
  });

  test('an own ID whose record differs is linked only by somebody who knows why', async () => {
    const page = await browser.visit({ region });
    page.expectMishap(/console error: .* 409 /);
    await arrive(page, region, 'ty-hospital.clerk', '/patients');
    await page.getByRole('searchbox').fill('白山 由美 S54.9.15');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '他施設で登録された患者さん' }).waitFor();
    await look(page, 'search-elsewhere');
    await page.getByRole('link', { name: '白山 由美' }).click();
    await field(page, /^自院の患者ID/).fill('107');
    await page.keyboard.press('Enter');
    await page.getByText('自院の記録と、次の項目が一致しません').waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: 'カナ氏名' }).count()).toBe(1);
    await look(page, 'own-id-differs');
    await page.getByLabel(/^診察券・保険証などで/).check();
    await page.getByRole('button', { name: '違いを承知して紐づける' }).click();
    await page.getByRole('heading', { name: '最新データ取得', level: 1 }).waitFor();
  });

  test('an ID that does not match waits, honestly; an emergency number is no patient ID; ending the own link says what follows', async () => {
    const page = await browser.visit({ region, device: 'phone' });
    page.expectMishap(/console error: .* 400 /);
    await arrive(page, region, 'test-clinic.clerk', '/patients');
    await page.getByRole('searchbox').fill('115');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: '基本情報' }).click();
    await page.getByRole('link', { name: '連携施設の患者IDを追加' }).click();
    const hospital = field(page, /^テスト病院の患者ID/);
    await hospital.fill('１１６＠ＥＭＳ');
    await page.keyboard.press('Enter');
    await page.getByText('@EMSの付いた患者IDは、EMSの参照で開きます。').waitFor();
    await hospital.fill('999');
    await page.keyboard.press('Enter');
    await page.getByText('届け出ました。').waitFor();
    await look(page, 'facilities-pending');
    await page.getByRole('link', { name: '患者の画面へ' }).click();
    await page.getByRole('button', { name: '解除する' }).click();
    await page.getByRole('alertdialog').getByText('自院では、この患者さんの記録').waitFor();
    await look(page, 'end-link');
    await page.getByRole('alertdialog').getByRole('button', { name: '解除する' }).click();
    await page.getByRole('heading', { name: '患者', exact: true }).waitFor();
    await page.getByRole('searchbox').fill('115');
    await page.keyboard.press('Enter');
    await page.getByText('この患者IDは、まだ紐づけられていません。').waitFor();
    expect(await page.getByRole('link', { name: '川北 昇' }).count()).toBe(0);
  });
});

describe('a correction', () => {
  test('that somebody overtook shows theirs beside mine, takes over what only they changed, and loses nothing', async () => {
    const [mine, theirs] = [await browser.visit({ region }), await browser.visit({ region })];
    mine.expectMishap(/console error: .* 412 /);
    await arrive(mine, region, 'test-clinic.doctor');
    await arrive(theirs, region, 'test-clinic.clerk');
    for (const page of [mine, theirs]) {
      await page.goto('/patients');
      await page.getByRole('searchbox').fill('112');
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: '基本情報' }).click();
      await page.getByRole('button', { name: '訂正する' }).click();
    }
    await field(theirs, /^電話番号/).fill('000-999-1111');
    await field(theirs, /^住所/).fill('架空県汐見市 彼らの住所');
    await theirs.getByRole('button', { name: '訂正を保存' }).click();
    await theirs.getByText('訂正を保存しました。').waitFor();

    await field(mine, /^住所/).fill('架空県汐見市 私の住所');
    await mine.getByRole('button', { name: '訂正を保存' }).click();
    await mine.getByText('他の人が先に訂正しました').waitFor();
    await mine.getByText('次の項目は、相手の訂正を取り込みました: 電話番号').waitFor();
    expect(await field(mine, /^電話番号/).inputValue()).toBe('000-999-1111');
    expect(await field(mine, /^住所/).inputValue()).toBe('架空県汐見市 私の住所');
    await look(mine, 'patient-conflict');
    await mine.getByRole('button', { name: '訂正を保存' }).click();
    await mine.getByText('訂正を保存しました。').waitFor();
    await mine.getByText('架空県汐見市 私の住所').waitFor();
    await mine.getByText('000-999-1111').waitFor();
  });
});
