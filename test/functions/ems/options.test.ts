import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { emsOptions as EmsOptions, statedOccasion as StatedOccasion } from '../../../functions/ems/options.ts';
import type { decideEms as DecideEms, EmsPlace } from '../../../functions/ems/place.ts';
import { callerFacts, type Facts, SCOPES } from '../../../layers/rules/index.ts';
import { DEFAULT_SETTINGS, type DisasterRule, type NetworkSettings } from '../../../schemas/disaster.ts';
import { EmsOption, type EmsStatement } from '../../../schemas/ems.ts';
import { facility, staff } from '../../layers/store/people.ts';
import { hospital } from '../deed-world.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let emsOptions: typeof EmsOptions;
let statedOccasion: typeof StatedOccasion;
let decideEms: typeof DecideEms;
beforeAll(async () => {
  ({ emsOptions, statedOccasion } = await import('../../../functions/ems/options.ts'));
  ({ decideEms } = await import('../../../functions/ems/place.ts'));
});

const VIEWER = hospital({ facilityId: facility('view-hospital') });
const DISCLOSER = hospital({ facilityId: facility('disc-hospital') });
const AT = '2026-11-24T03:00:00.000Z';

const caller: Facts = callerFacts({
  claims: { sub: 's', clientId: '', scopes: [SCOPES.staff], username: 'view-hospital.doctor', originJti: 'j' },
  staff: {
    staffId: staff('view-hospital.doctor'),
    sub: 's',
    facilityId: VIEWER.facilityId,
    name: '試験 職員',
    nameKana: 'シケン ショクイン',
    role: 'doctor',
    privileges: ['ems'],
    state: 'active',
    version: 1,
  },
  session: { sessionId: 'x', originJti: 'j', deviceId: 'd', signedInAt: AT, openedAt: AT, state: 'current' },
  system: undefined,
  facility: VIEWER,
});

const rule = (change: Partial<DisasterRule> = {}): DisasterRule => ({
  ruleId: 'dis_00000000000000000000000001' as DisasterRule['ruleId'],
  mode: 'real',
  basis: '試験の通知',
  viewingArea: { facilities: [VIEWER.facilityId], municipalities: [] },
  disclosingArea: { facilities: [DISCLOSER.facilityId], municipalities: [] },
  patients: 'evacuees',
  relaxations: [
    'emsForEvacuees',
    'oralConsent',
    'confirmationSheet',
    'consentAfterTheFact',
    'consentOmitted',
    'noticeOmitted',
  ],
  from: AT,
  until: '2026-12-24T03:00:00.000Z',
  continues: [],
  declaredBy: staff('office.one'),
  declaredAt: AT,
  version: 1,
  ...change,
});

const settings = (change: Partial<NetworkSettings> = {}): NetworkSettings => ({ ...DEFAULT_SETTINGS, ...change });
const placed = (change: Partial<EmsPlace> = {}): EmsPlace => ({
  discloser: DISCLOSER,
  viewer: { facilityId: VIEWER.facilityId, role: 'doctor' },
  record: {},
  settings: settings(),
  disaster: undefined,
  inHours: true,
  ...change,
});

const options = (
  change: Partial<EmsPlace> = {},
  stated: EmsStatement = { occasion: 'ambulance' },
  drill?: DisasterRule,
): EmsOption[] => emsOptions({ caller, place: placed(change), stated, drill }).map((option) => EmsOption.parse(option));

/** One line a way: what it is called, by which rule, what it owes, what it needs. */
const told = (ways: EmsOption[]): string[] =>
  ways.map(({ label, allowed, because, owes, needs }) =>
    [
      allowed ? '○' : '×',
      label.ja,
      because.map(({ id }) => id).join('+'),
      owes.map(({ duty, dueWithinHours }) => `${duty} ${dueWithinHours}`).join(', '),
      needs.map(({ pointer }) => pointer).join(' '),
    ].join(' | '),
  );

