import { describe, expect, it } from '@jest/globals';
import { Demographics, DemographicsInput } from '../../../../schemas/person.ts';
import {
  correctionOf,
  demographicsInput,
  emptiedFields,
  mergedWithTheirs,
  NOTHING_TYPED,
  typedOf,
} from '../../../../web/patients/demographics/typed.ts';

const CHIYO = Demographics.parse({
  name: { family: '志賀', given: '千代', familyKana: 'ｼｶ', givenKana: 'ちよ' },
  birthDate: '1944-02-29',
  sex: 'female',
  phone: '000-111-2222',
  address: '架空県汐見市1',
  insurance: { insurer: '01000018', number: '12', branch: '02' },
});
const kept = typedOf(CHIYO);

describe('demographics as they are typed', () => {
  it('go as they were typed; what is empty is absent; digits of the insurance are half width', () => {
    const typed = { ...kept, phone: '  ', insurer: '０１００－００１８', branch: '２', birthDate: 'S19.2.29' };
    expect(demographicsInput(typed)).toEqual({
      name: { family: '志賀', given: '千代', familyKana: 'ｼｶ', givenKana: 'ちよ' },
      birthDate: 'S19.2.29',
      sex: 'female',
      address: '架空県汐見市1',
      insurance: { insurer: '01000018', number: '12', branch: '02' },
    });
    expect(DemographicsInput.safeParse(demographicsInput(typed)).success).toBe(true);
  });

  it('of which nothing was typed are refused by the schema at each required field, and only there', () => {
    const result = DemographicsInput.safeParse(demographicsInput(NOTHING_TYPED));
    const paths = result.error?.issues.map(({ path }) => path.join('/')).toSorted();
    expect(paths).toEqual(['birthDate', 'name/family', 'name/familyKana', 'name/given', 'name/givenKana', 'sex']);
  });

  it('that are kept come back unchanged', () => {
    expect(demographicsInput(kept)).toEqual(CHIYO);
    expect(correctionOf(kept, kept)).toEqual({});
  });
});

describe('a correction', () => {
  it('names what changed alone; a name goes whole', () => {
    expect(correctionOf(kept, { ...kept, given: '千代子' })).toEqual({ name: { ...CHIYO.name, given: '千代子' } });
    expect(correctionOf(kept, { ...kept, address: '移転先' })).toEqual({ address: '移転先' });
    expect(correctionOf(kept, { ...kept, isProtected: true })).toEqual({ protected: true });
  });

  it('that empties what must be there is sent, for the schema to say so', () => {
    const change = correctionOf(kept, { ...kept, birthDate: '', familyKana: '' });
    expect(DemographicsInput.partial().safeParse(change).success).toBe(false);
  });

  it('that empties what the API would leave alone is told', () => {
    expect(emptiedFields(kept, { ...kept, phone: '', address: ' ' })).toEqual(['phone', 'address']);
    expect(emptiedFields(kept, { ...kept, insurer: '', number: '', branch: '' })).toEqual(['insurer']);
    expect(emptiedFields({ ...kept, isProtected: true }, kept)).toEqual(['isProtected']);
    expect(emptiedFields(kept, { ...kept, phone: '1', branch: '' })).toEqual([]);
  });

  it('that met another one takes over what only they changed, and names what both did', () => {
    const mine = { ...kept, address: '私', phone: '1' };
    const theirs = { ...kept, address: '彼ら', postalCode: '000-0000', phone: '1' };
    const { merged, conflicts, taken } = mergedWithTheirs({ base: kept, mine, theirs });
    expect(taken).toEqual(['postalCode']);
    expect(conflicts).toEqual([{ field: 'address', theirs: '彼ら', mine: '私' }]);
    expect(merged).toEqual({ ...mine, postalCode: '000-0000' });
  });
});
