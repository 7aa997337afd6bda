/** First digit of a JLAC10 code (分析物コードの大分類, 日本臨床検査医学会); `own` for a code of the house, or none. */
const GROUPS = {
  '1': 'general',
  '2': 'haematology',
  '3': 'biochemistry',
  '4': 'endocrinology',
  '5': 'immunology',
  '6': 'microbiology',
  '7': 'pathology',
  '8': 'other',
  '9': 'physiology',
} as const;
export type ItemGroup = (typeof GROUPS)[keyof typeof GROUPS] | 'own';

/** Blood first, as doctors read it; what has no code last. */
export const GROUP_ORDER: readonly ItemGroup[] = [
  'haematology',
  'biochemistry',
  'endocrinology',
  'immunology',
  'general',
  'microbiology',
  'pathology',
  'physiology',
  'other',
  'own',
];

const JLAC10 = /^(?:JC10|JLAC10)$/i;

export const isJlac10 = (system: string | undefined): boolean => system !== undefined && JLAC10.test(system.trim());

export const groupOf = ({ code, system }: { code?: string | undefined; system?: string | undefined }): ItemGroup => {
  const first = isJlac10(system) ? code?.[0] : undefined;
  return first !== undefined && first in GROUPS ? GROUPS[first as keyof typeof GROUPS] : 'own';
};
