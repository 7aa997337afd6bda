import type { ExaminationKind } from '../hl7/examinations.ts';
import type { DemoPerson } from '../people/person.ts';

/** What a doctor wrote about an examination. Words of the demo, not of a patient. */
export const findingsOf = (kind: ExaminationKind, person: DemoPerson): string => {
  const has = (...ids: DemoPerson['conditions']): boolean => ids.some((id) => person.conditions.includes(id));
  switch (kind) {
    case 'ct':
      return has('heartFailure')
        ? '両側胸水を少量認める。心拡大あり。肺野に明らかな結節影なし。'
        : '肺野に活動性病変なし。縦隔リンパ節腫大なし。胸水なし。';
    case 'radiograph':
      return has('heartFailure') ? '心胸郭比５８％。肺血管影の増強あり。' : '心胸郭比４８％。肺野清。';
    case 'ultrasound':
      return has('hepatitisB')
        ? '肝実質エコーは粗。占拠性病変なし。'
        : '肝に軽度の脂肪沈着。胆石なし。腎に水腎症なし。';
    case 'ecg':
      return has('fibrillation') ? '心房細動。ＳＴ－Ｔ変化なし。' : '洞調律。正常範囲。';
    case 'endoscopy':
      return has('gastricUlcer') ? '胃角小弯に瘢痕期の潰瘍（Ｓ１）。' : '萎縮性胃炎（Ｃ－２）。';
  }
};
