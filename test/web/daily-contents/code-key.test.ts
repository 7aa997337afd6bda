import { describe, expect, it } from '@jest/globals';
import { codeKey, plain } from '../../../web/daily-contents/code-key.ts';

describe('what makes two coded things one', () => {
  const key = (coded: { code?: string; system?: string }, facilityId = 'ty-hospital') =>
    codeKey({ name: 'x', ...coded }, facilityId);

  it('joins the same code of a shared table across facilities, in any width', () => {
    expect(key({ code: '103835401', system: 'HOT9' }, 'a-hospital')).toBe(
      key({ code: '１０３８３５４０１', system: 'HOT９' }, 'b-hospital'),
    );
  });

  it.each(['99XYZ', '９９I02', 'L', undefined])('keeps a code of the table %s within its facility', (system) => {
    const coded = { code: '001', ...(system !== undefined && { system }) };
    expect(key(coded, 'a-hospital')).not.toBe(key(coded, 'b-hospital'));
  });

  it('does not join one code of two tables', () => {
    expect(key({ code: '620000001', system: 'HOT9' })).not.toBe(key({ code: '620000001', system: 'YJ' }));
  });

  it('says nothing of what has no code', () => {
    expect(key({})).toBeUndefined();
  });
});

it('takes names in another width or with other spaces for the same, and keeps their case', () => {
  expect(plain('ｱﾑﾛｼﾞﾋﾟﾝ錠　５ｍｇ')).toBe(plain('アムロジピン錠5mg'));
  expect(plain('mg')).not.toBe(plain('Mg'));
});
