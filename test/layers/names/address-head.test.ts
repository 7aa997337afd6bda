import { describe, expect, it } from '@jest/globals';
import { addressHead } from '../../../layers/names/index.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

describe('addressHead', () => {
  it.each([
    ['石川県金沢市広坂1丁目2番3号', '石川県金沢市'],
    ['石川県　金沢市　広坂１－２－３', '石川県金沢市'],
    ['石川県鳳珠郡能登町字宇出津1', '石川県鳳珠郡能登町'],
    ['石川県能登町字宇出津1', '石川県能登町'],
    ['石川県野々市市三納1-1', '石川県野々市市'],
    ['三重県四日市市諏訪町1-5', '三重県四日市市'],
    ['広島県廿日市市下平良1-11-1', '広島県廿日市市'],
    ['富山県中新川郡上市町法音寺1', '富山県中新川郡上市町'],
    ['富山県上市町法音寺1', '富山県上市町'],
    ['群馬県佐波郡玉村町大字下新田201', '群馬県佐波郡玉村町'],
    ['北海道余市郡余市町朝日町26', '北海道余市郡余市町'],
    ['奈良県大和郡山市北郡山町248-4', '奈良県大和郡山市'],
    ['愛知県蒲郡市旭町17番1号', '愛知県蒲郡市'],
    ['福島県郡山市朝日一丁目23-7', '福島県郡山市'],
    ['岐阜県山県市高木1000', '岐阜県山県市'],
    ['千葉県市川市八幡1-1-1', '千葉県市川市'],
    ['新潟県十日町市千歳町3-3', '新潟県十日町市'],
    ['神奈川県横浜市保土ケ谷区川辺町2-9', '神奈川県横浜市保土ケ谷区'],
    ['大阪府大阪市北区梅田1-1', '大阪府大阪市北区'],
    ['京都府京都市中京区寺町通御池上る488', '京都府京都市中京区'],
    ['東京都港区芝公園1-5-25', '東京都港区'],
    ['東京都町田市森野2-2-22', '東京都町田市'],
    ['東京都西多摩郡奥多摩町氷川215-6', '東京都西多摩郡奥多摩町'],
    ['東京都八丈島八丈町大賀郷2551-2', '東京都八丈島八丈町'],
  ])('of %s is %s', (address, head) => {
    expect(addressHead(address)).toBe(head);
  });

  it.each([
    ['金沢市広坂1-1', '金沢市'],
    ['名古屋市中区三の丸3-1', '名古屋市中区'],
    ['鳳珠郡能登町宇出津', '鳳珠郡能登町'],
  ])('of %s, without its prefecture, is %s', (address, head) => {
    expect(addressHead(address)).toBe(head);
  });

  it('keeps the quarter out where a city has 区 or 郡 in one of its quarters', () => {
    expect(addressHead('石川県七尾市石崎町西一区3')).toBe('石川県七尾市');
    expect(addressHead('石川県金沢市郡町東町2')).toBe('石川県金沢市');
  });

  it('is the prefecture where no municipality is written', () => {
    expect(addressHead('石川県')).toBe('石川県');
  });

  it.each(['', '不明', '広坂町1-2', '1-2-3', '中央区1丁目'])('is undefined for %j, which names neither', (address) => {
    expect(addressHead(address)).toBeUndefined();
  });

  it('answers hostile texts at once, and never longer than a prefecture and a municipality', () => {
    for (const text of HOSTILE_TEXTS) expect((addressHead(text) ?? '').length).toBeLessThanOrEqual(20);
  });
});