describe('emsOptions', () => {
  it('offers the peacetime ways, fewest needs first, each with its rules, its duties and what it still needs', () => {
    expect(told(options())).toEqual([
      '○ | 本人・書面 | EMS-N1+EMS-NOTICE-1 | keepConsentForm 168, notifyBefore 0 | /consent/form',
      '○ | 本人・口頭・やむを得ない場合 | EMS-N2+EMS-NOTICE-1 | recordInChart 168, notifyBefore 0 | /consent/form /unavoidable',
      '○ | 家族等・書面・本人は意識不明等 | EMS-N3+EMS-NOTICE-1 | keepConsentForm 168, notifyBefore 0 | /consent/form /patientAble /consent/relation',
      '○ | 家族等・書面・本人は意思を示せる | EMS-N1+EMS-NOTICE-1 | keepConsentForm 168, notifyBefore 0 | /consent/form /patientAble /consent/relation',
      '○ | 家族等・口頭・やむを得ない場合・本人は意識不明等 | EMS-N4+EMS-NOTICE-1 | recordInChart 168, notifyBefore 0 | /consent/form /patientAble /unavoidable /consent/relation',
      '○ | 家族等・口頭・やむを得ない場合・本人は意思を示せる | EMS-N2+EMS-NOTICE-1 | recordInChart 168, notifyBefore 0 | /consent/form /patientAble /unavoidable /consent/relation',
      '× | 取得不能 | DEFAULT-DENY |  | ',
    ]);
  });

  it('owes the notice within 7 days where nobody is there', () => {
    const duties = (change: Partial<EmsPlace>, stated: EmsStatement) =>
      options(change, stated)[0]?.owes.map(({ duty, dueWithinHours }) => `${duty} ${dueWithinHours}`);
    const later = ['keepConsentForm 168', 'notifyWithin7Days 168'];
    expect(duties({ inHours: false }, { occasion: 'ambulance' })).toEqual(later);
    expect(duties({}, { occasion: 'ambulance', contactAbsent: true })).toEqual(later);
  });

  it('asks nobody to telephone where the message to the inbox is the notice', () => {
    const [first] = options({ settings: settings({ inboxIsNotice: true }) });
    expect(first?.owes.map(({ duty }) => duty)).toEqual(['keepConsentForm']);
  });

  it('asks for the occasion where none was given, and leaves open which of two that serve alike', () => {
    const [first] = options({}, {});
    expect(first?.needs.map(({ pointer }) => pointer)).toEqual(['/occasion', '/consent/form']);
    expect(first).not.toHaveProperty('occasion');
    expect(options({}, {})).toHaveLength(options().length);
  });

  it('opens what cannot be consented to only as the network has chosen', () => {
    const unobtainable = (n5: NetworkSettings['n5']) =>
      told(options({ settings: settings({ ...(n5 && { n5 }) }) })).filter((line) => line.includes('取得不能'));
    expect(unobtainable(undefined)).toEqual(['× | 取得不能 | DEFAULT-DENY |  | ']);
    expect(unobtainable('refuse')).toEqual(['× | 取得不能 | DEFAULT-DENY |  | ']);
    expect(unobtainable('allowWithExplanation')).toEqual([
      '○ | 取得不能・やむを得ない場合・家族等に連絡がつかない | EMS-N5+EMS-NOTICE-1 | explainToPatient 2160, notifyBefore 0 | /family /unavoidable',
    ]);
  });

  it('shows that a patient who refused is opened by no way without a consent', () => {
    const shown = told(
      options(
        { record: { emsRefusedAt: AT }, settings: settings({ n5: 'allowWithExplanation' }), disaster: rule() },
        {},
      ),
    );
    expect(shown.filter((line) => line.startsWith('×'))).toEqual([
      '× | 取得不能 | EMS-BAR-04 |  | ',
      '× | 避難者・取得不能 | EMS-BAR-04 |  | ',
    ]);
    expect(shown.filter((line) => line.startsWith('○ | 取得不能') || line.startsWith('○ | 避難者・取得不能'))).toEqual(
      [],
    );
    expect(shown[0]).toContain('○ | 本人・書面');
  });

  it('offers the ways of a disaster rule for evacuees where one covers both facilities', () => {
    expect(told(options({ disaster: rule() }, { occasion: 'evacuee' }))).toEqual([
      '○ | 避難者・本人・書面 | EMS-D1W+EMS-NOTICE-3 | keepConsentForm 168 | /consent/form',
      '○ | 避難者・本人・口頭 | EMS-D1O+EMS-SHEET-1+EMS-NOTICE-3 | recordInChartOrSheet 168 | /consent/form',
      '○ | 避難者・取得不能・家族等には後で確認 | EMS-D3+EMS-NOTICE-3 | obtainLaterConsent 720, explainToPatient 2160 | /family',
      '○ | 避難者・取得不能・家族等に連絡がつかない | EMS-D4+EMS-NOTICE-3 | explainToPatient 2160 | /family /reason',
      '○ | 避難者・家族等・書面・本人は意識不明等 | EMS-D2W+EMS-NOTICE-3 | keepConsentForm 168 | /consent/form /patientAble /consent/relation',
      '○ | 避難者・家族等・書面・本人は意思を示せる | EMS-D1W+EMS-NOTICE-3 | keepConsentForm 168 | /consent/form /patientAble /consent/relation',
      '○ | 避難者・家族等・口頭・本人は意識不明等 | EMS-D2O+EMS-SHEET-1+EMS-NOTICE-3 | recordInChartOrSheet 168 | /consent/form /patientAble /consent/relation',
      '○ | 避難者・家族等・口頭・本人は意思を示せる | EMS-D1O+EMS-SHEET-1+EMS-NOTICE-3 | recordInChartOrSheet 168 | /consent/form /patientAble /consent/relation',
    ]);
  });

  it('speaks of evacuees only where a rule or a drill covers the pair', () => {
    const evacuees = (ways: EmsOption[]) => ways.filter(({ label }) => label.ja.startsWith('避難者'));
    expect(evacuees(options({}, {}))).toEqual([]);
    expect(options({}, { occasion: 'evacuee' })).toEqual([]);
    expect(evacuees(options({ disaster: rule() }, {})).every(({ allowed }) => allowed)).toBe(true);
  });

  it('tells in a drill what an evacuee would need, and allows nothing by it', () => {
    const drilled = told(options({}, { occasion: 'evacuee' }, rule({ mode: 'drill' })));
    expect(drilled).toEqual([
      '× | 避難者・本人・書面 | DEFAULT-DENY |  | /consent/form',
      '× | 避難者・家族等・書面・本人は意識不明等 | DEFAULT-DENY |  | /consent/form /patientAble /consent/relation',
      '× | 避難者・取得不能・家族等には後で確認 | DEFAULT-DENY |  | /family',
    ]);
  });

  it('keeps to what was stated', () => {
    const oral = { occasion: 'ambulance', consent: { by: 'family', form: 'oral', relation: '妻' } } as const;
    expect(told(options({}, oral))).toEqual([
      '○ | 家族等・口頭・やむを得ない場合・本人は意識不明等 | EMS-N4+EMS-NOTICE-1 | recordInChart 168, notifyBefore 0 | /patientAble /unavoidable',
      '○ | 家族等・口頭・やむを得ない場合・本人は意思を示せる | EMS-N2+EMS-NOTICE-1 | recordInChart 168, notifyBefore 0 | /patientAble /unavoidable',
    ]);
  });

  it('has one way for the own record from outside, which needs nothing', () => {
    expect(told(options({ discloser: VIEWER, inHours: undefined }, {}))).toEqual([
      '○ | 同意は不要（院外参照） | EMS-E0 |  | ',
    ]);
  });

  it('says every way in both languages, and no two ways alike', () => {
    const ways = options({ disaster: rule(), settings: settings({ n5: 'allowWithExplanation' }) }, {});
    expect(new Set(ways.map(({ label }) => label.ja)).size).toBe(ways.length);
    expect(new Set(ways.map(({ label }) => label.en)).size).toBe(ways.length);
  });
});

