/**
 * Two-digit department codes of the claims system (レセプト電算処理 診療科コード), which file names and PV1-10 of SS-MIX2 use. Where the message
 * names the department itself (ORC-17), its own name stands.
 */
const DEPARTMENTS: Readonly<Record<string, string>> = Object.fromEntries(
  `01 内科,02 精神科,03 神経科,04 神経内科,05 呼吸器科,06 消化器科,07 胃腸科,08 循環器科,09 小児科,10 外科,11 整形外科,12 形成外科,13 美容外科,
   14 脳神経外科,15 呼吸器外科,16 心臓血管外科,17 小児外科,18 皮膚泌尿器科,19 皮膚科,20 泌尿器科,21 性病科,22 肛門科,23 産婦人科,24 産科,25 婦人科,26 眼科,
   27 耳鼻咽喉科,28 気管食道科,30 放射線科,31 麻酔科,33 心療内科,34 アレルギー科,35 リウマチ科,36 リハビリテーション科,37 病理診断科,38 臨床検査科,39 救急科`
    .split(',')
    .map((entry) => entry.trim().split(' ') as [string, string]),
);

/** The name for a code, or the code itself where the table does not know it. */
export function departmentNameOf(code: string | undefined): string | undefined {
  return code === undefined || code === '' || code === '-' ? undefined : (DEPARTMENTS[code] ?? code);
}
