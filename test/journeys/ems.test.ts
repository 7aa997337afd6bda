import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmsOption, EmsStatement } from '../../schemas/ems.ts';
import { confirmEms, listEmsGrants, listEmsUses } from '../../schemas/operations/ems.ts';
import { listRefreshRequests } from '../../schemas/operations/ingest.ts';
import { readEmsDocument, readEmsDocumentContent, readEmsTimeline } from '../../schemas/operations/timeline.ts';
import type { DocumentId, EmsGrantId } from '../../schemas/primitives.ts';
import { ALL_THE_SAME, accountOf, auditLog, print } from './ems-log.ts';
import { ALONE, calendarThrough, confirm, countingAs, lookUp, opened, SIGNED, tried } from './ems-looks.ts';
import { changeEmsPolicy, choose, setHours } from './ems-policies.ts';
import { daysAgo, stranger } from './ems-records.ts';
import { type Caller, done, Journey, refused } from './journey.ts';
import { person } from './people.ts';
import {
  allergy,
  announcement,
  diagnosis,
  dicomFile,
  laboratory,
  physicianNote,
  prescription,
  report,
  sha256,
  uploaded,
} from './records.ts';

const STRANGER = person(11);
const OTHER = person(12);
const ELSEWHERE = person(13);
const AT = { facilityId: 'ty-hospital', patientId: '0001234@EMS' };
const SLICE = dicomFile('a head, last week');
const WORDS = { other: '飛行機内での急病', reason: '家族の連絡先が携帯電話ごと失われている', name: '灯ノ浦 長兵衛' };
const family = (form: 'written' | 'oral') => ({ by: 'family' as const, form, relation: '長男', name: WORDS.name });
const LIFE = { unavoidable: { kind: 'lifeThreat' as const } };
const OTHERWISE = { unavoidable: { kind: 'other' as const, words: WORDS.other } };

