import { describe, expect, it } from '@jest/globals';
import { parseAndNormalise } from '../../../agent/normalise/index.ts';
import type { Demographics } from '../../../schemas/person.ts';
import { fileName, message } from '../support/hl7-text.ts';
import { BASICS } from '../support/storage.ts';

const NAME = fileName({ type: 'ADT-00', date: '-', department: '-' });
type Person = { name?: string; birth?: string; sex?: string; address?: string; phone?: string };
const pid = ({
  name = '架空^花子^^^^^L^I~カクウ^ハナコ^^^^^L^P',
  birth = '19370304',
  sex = 'F',
  address = '',
  phone = '',
}: Person): string => `PID|0001||0001234^^^^PI||${name}||${birth}|${sex}|||${address}||${phone}`;
const outcomeOf = (person: Person, ...segments: string[]) =>
  parseAndNormalise(message({ type: BASICS, pid: pid(person), segments: ['EVN||20240105', ...segments] }), NAME);
function demographicsOf(person: Person, ...segments: string[]): Demographics {
  const outcome = outcomeOf(person, ...segments);
  if (!outcome.ok) throw outcome.rejection;
  if (outcome.kind !== 'demographics') throw new Error('documents');
  return outcome.demographics;
}
const rejectionOf = (person: Person) => {
  const outcome = outcomeOf(person);
  return outcome.ok ? undefined : [outcome.rejection.code, outcome.rejection.detail];
};

describe('ADT-00, demographics', () => {
  it('reads name and kana, birth date, sex, address, telephone and insurance', () => {
    const person = demographicsOf(
      {
        address: '^^^^920-0962^JPN^H^石川県金沢市広坂１－２－３~^^^^1050003^^B^勤務先',
        phone: '^PRN^PH^^^^^^^^^076-000-0000~^EMR^PH^^^^^^^^^03-5999-9999',
      },
      'IN1|1|54^難病医療^JHSD0001|54170010',
      'IN1|2|60^国民健康保険^JHSD0001|170018|||||||１２|３４５^01',
    );
    expect(person).toEqual({
      name: { family: '架空', given: '花子', familyKana: 'カクウ', givenKana: 'ハナコ' },
      birthDate: '1937-03-04',
      sex: 'female',
      postalCode: '920-0962',
      address: '石川県金沢市広坂１－２－３',
      phone: '076-000-0000',
      insurance: { insurer: '00170018', symbol: '12', number: '345', branch: '01' },
    });
  });

  it.each([
    ['kana first', 'カクウ^ハナコ^^^^^L^P~架空^花子^^^^^L^I', ['架空', '花子', 'カクウ', 'ハナコ']],
    ['no code on the written name', '架空^花子~カクウ^ハナコ^^^^^L^P', ['架空', '花子', 'カクウ', 'ハナコ']],
    ['both names in one component', '架空　花子^^^^^^L^I~カクウ ハナコ^^^^^^L^P', ['架空', '花子', 'カクウ', 'ハナコ']],
    ['a name in kana only', 'ｶｸｳ^ﾊﾅｺ^^^^^L^P', ['ｶｸｳ', 'ﾊﾅｺ', 'ｶｸｳ', 'ﾊﾅｺ']],
    ['a name in hiragana without code', 'かくう^はなこ', ['かくう', 'はなこ', 'かくう', 'はなこ']],
    ['a name in letters', 'KAKU^HANAKO^^^^^L^A~カク^ハナコ^^^^^L^P', ['KAKU', 'HANAKO', 'カク', 'ハナコ']],
  ])('reads %s', (_, name, [family, given, familyKana, givenKana]) => {
    expect(demographicsOf({ name }).name).toEqual({ family, given, familyKana, givenKana });
  });

  it('knows the sexes, and says unknown for the rest', () => {
    expect(['M', 'F', 'O', 'U', 'N', ''].map((sex) => demographicsOf({ sex }).sex)).toEqual([
      'male',
      'female',
      'other',
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  it('is rejected where kana, given name or birth date are missing, and says which', () => {
    expect(rejectionOf({ name: '架空^花子^^^^^L^I' })).toEqual([
      'INCOMPLETE_DEMOGRAPHICS',
      expect.stringContaining('name.familyKana'),
    ]);
    expect(rejectionOf({ name: '架空^^^^^^L^I~カクウ^^^^^^L^P' })).toEqual([
      'INCOMPLETE_DEMOGRAPHICS',
      expect.stringContaining('name.given'),
    ]);
    expect(rejectionOf({ birth: '' })).toEqual(['INCOMPLETE_DEMOGRAPHICS', 'birthDate']);
    expect(rejectionOf({ birth: '19370230' })).toEqual(['INCOMPLETE_DEMOGRAPHICS', 'birthDate']);
  });
});
