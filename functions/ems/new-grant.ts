import type { Desk, Verdict } from '../../layers/deed/index.ts';
import { newObligations } from '../../layers/deed/index.ts';
import { addDays } from '../../layers/names/index.ts';
import { emsGrantIdOf } from '../../layers/store/index.ts';
import type { DisasterRule, NetworkSettings } from '../../schemas/disaster.ts';
import type { EmsGrant, EmsLookup, EmsStatement } from '../../schemas/ems.ts';
import type { Obligation } from '../../schemas/obligation.ts';
import { staffIdOf } from './place.ts';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;

type Confirmed = {
  lookup: EmsLookup;
  statement: EmsStatement;
  remote: boolean;
  settings: NetworkSettings;
  disaster: DisasterRule | undefined;
};

/** The access that a confirmed look-up yields, and the obligations it leaves behind. */
export const newGrant = (
  desk: Desk,
  verdict: Verdict,
  confirmed: Confirmed,
): { grant: EmsGrant; obligations: Obligation[] } => {
  const { lookup, statement, remote, settings } = confirmed;
  const { facilityId, localId, person } = lookup;
  const grant: EmsGrant = {
    grantId: emsGrantIdOf(desk.store.seal, { grant: desk.store.newId(), facilityId, localId }),
    facilityId,
    localId,
    viewerFacilityId: desk.caller.facilityId,
    person,
    remote,
    statement,
    because: verdict.because,
    owes: verdict.owes,
    ...lastsUntil(desk.at, confirmed),
    openedBy: staffIdOf(desk),
    openedAt: desk.at,
    windowFrom: addDays(desk.today, -(settings.windowDays - 1)),
    state: 'live',
    extensions: [],
    openObligations: 0,
    messages: 0,
    version: 1,
  };
  const obligations = newObligations(desk.store, grant, settings);
  const openObligations = obligations.filter(({ state }) => state === 'open').length;
  return { grant: { ...grant, openObligations }, obligations };
};

/** An evacuee's access ends with the rule that it rests on, an inpatient's with the stay. */
const lastsUntil = (now: string, confirmed: Confirmed): Pick<EmsGrant, 'until' | 'disasterRuleId'> => {
  const { statement, disaster, settings } = confirmed;
  if (statement.occasion === 'evacuee' && disaster) return { disasterRuleId: disaster.ruleId, until: disaster.until };
  const hours = statement.inpatient === true ? settings.inpatientDays * DAY_HOURS : settings.grantHours;
  return { until: new Date(Date.parse(now) + hours * HOUR_MS).toISOString() };
};
