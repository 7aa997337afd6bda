import type { Demographics } from '../../schemas/person.ts';
import type { PatientId } from '../../schemas/primitives.ts';

const pairs = (text: string): { kanji: string; kana: string }[] =>
  text.split(' ').map((pair) => {
    const [kanji = '', kana = ''] = pair.split('/');
    return { kanji, kana };
  });

/** Halves of invented names: some 1,600 family names and 1,400 given names, so that a full name is as rare as among real people. */
const HEADS = pairs(
  '青/アオ 赤/アカ 秋/アキ 浅/アサ 石/イシ 磯/イソ 稲/イナ 岩/イワ 植/ウエ 梅/ウメ 大/オオ 岡/オカ 奥/オク 小/オ 柿/カキ 笠/カサ 金/カネ 神/カミ 川/カワ 北/キタ 木/キ 栗/クリ 黒/クロ 沢/サワ 塩/シオ 島/シマ 杉/スギ 関/セキ 高/タカ 竹/タケ 田/タ 谷/タニ 中/ナカ 西/ニシ 浜/ハマ 東/ヒガシ 古/フル 松/マツ 森/モリ 吉/ヨシ',
);
const TAILS = pairs(
  '井/イ 池/イケ 内/ウチ 江/エ 尾/オ 岡/オカ 垣/ガキ 川/カワ 木/キ 口/グチ 倉/クラ 坂/サカ 崎/サキ 沢/サワ 島/シマ 田/ダ 谷/タニ 塚/ヅカ 津/ツ 戸/ト 中/ナカ 永/ナガ 西/ニシ 野/ノ 畑/ハタ 原/ハラ 林/バヤシ 平/ヒラ 広/ヒロ 淵/ブチ 部/ベ 掘/ホリ 間/マ 見/ミ 村/ムラ 本/モト 森/モリ 谷内/ヤチ 山/ヤマ 脇/ワキ',
);
const GIVEN_HEADS = pairs(
  '明/アキ 篤/アツ 勝/カツ 和/カズ 清/キヨ 邦/クニ 恵/ケイ 貞/サダ 茂/シゲ 静/シズ 孝/タカ 忠/タダ 千/チ 恒/ツネ 哲/テツ 利/トシ 直/ナオ 信/ノブ 春/ハル 久/ヒサ 秀/ヒデ 弘/ヒロ 文/フミ 昌/マサ 道/ミチ 光/ミツ 美/ミ 宗/ムネ 保/ヤス 義/ヨシ',
);
const GIVEN_TAILS = pairs(
  '昭/アキ 一/イチ 江/エ 夫/オ 香/カ 樹/キ 子/コ 作/サク 三/ゾウ 太/タ 次/ジ 人/ト 奈/ナ 乃/ノ 葉/ハ 彦/ヒコ 平/ヘイ 穂/ホ 実/ミ 美/ミ 代/ヨ 也/ヤ 雄/オ 郎/ロウ 和/カズ 恵/エ 治/ハル 行/ユキ 広/ヒロ 則/ノリ 助/スケ 枝/エ 世/セ 介/スケ 生/オ 司/シ 男/オ 菜/ナ 里/リ 佳/カ 音/ネ 絵/エ 衣/イ 帆/ホ 花/カ 希/キ 紀/キ',
);

/** A number below `below` that seems to have nothing to do with the index, and is always the same for it. */
export const mixed = (index: number, salt: number, below: number): number => {
  let hash = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 13), 0x297a2d39);
  return ((hash ^ (hash >>> 16)) >>> 0) % below;
};

const DAYS_OF_BIRTH = 34_000;
const FIRST_BIRTH = Date.UTC(1930, 0, 1);
const DAY_MS = 86_400_000;

export const patientIdAt = (index: number): PatientId => `pat_${String(index).padStart(26, '0')}` as PatientId;

/** The person of an index: invented, and always the same. */
export function personAt(index: number): Demographics {
  const pick = <T>(list: readonly T[], salt: number): T => list[mixed(index, salt, list.length)] as T;
  const family = [pick(HEADS, 1), pick(TAILS, 2)];
  const given = [pick(GIVEN_HEADS, 3), pick(GIVEN_TAILS, 4)];
  const digits = (salt: number, below: number, length: number): string =>
    String(mixed(index, salt, below)).padStart(length, '0');
  return {
    name: {
      family: family.map(({ kanji }) => kanji).join(''),
      given: given.map(({ kanji }) => kanji).join(''),
      familyKana: family.map(({ kana }) => kana).join(''),
      givenKana: given.map(({ kana }) => kana).join(''),
    },
    birthDate: new Date(FIRST_BIRTH + mixed(index, 5, DAYS_OF_BIRTH) * DAY_MS).toISOString().slice(0, 10),
    sex: mixed(index, 6, 2) === 0 ? 'female' : 'male',
    phone: `090-${digits(7, 10_000, 4)}-${digits(8, 10_000, 4)}`,
    postalCode: `92${digits(9, 10, 1)}-${digits(10, 10_000, 4)}`,
    address: `汐見市架空町${mixed(index, 11, 900) + 1}番地${mixed(index, 12, 30) + 1}`,
    insurance: { insurer: '00170019', symbol: digits(13, 1000, 3), number: digits(14, 1_000_000, 7), branch: '01' },
  };
}
