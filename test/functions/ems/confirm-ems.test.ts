import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { emsGrantsOf, emsMarkWrite, facilityPatientWrite, obligationsOf } from '../../../layers/store/index.ts';
import type { EmsStatement } from '../../../schemas/ems.ts';
import { localId, patientId, staff } from '../../layers/store/people.ts';
import { DISCLOSER, DOCTOR, LIFE, LookUpWorld, NOBODY_REACHED, Strangers, VIEWER, WRITTEN } from './look-up-world.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let ems: LookUpWorld;
let stranger: Strangers;
beforeAll(async () => {
  ems = await LookUpWorld.open();
  stranger = new Strangers(ems);
});
afterAll(() => ems.world.close());

beforeEach(() => stranger.next());
const own = () => stranger.id;
const now = () => new Date(ems.world.clock.now()).toISOString();
const later = (milliseconds: number) => new Date(ems.world.clock.now() + milliseconds).toISOString();

const opened = (statement: EmsStatement, body = {}) => ems.opened(statement, { patientId: stranger.typedId, ...body });
const notOpened = (statement: EmsStatement) => ems.notOpened(statement, { patientId: stranger.typedId });
const lookedUp = () => stranger.lookedUp();
const grants = () => stranger.grants();
const family = (form: 'written' | 'oral') => ({ by: 'family' as const, form, relation: '妻' });
const patient = (form: 'written' | 'oral') => ({ by: 'patient' as const, form });
const occasion = 'noReferral' as const;

describe('confirmEms in peacetime', () => {
  it.each<[string, EmsStatement, string[]]>([
    ['EMS-N1', WRITTEN, ['keepConsentForm 7', 'notifyBefore 0']],
    ['EMS-N1', { occasion, consent: family('written'), patientAble: true }, ['keepConsentForm 7', 'notifyBefore 0']],
    ['EMS-N2', { occasion, consent: patient('oral'), unavoidable: LIFE }, ['recordInChart 7', 'notifyBefore 0']],
    [
      'EMS-N2W',
      { occasion, consent: patient('written'), unavoidable: LIFE, inpatient: false },
      ['keepConsentForm 7', 'notifyBefore 0'],
    ],
    ['EMS-N3', { occasion, consent: family('written'), patientAble: false }, ['keepConsentForm 7', 'notifyBefore 0']],
    [
      'EMS-N4',
      { occasion, consent: family('oral'), patientAble: false, unavoidable: { kind: 'other', words: '急変のため' } },
      ['recordInChart 7', 'notifyBefore 0'],
    ],
  ])('%s opens the record and says what it owes, by when', async (rule, statement, owed) => {
    const { grant, obligations } = await opened(statement);
    expect(grant).toMatchObject({
      facilityId: DISCLOSER,
      facilityName: '試験病院',
      viewerFacilityId: VIEWER,
      localId: own(),
      remote: false,
      statement,
      openedBy: DOCTOR,
      openedAt: now(),
      until: later(96 * HOUR),
      effectiveUntil: later(96 * HOUR),
      standing: 'live',
      openObligations: owed.length,
      because: [rule, 'EMS-NOTICE-1'],
    });
    const days = (dueAt: string) => (Date.parse(dueAt) - ems.world.clock.now()) / DAY;
    expect(obligations.map(({ duty, dueAt }) => `${duty} ${days(dueAt)}`)).toEqual(owed);
    expect(obligations.every(({ state, discloserName }) => state === 'open' && discloserName === '試験病院')).toBe(
      true,
    );
  });

  it('keeps the access, its lines in both lists, its obligations and the mark in one go', async () => {
    const { grant, obligations } = await opened(WRITTEN);
    if (!grant) throw new Error('no grant');
    const kept = await ems.kept(grant.grantId);
    expect(kept.grant).toMatchObject({ state: 'live', version: 1, openObligations: 2, messages: 0 });
    expect(kept.obligations).toHaveLength(obligations.length);
    const inbox = await emsGrantsOf(ems.world.store, { side: 'discloser', facilityId: DISCLOSER });
    expect(inbox.items.some(({ grantId }) => grantId === grant.grantId)).toBe(true);
    expect(await ems.record(DISCLOSER, own())).toMatchObject({ emsOpen: 1 });
    const mine = await obligationsOf(ems.world.store, { owner: { staffId: staff(DOCTOR) }, state: 'open' });
    expect(mine.items.filter(({ grantId }) => grantId === grant.grantId)).toHaveLength(2);
  });

  it('opens the days of the network’s window, today in Japan included', async () => {
    ems.world.clock.at('2027-12-24T14:59:59.999Z');
    expect((await opened(WRITTEN)).grant?.windowFrom).toBe('2027-11-24');
    ems.world.clock.forward(1);
    expect((await opened(WRITTEN)).grant?.windowFrom).toBe('2027-11-25');
  });

  it('lasts for an inpatient’s stay', async () => {
    expect((await opened({ ...WRITTEN, inpatient: true })).grant?.until).toBe(later(30 * DAY));
  });

  it('owes the notice within 7 days out of hours, and where nobody is there', async () => {
    const notice = async (statement: EmsStatement) => {
      const { obligations } = await opened(statement);
      return obligations.filter(({ duty }) => duty.startsWith('notify')).map(({ duty, dueAt }) => [duty, dueAt]);
    };
    expect(await notice({ ...WRITTEN, contactAbsent: true })).toEqual([['notifyWithin7Days', later(7 * DAY)]]);
    ems.world.clock.forward(12 * HOUR);
    expect(await notice(WRITTEN)).toEqual([['notifyWithin7Days', later(7 * DAY)]]);
  });

  it('takes the occasion of the look-up where the confirmation says none, and another where it does', async () => {
    const { occasion: _, ...statement } = WRITTEN;
    const found = { patientId: stranger.typedId, occasion: 'noReferral' as const };
    expect((await ems.opened(statement, found)).grant?.statement.occasion).toBe('noReferral');
    expect((await ems.opened(WRITTEN, found)).grant?.statement.occasion).toBe('ambulance');
  });

  it('opens the own record from outside without a consent, owing nothing, in nobody’s inbox (E0)', async () => {
    await ems.world.addFacilityPatient({ facilityId: VIEWER, localId: localId(own()) });
    const { grant, obligations } = await opened({}, { facilityId: VIEWER });
    expect(grant).toMatchObject({ remote: true, because: ['EMS-E0'], owes: [], openObligations: 0 });
    expect(obligations).toEqual([]);
    expect((await ems.record(VIEWER, own())).emsOpen).toBe(0);
    const inbox = await emsGrantsOf(ems.world.store, { side: 'discloser', facilityId: VIEWER });
    expect(inbox.items).toEqual([]);
  });
});

