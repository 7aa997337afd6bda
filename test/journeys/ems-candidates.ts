import { beforeAll, describe, expect, it } from '@jest/globals';
import { toWareki } from '../../layers/names/index.ts';
import type { InputOf } from '../../schemas/operation.ts';
import { searchEmsCandidates } from '../../schemas/operations/ems.ts';
import { fulfilObligation } from '../../schemas/operations/obligations.ts';
import { registerPatient } from '../../schemas/operations/registration.ts';
import { auditLog } from './ems-log.ts';
import { ALONE, opened, SIGNED } from './ems-looks.ts';
import { changeEmsPolicy } from './ems-policies.ts';
import { stranger } from './ems-records.ts';
import { type Caller, done, type Journey, refused } from './journey.ts';
import { person, type TestPerson } from './people.ts';
import { comprehensive } from './registration-steps.ts';

type Query = InputOf<typeof searchEmsCandidates>['query'];

/** 霧生野 美波留: the hospital wrote the kana in half width. */
const SOUGHT = person(29, {
  name: { family: '霧生野', given: '美波留', familyKana: 'ｷﾘｭｳﾉ', givenKana: 'ﾐﾊﾙ' },
  address: '石川県架空市見本町29番地の32',
});
const { name, birthDate } = SOUGHT;
const TWIN: TestPerson = { ...SOUGHT, name: { ...name, given: '帆乃夏', givenKana: 'ホノカ' } };
const HIDDEN = person(43, { protected: true });
const REFUSED = person(44);
const WITHDRAWN = person(45);
const PEOPLE = [SOUGHT, TWIN, HIDDEN, REFUSED, WITHDRAWN];

