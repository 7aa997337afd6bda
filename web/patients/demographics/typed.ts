import { normaliseBranch } from '../../../layers/names/index.ts';
import type { Demographics, DemographicsInput, PersonSummary } from '../../../schemas/person.ts';

export type Sex = Demographics['sex'];

/** Demographics as they stand in the fields of a form. */
export type DemographicsTyped = {
  family: string;
  given: string;
  familyKana: string;
  givenKana: string;
  formerFamilyKana: string;
  birthDate: string;
  sex: Sex | '';
  phone: string;
  postalCode: string;
  address: string;
  insurer: string;
  symbol: string;
  number: string;
  branch: string;
  /** 支援措置 */
  isProtected: boolean;
};
export type DemographicsField = keyof DemographicsTyped;

export const NOTHING_TYPED: DemographicsTyped = {
  family: '',
  given: '',
  familyKana: '',
  givenKana: '',
  formerFamilyKana: '',
  birthDate: '',
  sex: '',
  phone: '',
  postalCode: '',
  address: '',
  insurer: '',
  symbol: '',
  number: '',
  branch: '',
  isProtected: false,
};

export const typedOfPerson = ({ name, birthDate, sex }: PersonSummary): Partial<DemographicsTyped> => ({
  ...name,
  birthDate,
  sex,
});

export const typedOf = ({ name, insurance, protected: isProtected, ...rest }: Demographics): DemographicsTyped => ({
  ...NOTHING_TYPED,
  ...name,
  ...insurance,
  ...rest,
  isProtected: isProtected ?? false,
});

const given = <K extends string>(name: K, text: string): { [N in K]?: string } =>
  (text.trim() === '' ? {} : { [name]: text }) as { [N in K]?: string };

const digitsOf = (text: string): string => text.normalize('NFKC').replace(/[\s\p{Dash_Punctuation}ー]/gu, '');

const insuranceOf = (typed: DemographicsTyped): Record<string, string> => ({
  ...given('insurer', digitsOf(typed.insurer)),
  ...given('symbol', typed.symbol),
  ...given('number', typed.number),
  // 2 is 02; whatever is no branch stays as it is, for the schema to say so.
  ...given('branch', normaliseBranch(typed.branch) ?? typed.branch),
});

/**
 * What is sent. A field left empty is absent, and the schema says at that field whether it may be. Names and kana go as they were typed, in
 * whatever width; digits of the insurer and the branch in half width.
 */
export const demographicsInput = (typed: DemographicsTyped): DemographicsInput => {
  const insurance = insuranceOf(typed);
  return {
    name: {
      ...given('family', typed.family),
      ...given('given', typed.given),
      ...given('familyKana', typed.familyKana),
      ...given('givenKana', typed.givenKana),
      ...given('formerFamilyKana', typed.formerFamilyKana),
    },
    ...given('birthDate', typed.birthDate),
    ...(typed.sex && { sex: typed.sex }),
    ...given('phone', typed.phone),
    ...given('postalCode', typed.postalCode),
    ...given('address', typed.address),
    ...(Object.keys(insurance).length > 0 && { insurance }),
    ...(typed.isProtected && { protected: true }),
  } as DemographicsInput;
};

const FIELDS = Object.keys(NOTHING_TYPED) as DemographicsField[];

/** The fields in which two of them differ. */
export const differingFields = (one: DemographicsTyped, other: DemographicsTyped): DemographicsField[] =>
  FIELDS.filter((field) => one[field] !== other[field]);

/** A correction: only what differs from what is kept; a name and an insurance go as a whole. */
export const correctionOf = (kept: DemographicsTyped, typed: DemographicsTyped): Partial<DemographicsInput> => {
  const before = demographicsInput(kept) as Record<string, unknown>;
  const entries = Object.entries(demographicsInput(typed)).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
  );
  // A name or birth date that was emptied is sent as empty, so that the schema says what is missing.
  const emptied = typed.birthDate.trim() === '' ? { birthDate: '' } : {};
  return { ...Object.fromEntries(entries), ...emptied };
};

/** Fields that were emptied although a correction cannot take them away: the API leaves alone what a correction does not name. */
export const emptiedFields = (kept: DemographicsTyped, typed: DemographicsTyped): DemographicsField[] => {
  const cleared = (['phone', 'postalCode', 'address'] as const).filter(
    (field) => kept[field] !== '' && typed[field].trim() === '',
  );
  const hadInsurance = Object.keys(insuranceOf(kept)).length > 0;
  return [
    ...cleared,
    ...(hadInsurance && Object.keys(insuranceOf(typed)).length === 0 ? (['insurer'] as const) : []),
    ...(kept.isProtected && !typed.isProtected ? (['isProtected'] as const) : []),
  ];
};

/** A correction that met another person's: what each of the two changed since `base`. */
export type Conflict = { field: DemographicsField; theirs: string | boolean; mine: string | boolean };

/**
 * Mine and theirs put together: what I left alone becomes theirs; what both changed, to different things, stays mine and is named, for a person
 * to choose.
 */
export const mergedWithTheirs = ({
  base,
  mine,
  theirs,
}: Record<'base' | 'mine' | 'theirs', DemographicsTyped>): {
  merged: DemographicsTyped;
  conflicts: Conflict[];
  taken: DemographicsField[];
} => {
  const changedByThem = differingFields(base, theirs);
  const changedByMe = new Set(differingFields(base, mine));
  const taken = changedByThem.filter((field) => !changedByMe.has(field));
  const conflicts = changedByThem
    .filter((field) => changedByMe.has(field) && mine[field] !== theirs[field])
    .map((field) => ({ field, theirs: theirs[field], mine: mine[field] }));
  const merged = { ...mine, ...Object.fromEntries(taken.map((field) => [field, theirs[field]])) };
  return { merged, conflicts, taken };
};
