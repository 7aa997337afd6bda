import type { Demographics } from '../../schemas/person.ts';

/** Everybody has a telephone and an address here. */
export type TestPerson = Demographics & { phone: string; address: string };

const FAMILIES = [
  ['灯ノ浦', 'トモノウラ'],
  ['霧生野', 'キリュウノ'],
  ['雲母坂', 'キララザカ'],
  ['綿津見', 'ワタツミ'],
  ['鷺宮口', 'サギミヤグチ'],
  ['薄氷田', 'ウスライダ'],
  ['錦木戸', 'ニシキギド'],
] as const;
const GIVENS = [
  ['帆乃夏', 'ホノカ'],
  ['朔太郎', 'サクタロウ'],
  ['紗夜里', 'サヨリ'],
  ['壮一朗', 'ソウイチロウ'],
  ['美波留', 'ミハル'],
] as const;
const DAY_MS = 86_400_000;

/** Somebody who does not exist, and shares neither birth date, telephone nor address with any other number. */
export const person = (number: number, change: Partial<Demographics> = {}): TestPerson => {
  const [family, familyKana] = FAMILIES[number % FAMILIES.length] ?? FAMILIES[0];
  const [given, givenKana] = GIVENS[number % GIVENS.length] ?? GIVENS[0];
  return {
    name: { family, given, familyKana, givenKana },
    birthDate: new Date(Date.UTC(1931, 2, 4) + number * 131 * DAY_MS).toISOString().slice(0, 10),
    sex: number % 2 === 0 ? 'female' : 'male',
    phone: `076-5${String(number).padStart(2, '0')}-01${String((number * 7) % 100).padStart(2, '0')}`,
    postalCode: '920-0000',
    address: `石川県架空市見本町${number}番地の${number + 3}`,
    ...change,
  };
};
