import { describe, expect, it } from '@jest/globals';
import { faultOf } from '../../../functions/obligations/fitness.ts';
import { FulfilmentInput, ObligationDuty } from '../../../schemas/obligation.ts';
import type { DocumentId } from '../../../schemas/primitives.ts';

const NOW = '2026-11-22T03:04:05.678Z';
const MS_LATER = '2026-11-22T03:04:05.679Z';
const OWN_FORM = `doc_${'a'.repeat(60)}`;
const OTHER_FORM = `doc_${'b'.repeat(60)}`;

const form = { kind: 'form', keptAt: '医事課 同意書棚' } as const;
const chart = { kind: 'chart', statement: '口頭で同意を得た', recordedAt: NOW } as const;
const sheet = { kind: 'sheet', confirmedBy: '看護師 一', consentedBy: '長女', relation: '子', at: NOW } as const;

const WAYS = {
  form: { kind: 'evidence', evidence: form },
  chart: { kind: 'evidence', evidence: chart },
  sheet: { kind: 'evidence', evidence: sheet },
  notification: { kind: 'notification', told: '地域連携室', at: NOW },
  laterForm: { kind: 'laterConsent', outcome: 'obtained', evidence: form },
  laterChart: { kind: 'laterConsent', outcome: 'obtained', evidence: chart },
  laterSheet: { kind: 'laterConsent', outcome: 'obtained', evidence: sheet },
  laterUnreachable: { kind: 'laterConsent', outcome: 'unreachable' },
  explanation: { kind: 'explanation', explainedTo: '本人', at: NOW },
} as const;
type Way = keyof typeof WAYS;
const later = ['laterForm', 'laterChart', 'laterSheet', 'laterUnreachable'] as const;

const FITTING: Record<ObligationDuty, readonly Way[]> = {
  keepConsentForm: ['form'],
  recordInChart: ['chart'],
  recordInChartOrSheet: ['chart', 'sheet'],
  notifyBefore: ['notification'],
  notifyWithin7Days: ['notification'],
  obtainLaterConsent: later,
  explainToPatient: ['explanation'],
};

/** Code and fields of what is wrong. */
const wrong = (duty: ObligationDuty, input: object) => {
  const found = faultOf(duty, FulfilmentInput.parse(input), {
    pointer: '/body',
    now: NOW,
    isOwnForm: (id: DocumentId) => id === OWN_FORM,
  });
  return found && [found.code, ...found.errors.map(({ pointer, code }) => `${pointer} ${code}`)];
};

describe('a duty', () => {
  const pairs = ObligationDuty.options.flatMap((duty) =>
    (Object.keys(WAYS) as Way[]).map((way) => [duty, way] as const),
  );

  it.each(pairs)('%s is fulfilled by %s only if that is its kind', (duty, way) => {
    const fits = FITTING[duty].includes(way);
    const told = wrong(duty, WAYS[way]);
    expect(told === undefined).toBe(fits);
    if (!fits) expect(told?.[0]).toBe('FULFILMENT_UNFIT');
  });

  it('names the field that does not fit: the kind of fulfilment, or the kind of its evidence', () => {
    expect(wrong('recordInChart', WAYS.notification)).toEqual(['FULFILMENT_UNFIT', '/body/kind unfit']);
    expect(wrong('recordInChart', WAYS.sheet)).toEqual(['FULFILMENT_UNFIT', '/body/evidence/kind unfit']);
  });
});

describe('a fulfilment without its evidence', () => {
  it.each([
    ['recordInChart', { kind: 'evidence' }, ['evidence']],
    ['keepConsentForm', { kind: 'evidence' }, ['evidence']],
    [
      'keepConsentForm',
      { kind: 'evidence', evidence: { kind: 'form' } },
      ['evidence/keptAt', 'evidence/formDocumentId'],
    ],
    ['notifyBefore', { kind: 'notification' }, ['told', 'at']],
    ['notifyWithin7Days', { kind: 'notification', at: NOW }, ['told']],
    ['notifyWithin7Days', { kind: 'notification', told: '地域連携室' }, ['at']],
    ['obtainLaterConsent', { kind: 'laterConsent', outcome: 'obtained' }, ['evidence']],
    [
      'obtainLaterConsent',
      { kind: 'laterConsent', outcome: 'obtained', evidence: { kind: 'form' } },
      ['evidence/keptAt', 'evidence/formDocumentId'],
    ],
    ['explainToPatient', { kind: 'explanation' }, ['explainedTo', 'at']],
    ['explainToPatient', { kind: 'explanation', explainedTo: '本人' }, ['at']],
    ['explainToPatient', { kind: 'explanation', at: NOW }, ['explainedTo']],
  ] as const)('of %s by %j lacks %j', (duty, input, fields) => {
    expect(wrong(duty, input)).toEqual([
      'FULFILMENT_WITHOUT_EVIDENCE',
      ...fields.map((field) => `/body/${field} required`),
    ]);
  });

  it.each(['refused', 'unreachable', 'deceased'])('is none where the outcome is %s', (outcome) => {
    expect(wrong('obtainLaterConsent', { kind: 'laterConsent', outcome })).toBeUndefined();
    expect(wrong('explainToPatient', { kind: 'explanation', outcome })).toBeUndefined();
  });
});

describe('an instant', () => {
  it.each([
    [
      'recordInChart',
      'evidence/recordedAt',
      (at: string) => ({ ...WAYS.chart, evidence: { ...chart, recordedAt: at } }),
    ],
    ['recordInChartOrSheet', 'evidence/at', (at: string) => ({ ...WAYS.sheet, evidence: { ...sheet, at } })],
    ['notifyBefore', 'at', (at: string) => ({ ...WAYS.notification, at })],
    ['explainToPatient', 'at', (at: string) => ({ ...WAYS.explanation, at })],
    ['obtainLaterConsent', 'evidence/at', (at: string) => ({ ...WAYS.laterSheet, evidence: { ...sheet, at } })],
  ] as const)('of %s (%s) may be now or long past, and not a millisecond ahead', (duty, field, input) => {
    for (const at of ['2020-01-01T00:00:00.000Z', NOW]) expect(wrong(duty, input(at))).toBeUndefined();
    expect(wrong(duty, input(MS_LATER))).toEqual(['INVALID_REQUEST', `/body/${field} future`]);
  });
});

describe('a picture', () => {
  it('of the form or of the sheet is a consent form of the own facility', () => {
    const withForm = (formDocumentId: string) => ({ kind: 'evidence', evidence: { kind: 'form', formDocumentId } });
    expect(wrong('keepConsentForm', withForm(OWN_FORM))).toBeUndefined();
    expect(wrong('keepConsentForm', withForm(OTHER_FORM))).toEqual([
      'INVALID_REQUEST',
      '/body/evidence/formDocumentId not_a_form',
    ]);
    const withPhoto = { kind: 'evidence', evidence: { ...sheet, photoDocumentId: OTHER_FORM } };
    expect(wrong('recordInChartOrSheet', withPhoto)).toEqual([
      'INVALID_REQUEST',
      '/body/evidence/photoDocumentId not_a_form',
    ]);
  });
});
