import type { ObligationDuty } from '../../schemas/obligation.ts';

/** As many as one transaction takes. */
export const MOST_TOGETHER = 10;

type Chosen = { obligationId: string; duty: ObligationDuty };

/** Chosen, or not, after a touch. */
export const toggled = <T extends Chosen>(chosen: readonly T[], one: T): T[] =>
  chosen.some(({ obligationId }) => obligationId === one.obligationId)
    ? chosen.filter(({ obligationId }) => obligationId !== one.obligationId)
    : [...chosen, one];

/** Whether it may join those chosen: of the same duty, while there is room. What is chosen may always be let go. */
export const canJoin = (chosen: readonly Chosen[], one: Chosen): boolean => {
  if (chosen.some(({ obligationId }) => obligationId === one.obligationId)) return true;
  return chosen.length < MOST_TOGETHER && chosen.every(({ duty }) => duty === one.duty);
};