/** The name search. @returns whose words, and what was written about them. */
export const pdq = (given: () => Journey): { people: TestPerson[]; written: string[] } => {
  describe('PDQ: nobody has to telephone for an ID', () => {
    let journey: Journey;
    let doctor: Caller;
    /** Thirty an hour and person: spread over those who may. */
    let askers: Caller[];
    let asked = 0;

    const search = async (query: Query, caller?: Caller) => {
      asked += 1;
      return done(await (caller ?? askers[asked % askers.length] ?? doctor)(searchEmsCandidates, { query }));
    };
    const ids = async (query: Query): Promise<string[]> =>
      (await search(query)).items.map(({ facilityId, localId }) => `${facilityId} ${localId}`);
    const refusedById = async (localId: string, demographics: TestPerson) => {
      await stranger(journey, { facilityId: 'ty-hospital', localId, demographics });
      const { obligations } = await opened(doctor, { facilityId: 'ty-hospital', patientId: `${localId}@EMS` }, ALONE);
      const explain = obligations.find(({ duty }) => duty === 'explainToPatient');
      if (!explain) throw new Error('no explanation is owed');
      const params = { obligationId: explain.obligationId };
      done(await doctor(fulfilObligation, { params, body: { kind: 'explanation', outcome: 'refused' } }));
    };

    beforeAll(async () => {
      journey = given();
      doctor = journey.as('test-clinic.doctor');
      askers = ['test-clinic.doctor', 'test-clinic.nurse', 'ty-hospital.doctor'].map((staffId) => journey.as(staffId));
      await stranger(journey, { facilityId: 'ty-hospital', localId: '29', demographics: SOUGHT });
      await stranger(journey, { facilityId: 'test-hospital', localId: '291', demographics: SOUGHT });
      await stranger(journey, { facilityId: 'ty-hospital', localId: '30', demographics: TWIN });
      await stranger(journey, { facilityId: 'ty-hospital', localId: '43', demographics: HIDDEN });
    });

    const BOTH = ['test-hospital 00000291', 'ty-hospital 0000029'];
    const { text: inWareki = '' } = toWareki(birthDate) ?? {};
    it.each<[string, Query]>([
      ['kanji', { family: '霧生野', given: '美波留' }],
      ['katakana', { family: 'キリュウノ', given: 'ミハル' }],
      ['half-width kana', { family: 'ｷﾘｭｳﾉ', given: 'ﾐﾊﾙ' }],
      ['hiragana', { family: 'きりゅうの', given: 'みはる' }],
      ['kanji and kana beside the birth date', { birthDate, family: '霧生野', given: 'みはる' }],
      [
        'name, birth date in wareki and sex',
        { birthDate: inWareki, family: 'キリュウノ', given: 'ミハル', sex: SOUGHT.sex },
      ],
      [
        'name and birth date in full width',
        {
          birthDate: birthDate.replaceAll(/\d/g, (digit) => '０１２３４５６７８９'[Number(digit)] ?? ''),
          family: '霧生野',
          given: '美波留',
        },
      ],
    ])('finds by %s the ID at each hospital', async (_by, query) => {
      expect((await ids(query)).sort()).toEqual(expect.arrayContaining(BOTH));
    });

    it('says why, and just enough to tell two people apart; the given name tells the twin apart', async () => {
      expect(await ids({ birthDate, family: '霧生野' })).toEqual([...BOTH, 'ty-hospital 0000030']);
      const { items, more } = await search({ birthDate, family: '霧生野', given: '美波留' });
      expect(items.map(({ localId }) => localId)).toEqual(['00000291', '0000029']);
      expect(more).toBe(false);
      expect(items[0]).toMatchObject({
        facilityName: 'テスト病院',
        person: { name, birthDate, sex: SOUGHT.sex },
        phoneEnd: SOUGHT.phone.slice(-4),
        addressHead: expect.stringContaining('架空市'),
        because: expect.arrayContaining([
          { id: expect.any(String), ja: expect.stringMatching(/[ぁ-ん]/), en: expect.stringMatching(/[a-z]/) },
        ]),
      });
      expect(JSON.stringify(items)).not.toContain(SOUGHT.address);
      expect(JSON.stringify(items)).not.toContain(SOUGHT.phone);
    });

    it('leads to the record: the ID that it found is looked up', async () => {
      const [found] = (await search({ birthDate, family: '霧生野', given: '美波留' })).items;
      const patientId = `${found?.localId}@EMS`;
      const { grant } = await opened(doctor, { facilityId: found?.facilityId ?? '', patientId }, SIGNED);
      expect(grant.person.name).toEqual(name);
    });

    it('finds whom the hospital sent a moment ago, and by the corrected name at once', async () => {
      const newcomer = person(46);
      PEOPLE.push(newcomer);
      await stranger(journey, { facilityId: 'ty-hospital', localId: '46', demographics: newcomer });
      const { family, given } = newcomer.name;
      expect(await ids({ family, given })).toEqual(['ty-hospital 0000046']);
      const corrected = { ...newcomer, name: { ...newcomer.name, family: '薄氷田', familyKana: 'ウスライダ' } };
      await stranger(journey, { facilityId: 'ty-hospital', localId: '46', demographics: corrected });
      expect(await ids({ family, given })).toEqual([]);
      expect(await ids({ family: '薄氷田', given })).toContain('ty-hospital 0000046');
    });

    it('shows neither address nor telephone of somebody under protection, and does not tell that one was guessed', async () => {
      const asked: Query = { birthDate: HIDDEN.birthDate, family: HIDDEN.name.family, given: HIDDEN.name.given };
      const [plain] = (await search(asked)).items;
      expect(plain).toMatchObject({ localId: '0000043', person: { birthDate: HIDDEN.birthDate } });
      expect(plain).not.toHaveProperty('addressHead');
      expect(plain).not.toHaveProperty('phoneEnd');
      const [guessed] = (await search({ ...asked, phone: HIDDEN.phone, address: HIDDEN.address })).items;
      expect(guessed).toEqual(plain);
    });

    it('does not find whoever refused or withdrew, nor anybody at a facility that opens nothing', async () => {
      await refusedById('44', REFUSED);
      expect(await ids({ birthDate: REFUSED.birthDate })).toEqual([]);

      await stranger(journey, { facilityId: 'ty-hospital', localId: '45', demographics: WITHDRAWN });
      expect(await ids({ birthDate: WITHDRAWN.birthDate })).toEqual(['ty-hospital 0000045']);
      const consent = comprehensive({ excludedFacilities: ['ty-hospital'] });
      const body = { demographics: WITHDRAWN, localId: '45', consent };
      done(await journey.as('ty-hospital.doctor')(registerPatient, { body }));
      expect(await ids({ birthDate: WITHDRAWN.birthDate })).toEqual([]);

      const admin = journey.as('test-hospital.admin');
      const before = await changeEmsPolicy(admin, 'test-hospital', { ems: [] });
      const everywhere = { birthDate, family: '霧生野', given: '美波留' };
      expect(await ids(everywhere)).toEqual(['ty-hospital 0000029']);
      const there = { ...everywhere, facilityId: 'test-hospital' };
      expect(await search(there)).toEqual({ items: [], more: false });
      await changeEmsPolicy(admin, 'test-hospital', before);
      expect(await ids(there)).toEqual(['test-hospital 00000291']);
    });

    it('asks for a birth date, or family and given name', async () => {
      for (const query of [
        {},
        { family: '霧生野' },
        { sex: 'female' as const, phone: SOUGHT.phone, address: SOUGHT.address },
      ])
        expect(refused(await doctor(searchEmsCandidates, { query }))).toMatchObject({
          status: 400,
          code: 'SEARCH_TOO_BROAD',
        });
      const impossible = { birthDate: '昭和64年1月8日' };
      expect(refused(await doctor(searchEmsCandidates, { query: impossible }))).toMatchObject({
        code: 'IMPOSSIBLE_DATE',
        errors: [{ pointer: '/query/birthDate' }],
      });
    });

    it('is answered thirty times an hour and person, whether anybody was found or not', async () => {
      const nurse = journey.as('test-hospital.nurse');
      let answers = 0;
      let last: string | undefined;
      for (let turn = 0; turn < 70 && last === undefined; turn += 1) {
        const query = turn % 2 === 0 ? { birthDate } : { birthDate: '1900-01-01' };
        const outcome = await nurse(searchEmsCandidates, { query });
        if (outcome.ok) answers += 1;
        else last = outcome.problem.code;
      }
      // The hour may have struck meanwhile.
      expect([last, answers >= 30]).toEqual(['SEARCH_EXHAUSTED', true]);
      expect((await search({ birthDate }, doctor)).items.length).toBeGreaterThan(0);
    });

    it('is audited by what was asked and how many were found, never by whom', async () => {
      const events = await auditLog(journey);
      const searches = events.filter(({ eventName }) => eventName === 'SearchEmsCandidates');
      expect(searches.find(({ outcome }) => outcome.result === 'allowed')).toMatchObject({
        request: { criteria: ['family', 'given'], found: 2 },
        outcome: { because: ['EMS-PDQ-01'] },
        receipt: { act: 'ems.search' },
      });
    });
  });
  return { people: PEOPLE, written: [] };
};
