import type { Demographics } from '../../../schemas/person.ts';
import type { Chance } from '../random.ts';

/** Towns that exist in no gazetteer; postal codes and telephone numbers begin with 000, which is given to nobody. */
const TOWNS = [
  { postal: '000-0101', town: '架空県汐見市青葉浜' },
  { postal: '000-0102', town: '架空県汐見市灯台通' },
  { postal: '000-0103', town: '架空県汐見市舟入町' },
  { postal: '000-0111', town: '架空県汐見市三ツ松' },
  { postal: '000-0201', town: '架空県千舟郡千舟町字西浦' },
  { postal: '000-0202', town: '架空県千舟郡千舟町字東浦' },
  { postal: '000-0211', town: '架空県千舟郡千舟町字塩崎' },
  { postal: '000-0301', town: '架空県霧ヶ原市中央台' },
  { postal: '000-0302', town: '架空県霧ヶ原市桑畑' },
  { postal: '000-0401', town: '架空県鈴ノ木郡鈴ノ木町大字上里' },
] as const;

export type Home = { postalCode: string; address: string; phone: string };

export const drawPhone = (chance: Chance): string =>
  `000-${String(chance.between(1000, 9999))}-${String(chance.between(1000, 9999))}`;

export const drawHome = (chance: Chance): Home => {
  const { postal, town } = chance.pick(TOWNS);
  const number = chance.percent(50)
    ? `${chance.between(1, 6)}丁目${chance.between(1, 30)}番${chance.between(1, 20)}号`
    : `${chance.between(1, 240)}番地${chance.between(1, 9)}`;
  return { postalCode: postal, address: `${town}${number}`, phone: drawPhone(chance) };
};

/** Insurers with prefecture 00, which does not exist. */
const INSURERS = { late: '39000018', national: '000018', employees: '01000018' } as const;

/** The card of a household: members differ by branch. */
export type Card = { symbol: string; number: string };

export const drawCard = (chance: Chance): Card => ({
  symbol: String(chance.between(10, 9999)),
  number: String(chance.between(100_000, 9_999_999)),
});

/**
 * What somebody is insured by: from 75 on everybody has a card of their own (後期高齢者医療), before that the household's, told
 * apart by branch (枝番, since 2021).
 */
export const insuranceOf = (member: {
  age: number;
  card: Card;
  branch: number;
  ownNumber: string;
}): NonNullable<Demographics['insurance']> => {
  if (member.age >= 75) return { insurer: INSURERS.late, number: member.ownNumber };
  const branch = String(member.branch).padStart(2, '0');
  return { insurer: member.age >= 65 ? INSURERS.national : INSURERS.employees, ...member.card, branch };
};
