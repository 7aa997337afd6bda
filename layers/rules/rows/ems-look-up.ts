import type { Rule } from '../rule.ts';
import { BASIS } from './basis.ts';
import { PERSONAS, without } from './personas.ts';

const { emsDoctor, confirming } = PERSONAS;

/** From the patient ID or the name to the person; none of these opens another facility's record. */
export const EMS_LOOK_UP_ROWS: readonly Rule[] = [
  {
    id: 'EMS-LOOKUP-01',
    effect: 'permit',
    acts: ['ems.lookup'],
    says: {
      ja: 'EMS権限のある閲覧施設（医療機関）の職員は、公開施設の患者IDから本人確認に進むことができる。記録はまだ開かない。',
      en: 'At a viewing medical institution, staff with the EMS privilege may go from a patient ID to confirming the person; no record opens yet.',
    },
    basis: [BASIS.emsWho, BASIS.emsPrivilege, BASIS.emsPerson],
    when: ['worksWithPatients', 'facilityViews', 'hasEmsPrivilege', 'isMedicalInstitution'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'ems.lookup',
        facts: emsDoctor,
        says: {
          ja: '救急外来の医師が「0001234@EMS」と入力する。',
          en: 'A doctor in the emergency room types 0001234@EMS.',
        },
      },
      deny: {
        act: 'ems.lookup',
        facts: without(emsDoctor, 'facilityViews'),
        says: {
          ja: '閲覧施設でない病院の医師が、他施設の患者IDを入力する。',
          en: "A doctor of a hospital that does not view types another facility's patient ID.",
        },
      },
    },
  },
  {
    id: 'EMS-LOOKUP-02',
    effect: 'permit',
    acts: ['ems.lookup'],
    says: {
      ja: 'EMS権限のある医療機関の職員は、院外から、自施設の患者IDで本人確認に進むことができる。',
      en: "Staff of a medical institution with the EMS privilege may, from outside, go from their own facility's patient ID to confirming the person.",
    },
    basis: [BASIS.emsRemote, BASIS.emsPrivilege, BASIS.emsPerson],
    when: ['worksWithPatients', 'hasEmsPrivilege', 'isMedicalInstitution', 'askedRecordIsOwn'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'ems.lookup',
        facts: [...without(emsDoctor, 'facilityViews'), 'askedRecordIsOwn'],
        says: {
          ja: '公開のみの病院の当直医が、自宅から自院の患者IDを入力する。',
          en: "The doctor on call of a hospital that only discloses types its own patient's ID at home.",
        },
      },
      deny: {
        act: 'ems.lookup',
        facts: [...without(emsDoctor, 'hasEmsPrivilege'), 'askedRecordIsOwn'],
        says: {
          ja: 'EMS権限のない医師が、自宅から自院の患者IDを入力する。',
          en: "A doctor without the privilege types their own facility's patient ID at home.",
        },
      },
    },
  },
  {
    id: 'EMS-PDQ-01',
    effect: 'permit',
    acts: ['ems.search'],
    says: {
      ja: 'EMS権限のある閲覧施設（医療機関）の職員は、氏名・生年月日などから、EMSに公開している施設の患者IDを探すことができる。不同意・撤回のある患者は示されない。',
      en: 'At a viewing medical institution, staff with the EMS privilege may search by name, birth date and the like for patient IDs of facilities that open to EMS; patients who refused or withdrew are not shown.',
    },
    basis: [BASIS.pdq, BASIS.emsPrivilege, BASIS.emsWho],
    when: ['worksWithPatients', 'facilityViews', 'hasEmsPrivilege', 'isMedicalInstitution'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'ems.search',
        facts: emsDoctor,
        says: {
          ja: '診察券を持たない患者を、カナ氏名と生年月日で探す。',
          en: 'A patient without a card is searched for by kana and birth date.',
        },
      },
      deny: {
        act: 'ems.search',
        facts: without(emsDoctor, 'facilityViews'),
        says: {
          ja: '閲覧施設でない病院の医師が探そうとする。',
          en: 'A doctor of a hospital that does not view tries to search.',
        },
      },
    },
  },
  {
    id: 'EMS-WRONG',
    effect: 'permit',
    acts: ['ems.confirm'],
    says: {
      ja: '本人確認で別の人とわかったときは、患者違いとして取り消す。何も開かず、義務も残らない。',
      en: 'Where the person proves to be somebody else, the look-up is called off; nothing opens and nothing is owed.',
    },
    basis: [BASIS.emsPerson],
    when: ['worksWithPatients', 'hasEmsPrivilege', 'isMedicalInstitution', 'personIsAnother'],
    unless: ['personConfirmed'],
    owes: [],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [...emsDoctor, 'personIsAnother'],
        says: {
          ja: '表示された生年月日が患者と違うため、取り消す。',
          en: "The birth date shown is not the patient's: the look-up is called off.",
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: [...confirming, 'personIsAnother'],
        says: {
          ja: '別の人とわかっていながら、本人として先に進もうとする。',
          en: 'The person is known to be somebody else and is confirmed all the same.',
        },
      },
    },
  },
  {
    id: 'EMS-E0',
    effect: 'permit',
    acts: ['ems.confirm'],
    says: {
      ja: '医療機関のEMS権限のある職員は、自施設の記録を、自施設が院外参照に公開する範囲で、院外から同意なく見ることができる（院外参照として記録する）。',
      en: "Staff of a medical institution with the EMS privilege may see their own facility's records from outside, as far as it opens them so, without a consent; it is logged as a remote look.",
    },
    basis: [BASIS.emsRemote, BASIS.ownRecords, BASIS.emsPerson],
    when: [
      'worksWithPatients',
      'hasEmsPrivilege',
      'isMedicalInstitution',
      'personConfirmed',
      'openedForEms',
      'askedRecordIsOwn',
    ],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'ems.confirm',
        facts: [...confirming, 'askedRecordIsOwn'],
        says: {
          ja: '当直医が自宅から、自院の患者の検査結果を確かめる。',
          en: "The doctor on call checks an own patient's laboratory results at home.",
        },
      },
      deny: {
        act: 'ems.confirm',
        facts: [...without(confirming, 'openedForEms'), 'askedRecordIsOwn'],
        says: {
          ja: '院外参照に何も公開していない病院の医師が、自宅から見ようとする。',
          en: 'The hospital opens nothing from outside, and its doctor tries to look from home.',
        },
      },
    },
  },
];