describe('what the network has chosen', () => {
  it('lets the message to the inbox be the notice beforehand', async () => {
    await ems.settings({ inboxIsNotice: true });
    const { grant, obligations } = await opened(WRITTEN);
    expect(grant?.openObligations).toBe(1);
    expect(obligations.map(({ duty, state, fulfilment }) => [duty, state, fulfilment?.through])).toEqual([
      ['keepConsentForm', 'open', undefined],
      ['notifyBefore', 'fulfilled', 'inbox'],
    ]);
  });

  it.each([undefined, 'refuse'] as const)('opens nothing where nobody can consent: N5 is %s', async (n5) => {
    await ems.settings({ ...(n5 && { n5 }) });
    const problem = await notOpened(NOBODY_REACHED);
    expect(problem.code).toBe('EMS_NOT_PERMITTED');
    expect(problem.detail.extra?.['options']).toEqual(
      expect.arrayContaining([expect.objectContaining({ consent: 'patient', allowed: true })]),
    );
    expect(await grants()).toEqual([]);
  });

  it('opens it with an explanation owed where N5 is allowed', async () => {
    await ems.settings({ n5: 'allowWithExplanation', explanationDays: 45 });
    const { grant, obligations } = await opened(NOBODY_REACHED);
    expect(grant?.because).toEqual(['EMS-N5', 'EMS-NOTICE-1']);
    expect(obligations.map(({ duty, dueAt }) => [duty, dueAt])).toContainEqual(['explainToPatient', later(45 * DAY)]);
  });

  it('counts hours and window as set', async () => {
    await ems.settings({ grantHours: 24, windowDays: 1, inpatientDays: 3 });
    const { grant } = await opened(WRITTEN);
    expect(grant).toMatchObject({ until: later(DAY), windowFrom: now().slice(0, 10) });
    expect((await opened({ ...WRITTEN, inpatient: true })).grant?.until).toBe(later(3 * DAY));
    await ems.settings({});
  });
});

