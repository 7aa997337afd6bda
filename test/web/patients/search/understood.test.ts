import { describe, expect, it } from '@jest/globals';
import { reachesOthers, understand } from '../../../../web/patients/search/understood.ts';

const context = { localIds: { digits: 7, padding: 'zero' }, today: '2026-11-22' } as const;
const read = (typed: string) => {
  const understood = understand(typed, context);
  return understood.kind === 'readings' ? understood.readings : understood;
};
const person = (criteria: object) => [{ as: 'person', criteria }];

describe('one field for everything that finds a patient', () => {
  it.each(['1944-02-29', '1944/2/29', '1944年2月29日', '昭和19年2月29日', 'Ｓ１９．２．２９', '昭19.2.29', 's190229'])(
    '%s is a birth date',
    (typed) => expect(read(typed)).toContainEqual({ as: 'birthDate', criteria: { birthDate: '1944-02-29' } }),
  );

  it('eight digits that are a day are a birth date, and an ID where the facility has so many digits', () => {
    expect(read('19440229')).toEqual([{ as: 'birthDate', criteria: { birthDate: '1944-02-29' } }]);
    const eight = understand('19440229', { ...context, localIds: { digits: 8, padding: 'zero' } });
    expect(eight).toMatchObject({ readings: [{ as: 'birthDate' }, { as: 'localId' }] });
  });

  it('digits that are no day are the own patient ID, in any width and with the hyphens of a card', () => {
    expect(read('0000102')).toEqual([{ as: 'localId', criteria: { localId: '0000102' } }]);
    expect(read('１０２')).toEqual([{ as: 'localId', criteria: { localId: '102' } }]);
    expect(read('000-0102')).toEqual([{ as: 'localId', criteria: { localId: '000-0102' } }]);
    expect(read('19440230')).toEqual([{ as: 'localId', criteria: { localId: '19440230' } }]);
    expect(read('00000201')).toEqual([{ as: 'localId', criteria: { localId: '00000201' } }]);
  });

  it('ten or eleven digits are a telephone number, and an ID only where the facility has so many', () => {
    expect(read('0761234567')).toEqual([{ as: 'phone', criteria: { phone: '0761234567' } }]);
    expect(read('０９０－１２３４－５６７８')).toEqual([{ as: 'phone', criteria: { phone: '09012345678' } }]);
    expect(read('+81 76 123 4567')).toEqual([{ as: 'phone', criteria: { phone: '0761234567' } }]);
    const long = understand('0761234567', { ...context, localIds: { digits: 10, padding: 'zero' } });
    expect(long).toMatchObject({ readings: [{ as: 'phone' }, { as: 'localId' }] });
  });

  it('two words are family and given name: kanji, kana of any width, a blank of any width', () => {
    expect(read('志賀 千代')).toEqual(person({ family: '志賀', given: '千代' }));
    expect(read('志賀　千代')).toEqual(person({ family: '志賀', given: '千代' }));
    expect(read(' ｼｶﾞ  ﾁﾖ ')).toEqual(person({ family: 'ｼｶﾞ', given: 'ﾁﾖ' }));
    expect(read('ジョーンズ・マリア アン')).toEqual(person({ family: 'ジョーンズ', given: 'マリア アン' }));
  });

  it('a name and a day together are both asked, in whatever order', () => {
    const all = { birthDate: '1944-02-29', family: '志賀', given: '千代' };
    for (const typed of ['志賀 千代 S19.2.29', '1944/2/29 志賀 千代', '志賀 千代 昭和 19年 2月 29日'])
      expect(read(typed)).toEqual(person(all));
    expect(read('志賀 1944-02-29')).toEqual(person({ birthDate: '1944-02-29', family: '志賀' }));
    expect(read('志賀 0761234567')).toEqual(person({ family: '志賀', phone: '0761234567' }));
  });

  it('one name alone is too little; kanji in one word are offered with their borders', () => {
    expect(read('しが')).toEqual({ kind: 'tooBroad', splits: [] });
    expect(read('志賀千代')).toEqual({
      kind: 'tooBroad',
      splits: [
        { family: '志賀', given: '千代' },
        { family: '志', given: '賀千代' },
        { family: '志賀千', given: '代' },
      ],
    });
    expect(read('佐々木')).toMatchObject({ splits: [{ family: '佐々', given: '木' }, { family: '佐' }] });
  });

  it('a day that never was is said, not searched', () => {
    expect(read('1943-02-29')).toEqual({ kind: 'noSuchDay', reason: 'impossible' });
    expect(read('志賀 千代 昭和70年1月1日')).toEqual({ kind: 'noSuchDay', reason: 'era' });
    expect(read('2026-11-23')).toEqual({ kind: 'noSuchDay', reason: 'future' });
  });

  it.each(['116@EMS', '１１６＠ｅｍｓ', '116 @ems'])('%s belongs to the emergency look-up', (typed) =>
    expect(read(typed)).toEqual({ kind: 'ems' }),
  );

  it('an ID beside a name is asked alone, and says what it leaves out', () => {
    expect(read('102 志賀')).toEqual([{ as: 'localId', criteria: { localId: '102' }, ignored: '志賀' }]);
  });

  it('nothing is nothing', () => {
    for (const typed of ['', '  ', '　']) expect(read(typed)).toEqual({ kind: 'nothing' });
  });

  it('only a birth date with the whole name reaches people of other facilities', () => {
    expect(reachesOthers({ birthDate: '1944-02-29', family: '志賀', given: '千代' })).toBe(true);
    expect(reachesOthers({ birthDate: '1944-02-29', family: '志賀' })).toBe(false);
    expect(reachesOthers({ family: '志賀', given: '千代' })).toBe(false);
  });

  it('never throws, whatever is typed', () => {
    for (const typed of [
      '<script>',
      '\u0000',
      '🙂 🙂',
      '-',
      '++',
      '・・・',
      'a'.repeat(10_000),
      '２０２４年１３月１日',
    ])
      expect(() => understand(typed, context)).not.toThrow();
  });
});