/** What a screen would send for an option once its needs are stated. */
const statementOf = (option: EmsOption): EmsStatement => {
  const needs = option.needs.map(({ pointer }) => pointer);
  const { consent: by, form, patientAble, family } = option;
  return {
    occasion: option.occasion ?? 'noReferral',
    ...(by && {
      consent: { by, ...(form && { form }), ...(needs.includes('/consent/relation') && { relation: '妻' }) },
    }),
    ...(patientAble !== undefined && { patientAble }),
    ...(family && { family }),
    ...(option.unavoidable && { unavoidable: { kind: 'lifeThreat' as const } }),
    ...(needs.includes('/reason') && { reason: '家族の所在がわからない' }),
  };
};

const without = (statement: EmsStatement, pointer: string): EmsStatement => {
  const copy = structuredClone(statement) as Record<string, unknown> & { consent?: Record<string, unknown> };
  if (pointer === '/consent/form') delete copy.consent?.['form'];
  else delete copy[pointer.slice(1)];
  return copy as EmsStatement;
};

const SITUATIONS: Partial<EmsPlace>[] = [undefined, rule(), rule({ relaxations: ['emsForEvacuees'] })].flatMap(
  (disaster) =>
    ([undefined, 'refuse', 'allowWithExplanation'] as const).flatMap((n5) =>
      (['afterTheFact', 'omitted'] as const).flatMap((d3) =>
        [{}, { emsRefusedAt: AT }].flatMap((record) =>
          [true, false].map((inHours) => ({
            disaster,
            record,
            inHours,
            settings: settings({ d3, ...(n5 && { n5 }) }),
          })),
        ),
      ),
    ),
);