describe('what the rules lack', () => {
  it.each<[string, EmsStatement, string[]]>([
    ['nothing at all', {}, ['/consent/by', '/occasion', '/consent/form']],
    ['the form', { occasion, consent: { by: 'patient' } }, ['/consent/form']],
    ['why it is unavoidable', { occasion, consent: patient('oral') }, ['/unavoidable']],
    ['whether the patient is able', { occasion, consent: family('written') }, ['/patientAble']],
  ])('is asked for: %s', async (_, statement, needs) => {
    const problem = await notOpened(statement);
    expect(problem.code).toBe('EMS_FACTS_NEEDED');
    const extra = problem.detail.extra as { needs: { pointer: string }[]; options: { allowed: boolean }[] };
    expect(extra.needs.map(({ pointer }) => pointer)).toEqual(needs);
    expect(extra.options.length).toBeGreaterThan(0);
    expect(extra.options.every(({ allowed }) => allowed)).toBe(true);
    expect((await ems.lastAudited('ConfirmEms')).outcome).toMatchObject({
      result: 'refused',
      because: ['DEFAULT-DENY'],
      code: 'EMS_FACTS_NEEDED',
    });
  });

  it.each<[string, EmsStatement]>([
    ['an evacuee without a disaster rule', { ...WRITTEN, occasion: 'evacuee' }],
    ['a patient who consents and is not able to', { ...WRITTEN, patientAble: false }],
    [
      'a family that consents and was not reached',
      { occasion, consent: family('written'), family: 'not', patientAble: false },
    ],
  ])('cannot be completed: %s', async (_, statement) => {
    const problem = await notOpened(statement);
    expect(problem.code).toBe('EMS_NOT_PERMITTED');
    const options = problem.detail.extra?.['options'] as { allowed: boolean }[];
    expect(options.some(({ allowed }) => allowed)).toBe(true);
    expect(await grants()).toEqual([]);
  });

  it('asks for no relation where the rules have enough, and the look-up can be confirmed after a refusal', async () => {
    const lookupId = await lookedUp();
    const wanting = {
      person: 'confirmed' as const,
      occasion,
      consent: { by: 'family' as const, form: 'written' as const },
    };
    expect((await ems.confirmRefused(lookupId, wanting)).code).toBe('EMS_FACTS_NEEDED');
    const { body } = await ems.confirm(lookupId, { ...wanting, patientAble: false });
    expect(body.grant?.because).toContain('EMS-N3');
  });
});

describe('a patient who refused', () => {
  beforeEach(async () => {
    await ems.settings({ n5: 'allowWithExplanation' });
    await ems.world.write([emsMarkWrite(await ems.record(DISCLOSER, own()), { by: 0, refusedAt: now() })]);
  });

  it('is not opened without a consent', async () => {
    const problem = await notOpened(NOBODY_REACHED);
    expect(problem).toMatchObject({ code: 'FORBIDDEN', detail: { because: ['EMS-BAR-04'] } });
    expect(await grants()).toEqual([]);
  });

  it('is opened with a consent taken anew', async () => {
    expect((await opened(WRITTEN)).grant?.because).toContain('EMS-N1');
  });
});

describe('the audit of a confirmation', () => {
  it('says what was stated in codes, which record, and by which look-up; for a linked patient in their own log', async () => {
    const { version, ...record } = await ems.record(DISCLOSER, own());
    const linked = { ...record, linkedPatientId: patientId(7), version: version + 1 };
    await ems.world.write([facilityPatientWrite(linked)]);
    const lookupId = await lookedUp();
    const { body } = await ems.confirm(lookupId, {
      person: 'confirmed',
      occasion: 'ambulance',
      consent: { by: 'family', form: 'oral', relation: '妻', name: '試験 春子' },
      patientAble: false,
      unavoidable: { kind: 'other', words: '秘密の事情' },
    });
    const event = await ems.lastAudited('ConfirmEms');
    expect(event).toMatchObject({
      patientId: patientId(7),
      resource: { lookupId, grantId: body.grant?.grantId, facilityId: DISCLOSER, localId: own() },
      request: { occasion: 'ambulance', consent: 'family', form: 'oral', patientAble: false, unavoidable: 'other' },
      outcome: { result: 'allowed', because: ['EMS-N4', 'EMS-NOTICE-1'], owes: ['recordInChart', 'notifyBefore'] },
      receipt: { act: 'ems.confirm', from: [lookupId] },
    });
    expect(JSON.stringify(await ems.world.audited())).not.toMatch(/試験|花子|春子|妻|秘密|1950-01-02/);
  });
});