describe('EMS in peacetime: a stranger’s record, within seconds', () => {
  let journey: Journey;
  let doctor: Caller;
  let documents: Map<string, DocumentId>;
  let othersNote: DocumentId;
  let image: DocumentId;
  let grantId: EmsGrantId;

  beforeAll(async () => {
    journey = await Journey.begin();
    doctor = journey.as('test-clinic.doctor');
    await setHours(journey);
    documents = await stranger(journey, { facilityId: 'ty-hospital', localId: '1234', demographics: STRANGER }, [
      laboratory('lab', { day: daysAgo(5) }),
      physicianNote('note', { day: daysAgo(3), department: '内科' }),
      physicianNote('psychiatry', { day: daysAgo(3), department: '精神科' }),
      report('recent', { day: daysAgo(20) }),
      report('old', { day: daysAgo(60) }),
      prescription('reaches', { day: daysAgo(40) }),
      allergy('allergy'),
      diagnosis('diagnosis'),
    ]);
    const bytes = announcement('1234', SLICE, { day: daysAgo(6) });
    ({ documentId: image } = await uploaded(journey.systemOf('ty-hospital'), bytes, SLICE));
    const others = await stranger(journey, { facilityId: 'ty-hospital', localId: '77', demographics: OTHER }, [
      physicianNote('note of another', { day: daysAgo(3) }),
    ]);
    othersNote = others.get('note of another') as DocumentId;
    await stranger(journey, { facilityId: 'test-hospital', localId: '555', demographics: ELSEWHERE });
  });
  afterAll(() => journey.end());

  describe('the look', () => {
    /** What the person at the terminal does. The relation is written down afterwards; what a button says is not asked again. */
    const actionsOf = (option: EmsOption): string[] => {
      const { needs, label, consent, form, patientAble, family, unavoidable } = option;
      const says: Record<string, boolean> = {
        '/occasion': true,
        '/consent/form': consent !== undefined && form !== undefined,
        '/patientAble': patientAble !== undefined,
        '/family': family !== undefined,
        '/unavoidable': unavoidable,
        '/consent/relation': true,
      };
      const asked = needs.map(({ pointer }) => pointer).filter((pointer) => !says[pointer]);
      return ['chooses the facility', 'types ID@EMS', 'chooses the occasion', `presses “${label.ja}”`, ...asked];
    };

    it('takes three calls and four actions: look-up, confirmation, record', async () => {
      await opened(doctor, AT, SIGNED);
      const rounds: number[][] = [];
      let actions: string[] = [];
      for (let round = 0; round < 5; round += 1) {
        const { caller, calls } = countingAs(journey, 'test-clinic.doctor');
        const found = done(await lookUp(caller, { ...AT, occasion: 'ambulance' }));
        const way = found.options.find(({ consent, form }) => consent === 'patient' && form === 'written');
        const confirmed = await confirm(caller, found.lookupId, { consent: { by: 'patient', form: 'written' } });
        grantId = done(confirmed).grant?.grantId as EmsGrantId;
        expect((await calendarThrough(caller, grantId)).notes).toHaveLength(1);
        expect(calls.map(({ asked }) => asked.replace(/(lkp|grt)_[^/]+/, '…'))).toEqual([
          'POST /v1/ems/lookups',
          'POST /v1/ems/lookups/…/confirmation',
          'GET /v1/ems/grants/…/timeline',
        ]);
        actions = way ? actionsOf(way) : [];
        rounds.push(calls.map(({ ms }) => Math.round(ms)));
      }
      expect(actions).toHaveLength(4);
      const median = rounds.sort((one, other) => sum(one) - sum(other))[2] ?? [];
      print(`EMS in peacetime: 3 calls, 4 actions (${actions.join(', ')}), ${median.join(' + ')} ms (median of 5)`);
      expect(sum(median)).toBeLessThan(3000);
    });

    it('takes no more actions in whichever way the patient came and whoever consents', async () => {
      for (const occasion of ['ambulance', 'noReferral'] as const) {
        const { options } = done(await lookUp(doctor, { ...AT, occasion }));
        for (const option of options.filter(({ allowed }) => allowed))
          expect([option.label.en, actionsOf(option).slice(4)]).toEqual([option.label.en, []]);
      }
    });

    it.each(['0001234@EMS', '１２３４＠ｅｍｓ', '1234 @ Ems', ' 00001234@ems ', '０００1234　＠ＥＭＳ'])(
      'finds the person by “%s”',
      async (patientId) => {
        const found = done(await lookUp(doctor, { ...AT, patientId }));
        const { name, birthDate, sex } = STRANGER;
        expect(found).toMatchObject({
          localId: '0001234',
          facilityName: 'TYテスト病院',
          person: { name, birthDate, sex },
          remote: false,
          inHours: true,
          contact: { department: '地域医療連携室' },
        });
        expect(JSON.stringify(found)).not.toContain(STRANGER.address);
      },
    );

    it('opens one access, however often the last button is pressed', async () => {
      const { lookupId } = done(await lookUp(doctor, AT));
      const press = () =>
        doctor(
          confirmEms,
          { params: { lookupId }, body: { person: 'confirmed', ...SIGNED } },
          { idempotencyKey: 'pressed-twice' },
        );
      const presses = [...(await Promise.all([press(), press()])), await press()];
      expect(new Set(presses.map((outcome) => done(outcome).grant?.grantId)).size).toBe(1);
    });

    it('asks for the latest data at once, and says how old is what is stored', async () => {
      const { data } = done(await lookUp(doctor, AT));
      expect(data).toMatchObject({ ageMinutes: expect.any(Number), requestedAt: expect.any(String) });
      const wishes = done(await journey.systemOf('ty-hospital')(listRefreshRequests, {})).items;
      expect(wishes.filter(({ localId }) => localId === '0001234')).toHaveLength(1);
      expect((await calendarThrough(doctor, grantId)).data.requestedAt).toBe(data.requestedAt);
    });
  });

  describe('the rules', () => {
    const ways = async (): Promise<Record<string, [boolean, string[], string[]]>> => {
      const { options } = done(await lookUp(doctor, { ...AT, occasion: 'ambulance' }));
      return Object.fromEntries(
        options.map(({ label, allowed, because, owes }) => [
          label.en,
          [allowed, because.map(({ id }) => id), owes.map(({ duty, dueWithinHours }) => `${duty} ${dueWithinHours}`)],
        ]),
      );
    };

    it('are told before the last button, with what each way would owe', async () => {
      const written = ['keepConsentForm 168', 'notifyBefore 0'];
      const oral = ['recordInChart 168', 'notifyBefore 0'];
      expect(await ways()).toEqual({
        'Patient, written': [true, ['EMS-N1', 'EMS-NOTICE-1'], written],
        'Patient, oral, unavoidable': [true, ['EMS-N2', 'EMS-NOTICE-1'], oral],
        'Family, written, patient not able to consent': [true, ['EMS-N3', 'EMS-NOTICE-1'], written],
        'Family, written, patient able to consent': [true, ['EMS-N1', 'EMS-NOTICE-1'], written],
        'Family, oral, unavoidable, patient not able to consent': [true, ['EMS-N4', 'EMS-NOTICE-1'], oral],
        'Family, oral, unavoidable, patient able to consent': [true, ['EMS-N2', 'EMS-NOTICE-1'], oral],
        Unobtainable: [false, ['DEFAULT-DENY'], []],
      });
    });

    it('open nothing without a consent until the network has chosen, and then as it chose (N5)', async () => {
      const office = journey.as('network-office.office');
      expect(refused(await tried(doctor, AT, ALONE))).toMatchObject({ status: 403, code: 'EMS_NOT_PERMITTED' });
      await choose(office, { n5: 'refuse' });
      expect(refused(await tried(doctor, AT, ALONE))).toMatchObject({ status: 403, code: 'EMS_NOT_PERMITTED' });
      await choose(office, { n5: 'allowWithExplanation' });
      expect(await ways()).toMatchObject({
        'Unobtainable, unavoidable, family not reached': [
          true,
          ['EMS-N5', 'EMS-NOTICE-1'],
          ['explainToPatient 2160', 'notifyBefore 0'],
        ],
      });
    });

    const ROWS: [row: string, duty: string, statement: EmsStatement][] = [
      ['EMS-N1', 'keepConsentForm', SIGNED],
      ['EMS-N1', 'keepConsentForm', { consent: family('written'), patientAble: true }],
      ['EMS-N2', 'recordInChart', { consent: { by: 'patient', form: 'oral' }, ...LIFE }],
      ['EMS-N2W', 'keepConsentForm', { consent: { by: 'patient', form: 'written' }, ...OTHERWISE }],
      ['EMS-N3', 'keepConsentForm', { consent: family('written'), patientAble: false }],
      ['EMS-N4', 'recordInChart', { consent: family('oral'), patientAble: false, ...LIFE }],
      ['EMS-N4W', 'keepConsentForm', { consent: family('written'), patientAble: false, ...OTHERWISE }],
      ['EMS-N5', 'explainToPatient', { ...ALONE, unavoidable: OTHERWISE.unavoidable, reason: WORDS.reason }],
    ];
    it.each(ROWS)('%s opens, owes %s, and the notice by the hospital’s hours', async (row, duty, stated) => {
      const statement: EmsStatement = { occasion: 'noReferral', ...stated };
      const inHours = await opened(doctor, AT, statement);
      const outOfHours = await opened(doctor, { facilityId: 'test-hospital', patientId: '555@EMS' }, statement);
      const absent = await opened(doctor, AT, { ...statement, contactAbsent: true });
      expect([inHours, outOfHours, absent].map(({ grant }) => [grant.because, grant.owes])).toEqual([
        [
          [row, 'EMS-NOTICE-1'],
          [duty, 'notifyBefore'],
        ],
        [
          [row, 'EMS-NOTICE-2'],
          [duty, 'notifyWithin7Days'],
        ],
        [
          [row, 'EMS-NOTICE-2'],
          [duty, 'notifyWithin7Days'],
        ],
      ]);
      expect(inHours.obligations.map((one) => [one.duty, one.state, one.dueAt > inHours.grant.openedAt])).toEqual([
        [duty, 'open', true],
        ['notifyBefore', 'open', false],
      ]);
      expect(Date.parse(inHours.grant.until) - Date.parse(inHours.grant.openedAt)).toBe(96 * 3_600_000);
    });

    it('say what is still needed, and that an evacuee is none without a disaster rule', async () => {
      const spoken = await tried(doctor, AT, { occasion: 'ambulance', consent: { by: 'patient', form: 'oral' } });
      expect(refused(spoken)).toMatchObject({
        status: 409,
        code: 'EMS_FACTS_NEEDED',
        needs: [{ pointer: '/unavoidable', ja: expect.stringMatching(/やむを得ない/), en: expect.any(String) }],
      });
      const evacuee = await tried(doctor, AT, { ...SIGNED, occasion: 'evacuee' });
      expect(refused(evacuee)).toMatchObject({ status: 403, code: 'EMS_NOT_PERMITTED' });
      const nothing = await tried(doctor, AT, {});
      expect(refused(nothing)).toMatchObject({ code: 'EMS_FACTS_NEEDED', needs: expect.any(Array) });
    });
  });

  describe('the record', () => {
    const idOf = (key: string): DocumentId => documents.get(key) as DocumentId;
    const read = (documentId: DocumentId) => doctor(readEmsDocument, { params: { grantId, documentId } });
    const keysOf = (entries: { documentId: DocumentId }[]): string[] => {
      const names = new Map([...documents, ['image', image] as const].map(([key, id]) => [id, key]));
      return entries.map(({ documentId }) => names.get(documentId) ?? 'unknown');
    };

    it('shows progress notes first, then the last 31 days, and what reaches into them', async () => {
      const { grant, from, to, facility, notes, entries, earlier, olderExist } = await calendarThrough(doctor, grantId);
      expect([from, to]).toEqual([daysAgo(30), daysAgo(0)]);
      expect(grant).toMatchObject({
        grantId,
        standing: 'live',
        facilityName: 'TYテスト病院',
        because: ['EMS-N1', 'EMS-NOTICE-1'],
      });
      expect({ notes: keysOf(notes), entries: keysOf(entries), earlier: keysOf(earlier) }).toEqual({
        notes: ['note'],
        entries: ['lab', 'image', 'recent'],
        earlier: ['reaches'],
      });
      expect(olderExist).toBe(true);
      expect(facility.header).toMatchObject({
        allergies: { state: 'listed', items: [{ substance: { name: 'セファゾリン' } }] },
        diagnoses: { state: 'listed', items: [{ condition: { name: '本態性高血圧症' } }] },
        infections: { state: 'notFetched' },
      });
    });

    it('is read as typed content, as the raw message, and as the very bytes', async () => {
      const { document } = done(await read(idOf('note')));
      expect(document).toMatchObject({
        state: 'available',
        content: { kind: 'note', sections: [{ text: '著変なし。' }] },
      });
      const params = { grantId, documentId: idOf('lab') };
      const raw = done(await doctor(readEmsDocumentContent, { params, query: { form: 'raw' } }));
      const text = gunzipSync(Buffer.from(String(raw['rawGzip']), 'base64')).toString();
      expect([text.startsWith('MSH|'), sha256(text)]).toEqual([true, raw['sha256']]);

      const file = done(await doctor(readEmsDocumentContent, { params: { grantId, documentId: image }, query: {} }));
      expect(file).toMatchObject({ form: 'file', sha256: sha256(SLICE), byteLength: SLICE.byteLength });
      const download = await fetch(String(file['url']));
      expect([download.status, Buffer.from(await download.arrayBuffer()).equals(SLICE)]).toEqual([200, true]);
      expect(Date.parse(String(file['expiresAt'])) - Date.now()).toBeLessThanOrEqual(60_000);
    });

    it.each([
      ['from before the window', () => idOf('old')],
      ['of a department that is closed to EMS', () => idOf('psychiatry')],
      ['of another patient of that hospital', () => othersNote],
      ['that never was', () => `doc_${'a'.repeat(60)}` as DocumentId],
    ])('has no document %s', async (_which, documentId) => {
      expect(refused(await read(documentId()))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      const params = { grantId, documentId: documentId() };
      for (const form of ['file', 'raw'] as const)
        expect(refused(await doctor(readEmsDocumentContent, { params, query: { form } }))).toMatchObject({
          status: 404,
        });
    });

    it('shows what the hospital sent a moment ago, and only the types that are asked for', async () => {
      await stranger(journey, { facilityId: 'ty-hospital', localId: '1234', demographics: STRANGER }, [
        laboratory('just now', { day: daysAgo(0) }),
      ]);
      const { entries } = await calendarThrough(doctor, grantId);
      expect([entries[0]?.contentType, entries.length]).toEqual(['laboratory', 4]);
      const images = done(await doctor(readEmsTimeline, { params: { grantId }, query: { types: 'image' } }));
      expect([keysOf(images.entries), images.notes]).toEqual([['image'], []]);
    });
  });

  describe('E0: the own hospital’s record, from outside', () => {
    let own: Caller;
    let remote: EmsGrantId;
    const read = (key: string) =>
      own(readEmsDocument, { params: { grantId: remote, documentId: documents.get(key) as DocumentId } });

    it('opens without consent and owes nothing, of any day, and stands in nobody’s inbox', async () => {
      own = journey.as('ty-hospital.doctor');
      const found = done(await lookUp(own, AT));
      expect(found).toMatchObject({
        remote: true,
        options: [{ allowed: true, because: [{ id: 'EMS-E0' }], owes: [], needs: [] }],
      });
      const { grant, obligations } = done(await confirm(own, found.lookupId, {}));
      expect([grant?.remote, grant?.because, obligations]).toEqual([true, ['EMS-E0'], []]);
      remote = grant?.grantId as EmsGrantId;
      expect((await calendarThrough(own, remote)).notes).toHaveLength(1);
      expect(done(await read('old')).document.contentType).toBe('report');
      const inbox = done(await journey.as('ty-hospital.clerk')(listEmsUses, { query: {} })).items;
      expect(inbox.some((use) => use.grantId === remote)).toBe(false);
    });

    it('opens what the hospital lets its own staff see from outside, at every look anew', async () => {
      expect(refused(await read('psychiatry'))).toMatchObject({ status: 404 });
      const admin = journey.as('ty-hospital.admin');
      const before = await changeEmsPolicy(admin, 'ty-hospital', { ownStaffOutside: [{ contentType: 'laboratory' }] });
      expect(done(await read('lab')).document.contentType).toBe('laboratory');
      expect(refused(await read('old'))).toMatchObject({ status: 404 });
      expect((await calendarThrough(own, remote)).notes).toEqual([]);
      await changeEmsPolicy(admin, 'ty-hospital', { ownStaffOutside: [] });
      expect(refused(await read('lab'))).toMatchObject({ status: 404 });
      expect(refused(await lookUp(own, AT))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      await changeEmsPolicy(admin, 'ty-hospital', before);
      expect(done(await read('lab')).document.contentType).toBe('laboratory');
    });
  });

  describe('afterwards', () => {
    it('each access stands in the audit with the rules that opened it and what it owes', async () => {
      const events = await auditLog(journey);
      const grants = done(await doctor(listEmsGrants, { query: { limit: 100 } })).items;
      for (const { grantId: id, because, owes, openedBy } of grants) {
        const event = events.find((one) => one.eventName === 'ConfirmEms' && one.resource?.['grantId'] === id);
        expect(event?.outcome).toEqual({ result: 'allowed', because, owes });
        expect(event).toMatchObject({ actor: { staffId: openedBy }, receipt: { act: 'ems.confirm' } });
      }
      expect(grants.length).toBeGreaterThan(20);
      const looks = events.filter(
        ({ eventName, outcome }) => eventName === 'ReadEmsDocument' && outcome.result === 'allowed',
      );
      expect(new Set(looks.flatMap(({ outcome }) => outcome.because))).toEqual(
        new Set(['EMS-VIEW-01', 'EMS-VIEW-02', 'EMS-VIEW-04']),
      );
    });

    it('every request left an event, the log is decided the same again, and nobody is named', async () => {
      const people = [STRANGER, OTHER, ELSEWHERE];
      const { says, ...account } = await accountOf(journey, { people, written: Object.values(WORDS) });
      expect(account).toEqual({ unaudited: [], replay: 0, named: [] });
      expect(says).toMatch(ALL_THE_SAME);
      print(`EMS in peacetime: ${says}`);
    });
  });
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
