/** What a flag says (HL7 v2 table 0078), and a mark for it, so that colour is never alone. Others stand as they were sent. */
export type Flag = {
  word: 'veryHigh' | 'high' | 'low' | 'veryLow' | 'abnormal' | 'veryAbnormal' | 'positive' | 'other';
  mark: string;
  tone: 'high' | 'low' | 'abnormal';
};

const FLAGS: Readonly<Record<string, Flag | 'normal'>> = {
  HH: { word: 'veryHigh', mark: '▲▲', tone: 'high' },
  '>': { word: 'veryHigh', mark: '▲▲', tone: 'high' },
  H: { word: 'high', mark: '▲', tone: 'high' },
  L: { word: 'low', mark: '▼', tone: 'low' },
  LL: { word: 'veryLow', mark: '▼▼', tone: 'low' },
  '<': { word: 'veryLow', mark: '▼▼', tone: 'low' },
  A: { word: 'abnormal', mark: '＊', tone: 'abnormal' },
  AA: { word: 'veryAbnormal', mark: '＊＊', tone: 'abnormal' },
  POS: { word: 'positive', mark: '＋', tone: 'abnormal' },
  N: 'normal',
  NEG: 'normal',
};

/** Flags as sent (`H`, `H A`), without those that say that nothing is unusual. */
export const flagsOf = (sent: string | undefined): Flag[] =>
  (sent ?? '')
    .split(/[\s~]+/)
    .filter((code) => code !== '')
    .map((code) => FLAGS[code.toUpperCase()] ?? { word: 'other' as const, mark: code, tone: 'abnormal' as const })
    .filter((flag) => flag !== 'normal');
