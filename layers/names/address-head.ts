const PREFECTURE = /^(?:北海道|東京都|京都府|大阪府|(?:神奈川|和歌山|鹿児島|\p{Script=Han}{2})県)/u;

/** A town or village with its county (郡). Cities have 郡 in their names too: what follows there is a quarter. */
const COUNTY =
  /^(?!大和郡山市|蒲郡市|小郡市)(?:余市|高市|[^市区町郡\p{Nd}]{1,4})郡(?:玉村町|大町町|[^\p{Nd}]{1,6}?[町村])/u;
/** A ward of a designated city (政令指定都市). */
const CITY_WARD =
  /^(?:札幌|仙台|さいたま|千葉|横浜|川崎|相模原|新潟|静岡|浜松|名古屋|京都|大阪|堺|神戸|岡山|広島|北九州|福岡|熊本)市[^市区町村\p{Nd}]{1,4}区/u;
/** Towns begin with 上市 as cities end with it; some cities have 市, 町 or 村 in their names. */
const CITY =
  /^(?!上市町|下市町|余市町)(?:市川|市原|四日市|廿日市|野々市|町田|大町|十日町|村上|村山|東村山|武蔵村山|羽村|田村|大村|[^市区町村\p{Nd}]{1,6})市/u;
/** A ward of Tokyo (特別区). */
const TOKYO_WARD = /^[^市区町村\p{Nd}]{1,3}区/u;
/** Only its prefecture tells a town without its county from a quarter of a city. */
const TOWN = /^(?:玉村町|大町町|[^区\p{Nd}]{1,7}?[町村])/u;

/**
 * The head of a Japanese address, for telling two people apart: prefecture and municipality (市区町村) as far as they are written; never a quarter, a
 * street or a house number. Undefined where neither can be made out.
 */
export function addressHead(address: string): string | undefined {
  const text = address.replace(/\s/gu, '');
  const prefecture = PREFECTURE.exec(text)?.[0] ?? '';
  const rest = text.slice(prefecture.length);
  const municipality = municipalitiesOf(prefecture)
    .map((kind) => kind.exec(rest)?.[0])
    .find((head) => head !== undefined);
  return `${prefecture}${municipality ?? ''}` || undefined;
}

function municipalitiesOf(prefecture: string): RegExp[] {
  if (prefecture === '') return [COUNTY, CITY_WARD, CITY];
  if (prefecture === '東京都') return [TOKYO_WARD, CITY, COUNTY, TOWN];
  return [COUNTY, CITY_WARD, CITY, TOWN];
}
