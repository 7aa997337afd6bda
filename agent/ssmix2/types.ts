/**
 * Data types of the standardized storage (SS-MIX2 1.2, 標準化ストレージ仕様書): the messages each may hold (MSH-9) and its name.
 */
export const STORAGE_TYPES = {
  'ADT-00': { messages: ['ADT^A08'], label: { ja: '患者基本情報', en: 'Patient basics' } },
  'ADT-01': { messages: ['ADT^A54'], label: { ja: '担当医の変更', en: 'Change of doctor' } },
  'ADT-12': { messages: ['ADT^A04'], label: { ja: '外来診察の受付', en: 'Outpatient reception' } },
  'ADT-21': { messages: ['ADT^A14'], label: { ja: '入院予定', en: 'Planned admission' } },
  'ADT-22': { messages: ['ADT^A01'], label: { ja: '入院', en: 'Admission' } },
  'ADT-31': { messages: ['ADT^A21'], label: { ja: '外出泊', en: 'Leave' } },
  'ADT-32': { messages: ['ADT^A22'], label: { ja: '外出泊からの帰院', en: 'Return from leave' } },
  'ADT-41': { messages: ['ADT^A15'], label: { ja: '転科・転棟予定', en: 'Planned transfer' } },
  'ADT-42': { messages: ['ADT^A02'], label: { ja: '転科・転棟', en: 'Transfer' } },
  'ADT-51': { messages: ['ADT^A16'], label: { ja: '退院予定', en: 'Planned discharge' } },
  'ADT-52': { messages: ['ADT^A03'], label: { ja: '退院', en: 'Discharge' } },
  'ADT-61': { messages: ['ADT^A60'], label: { ja: 'アレルギー', en: 'Allergies' } },
  'PPR-01': { messages: ['PPR^ZD1'], label: { ja: '病名', en: 'Diagnoses' } },
  OMD: { messages: ['OMD^O03'], label: { ja: '食事', en: 'Meals' } },
  'OMP-01': { messages: ['RDE^O11'], label: { ja: '処方', en: 'Prescription' } },
  'OMP-11': { messages: ['RAS^O17'], label: { ja: '処方実施', en: 'Prescription given' } },
  'OMP-02': { messages: ['RDE^O11'], label: { ja: '注射', en: 'Injection' } },
  'OMP-12': { messages: ['RAS^O17'], label: { ja: '注射実施', en: 'Injection given' } },
  'OML-01': { messages: ['OML^O33'], label: { ja: '検体検査の依頼', en: 'Laboratory order' } },
  'OML-11': { messages: ['OUL^R22'], label: { ja: '検体検査結果', en: 'Laboratory result' } },
  'OMG-01': { messages: ['OMG^O19'], label: { ja: '放射線検査の依頼', en: 'Radiology order' } },
  'OMG-11': { messages: ['OMI^Z23'], label: { ja: '放射線検査実施', en: 'Radiology done' } },
  'OMG-02': { messages: ['OMG^O19'], label: { ja: '内視鏡検査の依頼', en: 'Endoscopy order' } },
  'OMG-12': { messages: ['OMI^Z23'], label: { ja: '内視鏡検査実施', en: 'Endoscopy done' } },
  'OMG-03': { messages: ['OMG^O19'], label: { ja: '生理検査の依頼', en: 'Physiology order' } },
  'OMG-13': { messages: ['ORU^R01'], label: { ja: '生理検査結果', en: 'Physiology result' } },
} as const satisfies Record<string, { messages: string[]; label: { ja: string; en: string } }>;

export type StorageType = keyof typeof STORAGE_TYPES;

export const isStorageType = (text: string): text is StorageType => Object.hasOwn(STORAGE_TYPES, text);
