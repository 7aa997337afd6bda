import type { NetworkSettings } from '../../schemas/disaster.ts';
import type { EmsGrant } from '../../schemas/ems.ts';
import { type Obligation, ObligationDuty } from '../../schemas/obligation.ts';
import { emsGrantNameOf, obligationIdOf, type Store } from '../store/index.ts';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;

/**
 * Within how many hours of the look a duty is due. Notice: beforehand, or within 7 days (the circular); the rest is the network's choice.
 */
export const dueWithinHours = (duty: ObligationDuty, settings: NetworkSettings): number =>
  ({
    notifyBefore: 0,
    notifyWithin7Days: 7 * DAY_HOURS,
    keepConsentForm: settings.evidenceDays * DAY_HOURS,
    recordInChart: settings.evidenceDays * DAY_HOURS,
    recordInChartOrSheet: settings.evidenceDays * DAY_HOURS,
    obtainLaterConsent: settings.laterConsentDays * DAY_HOURS,
    explainToPatient: settings.explanationDays * DAY_HOURS,
  })[duty];

/** The duties of a decision that somebody has to fulfil. */
export const obligationDuties = (owes: readonly string[]): ObligationDuty[] =>
  owes.flatMap((duty) => ObligationDuty.safeParse(duty).data ?? []);

/**
 * The obligations that a new grant leaves behind, one a duty. Where the network takes the look-up's own message to the discloser's inbox as the
 * notice beforehand, that duty is fulfilled as it arises.
 */
export const newObligations = (store: Store, grant: EmsGrant, settings: NetworkSettings): Obligation[] => {
  const name = emsGrantNameOf(store.seal, grant.grantId);
  if (!name) throw new TypeError('a grant id that this network did not make');
  return obligationDuties(grant.owes).map((duty): Obligation => {
    const told = duty === 'notifyBefore' && settings.inboxIsNotice;
    return {
      obligationId: obligationIdOf(store.seal, { ...name, duty }),
      grantId: grant.grantId,
      duty,
      facilityId: grant.viewerFacilityId,
      staffId: grant.openedBy,
      discloserFacilityId: grant.facilityId,
      localId: grant.localId,
      person: grant.person,
      createdAt: grant.openedAt,
      dueAt: new Date(Date.parse(grant.openedAt) + dueWithinHours(duty, settings) * HOUR_MS).toISOString(),
      state: told ? 'fulfilled' : 'open',
      ...(told && {
        closedAt: grant.openedAt,
        fulfilment: {
          input: { kind: 'notification' as const, how: 'other' as const, at: grant.openedAt },
          through: 'inbox' as const,
          by: grant.openedBy,
          at: grant.openedAt,
        },
      }),
      reminded: {},
      version: 1,
    };
  });
};

/** Open obligations as they are to be when what they follow from was a mistake (患者取り違え). */
export const cancelledObligations = (
  obligations: readonly Obligation[],
  at: string,
): { next: Obligation; before: Obligation }[] =>
  obligations
    .filter(({ state }) => state === 'open')
    .map((before) => ({ before, next: { ...before, state: 'cancelled', closedAt: at, version: before.version + 1 } }));
