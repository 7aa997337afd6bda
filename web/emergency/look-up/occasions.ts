import type { DisasterNotice, Occasion } from '../../../schemas/ems.ts';

type Rule = Pick<DisasterNotice, 'mode' | 'concerns' | 'relaxations'>;

/** Whether a rule lets this facility look at evacuees' records: in earnest, or as a rehearsal. */
const coversViewing = ({ concerns, relaxations }: Rule): boolean =>
  concerns.includes('viewing') && relaxations.includes('emsForEvacuees');

/** `drill`: evacuees are offered, and only rehearsed. */
export type Evacuees = 'real' | 'drill' | 'none';

export const evacueesBy = (rules: readonly Rule[]): Evacuees => {
  const covering = rules.filter(coversViewing);
  if (covering.some(({ mode }) => mode === 'real')) return 'real';
  return covering.length > 0 ? 'drill' : 'none';
};

/** The occasions a screen offers, in its order: evacuees first while a rule holds, since then they are most; last in a drill. */
export const occasionsOffered = (evacuees: Evacuees): readonly Occasion[] => {
  if (evacuees === 'real') return ['evacuee', 'ambulance', 'noReferral'];
  return evacuees === 'drill' ? ['ambulance', 'noReferral', 'evacuee'] : ['ambulance', 'noReferral'];
};

/** What is chosen before anybody has chosen: shown, and changed by one touch. */
export const presetOccasion = (evacuees: Evacuees): Occasion => (evacuees === 'real' ? 'evacuee' : 'ambulance');
