import { commit, disasterRuleWrite } from '../../layers/store/index.ts';
import { DisasterRule, type DisasterRuleView } from '../../schemas/disaster.ts';
import type { EmsStatement } from '../../schemas/ems.ts';
import type { InputOf } from '../../schemas/operation.ts';
import { approveDisasterRule, declareDisasterRule } from '../../schemas/operations/disaster.ts';
import { storeOf } from './directory-changes.ts';
import { type Caller, done, type Journey } from './journey.ts';

type Declaring = InputOf<typeof declareDisasterRule>['body'];

const DAY_MS = 86_400_000;
export const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();
export const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

/** The clinic looks at what the hospital in 汐見市 has; everything is relaxed, for thirty days. */
export const declaration = (change: Partial<Declaring> = {}): Declaring => ({
  mode: 'real',
  basis: '令和6年能登半島地震に伴う事務連絡',
  viewingArea: { facilities: ['test-clinic'], municipalities: [] },
  disclosingArea: { facilities: [], municipalities: ['汐見市'] },
  patients: 'evacuees',
  relaxations: [
    'emsForEvacuees',
    'oralConsent',
    'confirmationSheet',
    'consentAfterTheFact',
    'consentOmitted',
    'noticeOmitted',
  ],
  until: inDays(30),
  ...change,
});

/** One officer declares, the other approves. */
export const declared = async (journey: Journey, change: Partial<Declaring> = {}): Promise<DisasterRuleView> => {
  const body = declaration(change);
  const { rule } = done(await journey.as('network-office.office')(declareDisasterRule, { body }));
  return approved(journey.as('network-office.office2'), rule);
};

export const approved = async (officer: Caller, { ruleId }: Pick<DisasterRuleView, 'ruleId'>) =>
  done(await officer(approveDisasterRule, { params: { ruleId }, body: {} })).rule;

/** A rule as the API shows it, written past the API with what is changed: by the clock's hand, or behind its hash. @returns it as kept. */
export const rewritten = async (
  journey: Journey,
  { hash: _hash, standing: _standing, unapprovedUntil: _until, ...rule }: DisasterRuleView,
  change: Partial<DisasterRule>,
): Promise<DisasterRule> => {
  const next = DisasterRule.parse({ ...rule, ...change, version: rule.version + 1 });
  await commit(storeOf(journey.region), {
    writes: [disasterRuleWrite(next)],
    audit: {
      eventSource: 'ism-link.disaster',
      eventName: 'EditRecord',
      actor: { clientId: 'journeys' },
      outcome: { result: 'allowed', because: [] },
    },
  });
  return next;
};

/** An evacuee who consents by word of mouth. */
export const SPOKEN = { occasion: 'evacuee', consent: { by: 'patient', form: 'oral' } } as const satisfies EmsStatement;
