import { describe, expect, it } from '@jest/globals';
import { addressKey, isTellingPhone, phoneKey, postalKey } from '../../../layers/names/index.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

describe('phoneKey', () => {
  it.each([
    '076-123-4567',
    '０７６－１２３－４５６７',
    '076(123)4567',
    '+81 76 123 4567',
    '+81-(0)76-123-4567',
    '＋８１ 76 123 4567',
    '076-123-4567 内線12',
    '076 123 4567 ext. 3',
  ])('reads %s as 0761234567', (text) => {
    expect(phoneKey(text)).toBe('0761234567');
  });

  it('leaves a domestic number that begins with 81 alone', () => {
    expect(phoneKey('81-1234')).toBe('811234');
  });

  it('is empty when there is none', () => {
    expect(phoneKey('なし')).toBe('');
  });

  it.each(['', '0', '12345678', '0000000000', '000-0000-0000', '09999999999'])('%j is no evidence', (text) => {
    expect(isTellingPhone(phoneKey(text))).toBe(false);
  });

  it.each(['076-123-4567', '090-1234-5678'])('%s is evidence', (text) => {
    expect(isTellingPhone(phoneKey(text))).toBe(true);
  });
});

describe('postalKey', () => {
  it.each([
    ['920-8577', '9208577'],
    ['〒９２０－８５７７', '9208577'],
    ['920', ''],
    ['92085770', ''],
    ['', ''],
  ])('reads %j as %j', (text, key) => {
    expect(postalKey(text)).toBe(key);
  });
});

describe('addressKey', () => {
  it.each([
    '石川県金沢市広坂1丁目2番3号',
    '石川県金沢市廣坂１－２－３',
    '石川県 金沢市 広坂1-2-3',
    '石川県金沢市広坂1丁目2番地の3',
    '石川県金沢市広坂1ー2ー3',
  ])('reads %s as one address', (text) => {
    expect(addressKey(text)).toBe('石川県金沢市広坂1-2-3');
  });

  it('keeps neighbours apart', () => {
    expect(addressKey('広坂1-23')).not.toBe(addressKey('広坂12-3'));
  });
});

it('answers hostile texts at once', () => {
  for (const text of HOSTILE_TEXTS) {
    expect(phoneKey(text)).toMatch(/^\d*$/);
    expect(postalKey(text)).toBe('');
    expect(typeof addressKey(text)).toBe('string');
    expect(isTellingPhone(text)).toBe(false);
  }
});
