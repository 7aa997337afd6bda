/** A family name as most write it, its reading, and another shape of its characters that registers keep. */
export type FamilyName = { kanji: string; kana: string; variant?: string };

const family = (text: string): FamilyName => {
  const [kanji = '', kana = '', variant] = text.split('/');
  return { kanji, kana, ...(variant !== undefined && { variant }) };
};

/** Names of no particular person: common ones, and enough of them with variant shapes (all within ISO-2022-JP as hospitals write it). */
export const FAMILY_NAMES: readonly FamilyName[] = `
  高崎/タカサキ/髙﨑 高橋/タカハシ/髙橋 渡辺/ワタナベ/渡邉 渡部/ワタナベ/渡邊 斉藤/サイトウ/齋藤 斎木/サイキ/齊木 浜田/ハマダ/濱田 沢田/サワダ/澤田
  島崎/シマザキ/嶋﨑 広瀬/ヒロセ/廣瀬 桜井/サクライ/櫻井 真田/サナダ/眞田 国府/コクブ/國府 山崎/ヤマザキ/山﨑 富永/トミナガ/冨永 柳沢/ヤナギサワ/栁澤
  山本/ヤマモト 中村/ナカムラ 小林/コバヤシ 吉田/ヨシダ 山田/ヤマダ 佐々木/ササキ 松本/マツモト 井上/イノウエ 木村/キムラ 林/ハヤシ 清水/シミズ 山口/ヤマグチ
  森/モリ 池田/イケダ 橋本/ハシモト 石川/イシカワ 前田/マエダ 藤田/フジタ 後藤/ゴトウ 岡田/オカダ 長谷川/ハセガワ 村上/ムラカミ 近藤/コンドウ 坂本/サカモト
  遠藤/エンドウ 青木/アオキ 西村/ニシムラ 福田/フクダ 太田/オオタ 三浦/ミウラ 藤原/フジワラ 松田/マツダ 中川/ナカガワ 中野/ナカノ 原田/ハラダ 小川/オガワ
  竹内/タケウチ 金子/カネコ 和田/ワダ 中山/ナカヤマ 石田/イシダ 上田/ウエダ 森田/モリタ 柴田/シバタ 酒井/サカイ 工藤/クドウ 横山/ヨコヤマ 宮本/ミヤモト
  内田/ウチダ 大野/オオノ 大津/オオツ 津田/ツダ 葛西/カサイ 水野/ミズノ 永井/ナガイ 菅原/スガワラ 堀/ホリ 辻/ツジ 宮下/ミヤシタ 北村/キタムラ 能村/ノウムラ
`
  .trim()
  .split(/\s+/u)
  .map(family);

export type GivenName = { kanji: string; kana: string };

const given = (text: string): GivenName[] =>
  text
    .trim()
    .split(/\s+/u)
    .map((pair) => {
      const [kanji = '', kana = ''] = pair.split('/');
      return { kanji, kana };
    });

/** Given names by sex and by the years in which they were common: from 1900, from 1950, from 1985. */
export const GIVEN_NAMES = {
  female: {
    1900: given(`ハル/ハル キヨ/キヨ トシ/トシ ミツ/ミツ 千代/チヨ 静江/シズエ 菊枝/キクエ 富美/フミ 節子/セツコ 和子/カズコ 幸子/サチコ 文子/フミコ 昭子/アキコ 久子/ヒサコ
      芳江/ヨシエ 敏子/トシコ 光子/ミツコ 初枝/ハツエ 良子/ヨシコ 勝子/カツコ みすゞ/ミスズ 悦子/エツコ 澄子/スミコ 照代/テルヨ`),
    1950: given(`恵子/ケイコ 由美子/ユミコ 洋子/ヨウコ 京子/キョウコ 真由美/マユミ 直美/ナオミ 明美/アケミ 久美子/クミコ 裕子/ユウコ 智子/トモコ 陽子/ヨウコ 美香/ミカ 香織/カオリ
      千鶴/チヅル 佳代/カヨ 純子/ジュンコ 律子/リツコ 典子/ノリコ 美穂/ミホ 早苗/サナエ`),
    1985: given(
      `美咲/ミサキ 愛/アイ 彩/アヤ 遥/ハルカ 葵/アオイ 結衣/ユイ 陽菜/ヒナ さくら/サクラ 凛/リン 詩/ウタ 紬/ツムギ 芽依/メイ 千尋/チヒロ 茜/アカネ 楓/カエデ 心春/コハル`,
    ),
  },
  male: {
    1900: given(`清/キヨシ 正/タダシ 茂/シゲル 勇/イサム 正雄/マサオ 武雄/タケオ 三郎/サブロウ 辰夫/タツオ 義雄/ヨシオ 勝/マサル 実/ミノル 昭二/ショウジ 進/ススム 弘/ヒロシ 博/ヒロシ
      和夫/カズオ 忠/タダシ 喜一/キイチ 利夫/トシオ 幸雄/ユキオ 隆/タカシ 久/ヒサシ`),
    1950: given(`誠/マコト 隆/タカシ 浩/ヒロシ 修/オサム 豊/ユタカ 哲也/テツヤ 直樹/ナオキ 健一/ケンイチ 浩二/コウジ 剛/ツヨシ 大輔/ダイスケ 和也/カズヤ 聡/サトシ 徹/トオル 明/アキラ 純一/ジュンイチ
      秀樹/ヒデキ 学/マナブ 英治/エイジ 光男/ミツオ`),
    1985: given(
      `翔太/ショウタ 拓也/タクヤ 健太/ケンタ 大樹/ダイキ 蓮/レン 湊/ミナト 大和/ヤマト 陽翔/ハルト 悠真/ユウマ 樹/イツキ 颯太/ソウタ 朝陽/アサヒ 律/リツ 奏/カナデ 新/アラタ 蒼/アオイ`,
    ),
  },
} as const;

/** The list that fits somebody born in a year. */
export const givenNamesOf = (person: { sex: 'female' | 'male'; birthYear: number }): readonly GivenName[] => {
  const lists = GIVEN_NAMES[person.sex];
  if (person.birthYear < 1950) return lists[1900];
  return person.birthYear < 1985 ? lists[1950] : lists[1985];
};
