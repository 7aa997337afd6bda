import { describe, expect, it } from '@jest/globals';
import { EmsOption, EmsStatement } from '../../../../schemas/ems.ts';
import {
  type Answers,
  isOneTap,
  leavesOccasionOpen,
  NOTHING_SAID,
  openQuestions,
  statementOf,
} from '../../../../web/emergency/look-up/statement.ts';

const need = (pointer: string) => ({ pointer, ja: pointer, en: pointer });
const way = (change: Partial<EmsOption>): EmsOption =>
  EmsOption.parse({
    occasion: 'ambulance',
    unavoidable: false,
    label: { ja: '本人・書面', en: 'Patient, written' },
    allowed: true,
    because: [],
    owes: [],
    needs: [],
    ...change,
  });

const SIGNED = way({ consent: 'patient', form: 'written', needs: [need('/consent/form')] });
const ALONE = way({
  consent: 'unobtainable',
  unavoidable: true,
  family: 'not',
  needs: [need('/family'), need('/unavoidable')],
});
const FAMILY = way({
  consent: 'family',
  form: 'oral',
  unavoidable: true,
  patientAble: false,
  needs: [need('/consent/form'), need('/patientAble'), need('/unavoidable'), need('/consent/relation')],
});
const WAIVED = way({
  occasion: 'evacuee',
  consent: 'unobtainable',
  family: 'not',
  needs: [need('/family'), need('/reason')],
});
const BARE = way({
  consent: 'family',
  needs: [need('/consent/form'), need('/patientAble'), need('/family'), need('/unavoidable/words')],
});
const OWN = way({});

describe('what a way leaves open', () => {
  it.each<[string, EmsOption, string[], boolean]>([
    ['signed: its label says the form', SIGNED, [], true],
    ['nobody beside the patient: the threat to life is one touch', ALONE, ['unavoidable'], true],
    ['the family: the relation is asked', FAMILY, ['unavoidable', 'relation'], false],
    ['waived: why nobody could be asked', WAIVED, ['reason'], false],
    ['a way that says nothing by itself', BARE, ['form', 'patientAble', 'family', 'unavoidable'], false],
    ['the own record', OWN, [], true],
  ])('%s', (_what, option, open, oneTap) => {
    expect(openQuestions(option)).toEqual(open);
    expect(isOneTap(openQuestions(option))).toBe(oneTap);
  });
});

it('an occasion that no rule covers is left open by the ways', () => {
  expect(leavesOccasionOpen([SIGNED, ALONE])).toBe(false);
  expect(leavesOccasionOpen([SIGNED, way({ consent: 'family', needs: [need('/occasion')] })])).toBe(true);
});

describe('what is stated', () => {
  const said = (option: EmsOption, answers: Partial<Answers> = {}, contactAbsent = false) =>
    statementOf(option, { occasion: 'noReferral', answers: { ...NOTHING_SAID, ...answers }, contactAbsent });

  it.each<[string, unknown, EmsStatement]>([
    ['signed', said(SIGNED), { occasion: 'ambulance', consent: { by: 'patient', form: 'written' } }],
    [
      'nobody beside the patient',
      said(ALONE),
      {
        occasion: 'ambulance',
        consent: { by: 'unobtainable' },
        family: 'not',
        unavoidable: { kind: 'lifeThreat' },
      },
    ],
    [
      'another reason, in words',
      said(ALONE, { unavoidable: 'other', words: '大量出血' }),
      {
        occasion: 'ambulance',
        consent: { by: 'unobtainable' },
        family: 'not',
        unavoidable: { kind: 'other', words: '大量出血' },
      },
    ],
    [
      'the family',
      said(FAMILY, { relation: '子' }),
      {
        occasion: 'ambulance',
        consent: { by: 'family', form: 'oral', relation: '子' },
        patientAble: false,
        unavoidable: { kind: 'lifeThreat' },
      },
    ],
    [
      'waived',
      said(WAIVED, { reason: '意識がなく、家族と連絡がつかない' }),
      {
        occasion: 'evacuee',
        consent: { by: 'unobtainable' },
        family: 'not',
        reason: '意識がなく、家族と連絡がつかない',
      },
    ],
    ['the own record', said(OWN), { occasion: 'ambulance' }],
    [
      'nobody answered the telephone',
      said(SIGNED, {}, true),
      { occasion: 'ambulance', consent: { by: 'patient', form: 'written' }, contactAbsent: true },
    ],
  ])('%s', (_what, statement, expected) => {
    expect(statement).toEqual(expected);
    expect(EmsStatement.parse(statement)).toEqual(expected);
  });

  it('takes the occasion of the screen where the way leaves it open', () => {
    const { occasion: _, ...open } = SIGNED;
    expect(said(open).occasion).toBe('noReferral');
  });

  it('says nothing that was left empty, and nothing that this way does not ask for', () => {
    expect(said(FAMILY, { relation: ' ' }).consent).toEqual({ by: 'family', form: 'oral' });
    expect(said(WAIVED)).not.toHaveProperty('reason');
    expect(said(SIGNED, { relation: '子', reason: 'x', words: 'y', patientAble: true, family: 'not' })).toEqual(
      said(SIGNED),
    );
  });
});
