import type { EmsGrantView } from '../../../schemas/ems.ts';

/** How each standing is marked, beside its word. */
export const STANDING_TONES = {
  live: 'success',
  expired: 'neutral',
  ruleEnded: 'neutral',
  closed: 'neutral',
  wrongPatient: 'danger',
  refused: 'danger',
  linked: 'info',
} as const satisfies Record<EmsGrantView['standing'], string>;

type Ended = Pick<EmsGrantView, 'standing' | 'state'>;

/** The reasons for which an access can be ended at this point; that it was somebody else is said late, too, but not after a refusal. */
export const closuresOf = ({
  standing,
  state,
}: Ended): readonly ('wrongPatient' | 'noLongerNeeded' | 'discharged')[] => {
  if (standing === 'live' || standing === 'ruleEnded') return ['noLongerNeeded', 'discharged', 'wrongPatient'];
  return state === 'live' || state === 'closed' ? ['wrongPatient'] : [];
};
