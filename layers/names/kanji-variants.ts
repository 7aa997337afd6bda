/**
 * Shapes of one character, the common one first. Two kinds only, so that each line is certain: the old shapes that the
 * Family Register Act's ordinance lists beside the new ones (戸籍法施行規則 別表第二, and the joyo table's own old
 * shapes), and the popular shapes of family registers (俗字). Characters that merely sound or look alike stay apart: 阪/坂, 畠/畑,
 * 碕/崎, 苅/刈. 斎 and 斉 are different characters, yet registers, cards and people mix them up, so they share a key.
 */
const SHAPES = `
  高髙 崎﨑嵜 辺邊邉 斉齊斎齋 浜濱濵 徳德 沢澤 島嶋嶌 広廣 真眞 国國圀 桜櫻 瀬瀨 黒黑 吉𠮷 竜龍 滝瀧 関關 鉄鐵 富冨 峰峯 橋槗𣘺 柳栁桺
  館舘 船舩 桑桒 野埜 曽曾 園薗 蔵藏 淵渕渊 薮藪籔 鶴靏靍 秋穐龝 松枩枀 梅楳 柏栢 桧檜 槙槇 枡桝 岳嶽 喜㐂 土圡𡈽 本夲 丈𠀋 卯夘 虎乕
  昇曻 珍珎 留畄 沖冲 穎頴 厨廚 煕熙凞 祢禰 祷禱 砺礪 芦蘆 莱萊 蒋蔣 諌諫 騨驒 鯵鰺 鴎鷗 麹麴 醤醬 繋繫 頬頰 侠俠 蝉蟬 篭籠 竈竃 皐皋 靱靭
  亜亞 為爲 栄榮 衛衞 円圓 縁緣 応應 奥奧 横橫 温溫 価價 会會 絵繪 懐懷 学學 覚覺 楽樂 巻卷 寛寬 歓歡 観觀 気氣 帰歸 亀龜 旧舊 峡峽 狭狹
  郷鄕鄉 暁曉 駆驅駈 勲勳勛 薫薰 恵惠 径徑 経經 渓溪 軽輕 鶏鷄雞 芸藝 県縣 剣劍劔 賢贒 検檢 献獻 顕顯 験驗 厳嚴 戸戶 呉吳 恒恆 黄黃 済濟
  雑雜 産產 歯齒 児兒 実實 写寫 舎舍 釈釋 寿壽 収收 従從 渋澁澀 縦縱 粛肅 処處 緒緖 叙敍敘 将將 焼燒 渉涉 条條 乗乘 浄淨 譲讓 慎愼 尽盡
  粋粹 酔醉 穂穗 随隨 髄髓 数數 枢樞 声聲 清淸 青靑 静靜 摂攝 専專 浅淺 戦戰 銭錢 禅禪 双雙 壮壯 争爭 荘莊 捜搜 総總 聡聰 巣巢 装裝 増增
  即卽 続續 帯帶 滞滯 台臺 択擇 単單 担擔 団團 弾彈 昼晝 鋳鑄 庁廳 徴徵 聴聽 鎮鎭 転轉 伝傳 点點 灯燈 当當 稲稻 独獨 読讀 内內 弐貳 売賣
  拝拜 杯盃 麦麥 発發 髪髮 抜拔 晩晚 秘祕 仏佛 並竝 歩步 宝寶寳 豊豐 翻飜 毎每 万萬 満滿 弥彌 黙默 訳譯 薬藥 与與 揺搖 様樣 遥遙 瑶瑤
  謡謠 来來 頼賴 覧覽 両兩 涼凉 緑綠 隣鄰 涙淚 塁壘 励勵 礼禮 霊靈 齢齡 暦曆 歴歷 恋戀 錬鍊 炉爐 労勞 楼樓 郎郞 録錄 湾灣
  亘亙 凛凜 尭堯 巌巖 晃晄 禄祿 穣穰 萌萠 彦彥 悦悅 鋭銳 顔顏 歳歲 晋晉 艶艷 塩鹽 糸絲 蛍螢 奨奬 嬢孃 畳疊 縄繩 挿插 壱壹 氷冰 群羣 略畧 冴冱
`;

/** Groups of shapes, each with the shape that stands for it first. */
export const KANJI_VARIANT_GROUPS: readonly (readonly string[])[] = SHAPES.trim()
  .split(/\s+/u)
  .map((group) => Array.from(group));

/** Shape → the shape that stands for its group. */
export const KANJI_VARIANTS: ReadonlyMap<string, string> = new Map(
  KANJI_VARIANT_GROUPS.flatMap(([common = '', ...others]) => others.map((other) => [other, common] as const)),
);