describe('whatever the situation', () => {
  const decided = (place: Partial<EmsPlace>, statement: EmsStatement) =>
    decideEms({ caller, place: placed(place), statement });

  it('an allowed option is what the rules say of it once its needs are stated', () => {
    for (const situation of SITUATIONS)
      for (const option of options(situation, {}).filter(({ allowed }) => allowed)) {
        const { decision, because } = decided(situation, statementOf(option));
        expect({ decision, because }).toEqual({ decision: 'allow', because: option.because.map(({ id }) => id) });
      }
  });

  it('nothing is asked for that the rules do not need', () => {
    for (const situation of SITUATIONS)
      for (const option of options(situation, {}).filter(({ allowed }) => allowed))
        for (const { pointer } of option.needs.filter((need) => need.pointer !== '/consent/relation')) {
          const statement = statementOf(option);
          expect(decided(situation, without(statement, pointer))).not.toEqual(decided(situation, statement));
        }
  });

  it('a button is open exactly where some statement with it is allowed', () => {
    for (const situation of SITUATIONS) {
      const ways = options(situation, { occasion: 'ambulance' });
      for (const by of ['patient', 'family', 'unobtainable'] as const) {
        const open = statementsWith(by).some((statement) => decided(situation, statement).decision === 'allow');
        expect(ways.filter(({ consent }) => consent === by).map(({ allowed }) => allowed)).toEqual(
          open ? expect.arrayContaining([true]) : [false],
        );
      }
    }
  });
});

const statementsWith = (by: NonNullable<EmsOption['consent']>): EmsStatement[] =>
  [undefined, 'written' as const, 'oral' as const].flatMap((form) =>
    [undefined, { kind: 'lifeThreat' as const }].flatMap((unavoidable) =>
      [undefined, true, false].flatMap((patientAble) =>
        [undefined, 'before' as const, 'later' as const, 'not' as const].map((family) => ({
          occasion: 'ambulance' as const,
          consent: { by, ...(form && { form }) },
          ...(unavoidable && { unavoidable }),
          ...(patientAble !== undefined && { patientAble }),
          ...(family && { family }),
          reason: '所在不明',
        })),
      ),
    ),
  );

describe('statedOccasion', () => {
  it('keeps the occasion, but an evacuee only where a rule or a drill covers the pair', () => {
    const at = (change: Partial<EmsPlace>, drill?: DisasterRule) => ({ place: placed(change), drill });
    expect(statedOccasion(at({}), 'ambulance')).toEqual({ occasion: 'ambulance' });
    expect(statedOccasion(at({}), undefined)).toEqual({});
    expect(statedOccasion(at({}), 'evacuee')).toEqual({});
    expect(statedOccasion(at({ disaster: rule() }), 'evacuee')).toEqual({ occasion: 'evacuee' });
    expect(statedOccasion(at({}, rule({ mode: 'drill' })), 'evacuee')).toEqual({ occasion: 'evacuee' });
  });
});
