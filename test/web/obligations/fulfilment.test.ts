import { describe, expect, it } from '@jest/globals';
import { FulfilmentInput, ObligationDuty } from '../../../schemas/obligation.ts';
import { emptyForm, FITS, type FulfilmentForm, fulfilmentOf } from '../../../web/obligations/fulfilment.ts';

const NOW = { date: '2026-11-23', time: '03:24' };
const AT = '2026-11-22T18:24:00.000Z';
const form = (duty: ObligationDuty, change: Partial<FulfilmentForm> = {}): FulfilmentForm => ({
  ...emptyForm(duty, { now: NOW, staffName: '見本 花' }),
  ...change,
});
const sheet = { evidence: 'sheet', consentedBy: '見本 次郎', relation: '子' } as const;

describe('what is sent for each duty', () => {
  it.each<[ObligationDuty, Partial<FulfilmentForm>, object]>([
    [
      'keepConsentForm',
      { keptAt: '救急同意書ファイル' },
      { kind: 'evidence', evidence: { kind: 'form', keptAt: '救急同意書ファイル' } },
    ],
    [
      'recordInChart',
      { statement: '口頭で同意' },
      { kind: 'evidence', evidence: { kind: 'chart', statement: '口頭で同意', recordedAt: AT } },
    ],
    [
      'recordInChartOrSheet',
      sheet,
      {
        kind: 'evidence',
        evidence: { kind: 'sheet', confirmedBy: '見本 花', consentedBy: '見本 次郎', relation: '子', at: AT },
      },
    ],
    [
      'notifyWithin7Days',
      { told: '地域医療連携室', note: '折り返しあり' },
      { kind: 'notification', told: '地域医療連携室', at: AT, how: 'telephone', note: '折り返しあり' },
    ],
    ['notifyBefore', { told: '当直', how: 'other' }, { kind: 'notification', told: '当直', at: AT, how: 'other' }],
    [
      'obtainLaterConsent',
      sheet,
      {
        kind: 'laterConsent',
        outcome: 'obtained',
        evidence: { kind: 'sheet', confirmedBy: '見本 花', consentedBy: '見本 次郎', relation: '子', at: AT },
      },
    ],
    [
      'obtainLaterConsent',
      { outcome: 'refused', keptAt: '要らない', note: '電話で' },
      { kind: 'laterConsent', outcome: 'refused', note: '電話で' },
    ],
    [
      'explainToPatient',
      { explainedTo: '本人' },
      { kind: 'explanation', outcome: 'explained', explainedTo: '本人', at: AT },
    ],
    [
      'explainToPatient',
      { outcome: 'deceased', explainedTo: '要らない' },
      { kind: 'explanation', outcome: 'deceased' },
    ],
  ])('%s', (duty, change, expected) => {
    const sent = fulfilmentOf(duty, form(duty, change));
    expect(sent).toEqual(expected);
    expect(FulfilmentInput.safeParse(sent).success).toBe(true);
  });

  it('an empty field is an absent one, so that what is missing is said at its field', () => {
    expect(fulfilmentOf('notifyBefore', form('notifyBefore', { moment: { date: '', time: '' }, told: ' ' }))).toEqual({
      kind: 'notification',
      how: 'telephone',
    });
    const { error } = FulfilmentInput.safeParse(fulfilmentOf('recordInChart', form('recordInChart')));
    expect(error?.issues.map(({ path }) => path.join('/'))).toEqual(['evidence/statement']);
  });

  it('every duty has its form', () => {
    expect(Object.keys(FITS).sort()).toEqual([...ObligationDuty.options].sort());
  });
});
