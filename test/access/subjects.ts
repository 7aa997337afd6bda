import type { Rule } from '../../layers/rules/index.ts';

const ROOMS = ['ems', 'obligation', 'disaster', 'settings', 'emsPolicy'];

/** Rules that speak only of emergencies: the oracle of `ems/` asks them, that of patients, links and consents all others. */
export const isOfEmergencies = ({ acts }: Rule): boolean =>
  !('everyActExcept' in acts) &&
  acts.every((act) => act === 'content.openByGrant' || ROOMS.includes(act.split('.')[0] ?? ''));
