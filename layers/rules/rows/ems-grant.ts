import type { Fact } from '../facts.ts';
import type { Rule } from '../rule.ts';
import { BASIS } from './basis.ts';
import { PERSONAS, without } from './personas.ts';

const { doctor, clerk, administrator, officer, emsDoctor } = PERSONAS;
const WHO = ['worksWithPatients', 'hasEmsPrivilege', 'isMedicalInstitution'] as const satisfies Fact[];
const LIVE = ['grantOfCaller', 'grantLive'] as const satisfies Fact[];
const REMOTE = ['ownRecord', 'contentPublished'] as const satisfies Fact[];
const ELSEWHERE = ['discloserDiscloses', 'contentPublished', 'contentNotLeftOut'] as const satisfies Fact[];

/** What an EMS access opens while it is live, and what becomes of it. */
export const EMS_GRANT_ROWS: readonly Rule[] = [
  {
    id: 'EMS-VIEW-01',
    effect: 'permit',
    acts: ['content.openByGrant'],
    says: {
      ja: '有効なEMSの参照では、公開施設がその職種のEMSに公開し、患者が除いていない種類の診療情報を見ることができる。',
      en: 'Through a live EMS access one sees what the disclosing facility opens to the occupation by EMS, but what the patient has left out.',
    },
    basis: [BASIS.emsGrant, BASIS.publication, BASIS.emsWho],
    when: ['worksWithPatients', 'facilityViews', ...LIVE, ...ELSEWHERE],
    unless: ['ownRecord', 'refusedSinceGrant'],
    owes: [],
    examples: {
      allow: {
        act: 'content.openByGrant',
        facts: [...emsDoctor, ...LIVE, ...ELSEWHERE],
        says: {
          ja: '参照を開いた医師が、医師記録を読む。',
          en: "The doctor who opened the access reads the physicians' notes.",
        },
      },
      deny: {
        act: 'content.openByGrant',
        facts: without([...emsDoctor, ...LIVE, ...ELSEWHERE], 'grantLive'),
        says: { ja: '96時間が過ぎた後に見ようとする。', en: 'The 96 hours are over.' },
      },
    },
  },
  {
    id: 'EMS-VIEW-02',
    effect: 'permit',
    acts: ['content.openByGrant'],
    says: {
      ja: '有効な院外参照では、自施設が院外の自施設職員に公開する種類の診療情報を見ることができる。',
      en: 'Through a live remote access one sees what the own facility opens to the occupation of its staff from outside.',
    },
    basis: [BASIS.emsRemote, BASIS.ownRecords, BASIS.emsGrant],
    when: ['worksWithPatients', ...LIVE, ...REMOTE],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'content.openByGrant',
        facts: [...emsDoctor, ...LIVE, ...REMOTE],
        says: {
          ja: '当直医が自宅から、自院の検査結果を見る。',
          en: "The doctor on call sees the own hospital's laboratory results at home.",
        },
      },
      deny: {
        act: 'content.openByGrant',
        facts: without([...emsDoctor, ...LIVE, ...REMOTE], 'contentPublished'),
        says: {
          ja: '院外には公開していない医師記録を、自宅から見ようとする。',
          en: "The hospital does not open physicians' notes from outside, and they are asked for at home.",
        },
      },
    },
  },
  {
    id: 'EMS-VIEW-03',
    effect: 'permit',
    acts: ['ems.timeline'],
    says: {
      ja: 'EMS権限のある職員は、自施設の有効なEMSの参照でカレンダーを開くことができる。何が見えるかはEMS-VIEW-01とEMS-VIEW-02による。',
      en: 'Staff with the EMS privilege may open the calendar through a live EMS access of their facility; EMS-VIEW-01 and EMS-VIEW-02 decide what is in it.',
    },
    basis: [BASIS.emsGrant, BASIS.emsPrivilege, BASIS.emsRefusal],
    when: [...WHO, ...LIVE],
    unless: ['refusedSinceGrant'],
    owes: [],
    examples: {
      allow: {
        act: 'ems.timeline',
        facts: [...emsDoctor, ...LIVE],
        says: {
          ja: '救急外来の医師が、開いたばかりの参照を見る。',
          en: 'A doctor in the emergency room looks through the access just opened.',
        },
      },
      deny: {
        act: 'ems.timeline',
        facts: [...emsDoctor, 'grantLive'],
        says: {
          ja: '別の病院が開いた参照で見ようとする。',
          en: "Another hospital's access is tried.",
        },
      },
    },
  },
  {
    id: 'EMS-VIEW-04',
    effect: 'permit',
    acts: ['ems.document', 'ems.content'],
    says: {
      ja: '有効なEMSの参照では、EMSで開く範囲（期間内の記録、期間に及ぶ処方、最新のサマリ・心電図・検査、年月を問わない病名・アレルギー・禁忌）にある文書を見ることができる。',
      en: 'Through a live EMS access one sees documents within what EMS opens: the window, prescriptions that reach into it, the latest summary, ECG and laboratory set, and allergies, contraindications and diagnoses of any age.',
    },
    basis: [BASIS.emsGrant, BASIS.emsPrivilege, BASIS.emsRefusal],
    when: [...WHO, ...LIVE, 'withinEmsWindow'],
    unless: ['refusedSinceGrant'],
    owes: [],
    examples: {
      allow: {
        act: 'ems.document',
        facts: [...emsDoctor, ...LIVE, 'withinEmsWindow'],
        says: {
          ja: '先週の医師記録を開く。',
          en: "Last week's note is opened.",
        },
      },
      deny: {
        act: 'ems.document',
        facts: [...emsDoctor, ...LIVE],
        says: {
          ja: '3年前の医師記録を開こうとする。',
          en: 'A note of three years ago is asked for.',
        },
      },
    },
  },
  {
    id: 'EMS-GRANT-01',
    effect: 'permit',
    acts: ['ems.list'],
    says: {
      ja: '診療・介護職と事務は、自施設のEMSの参照の一覧を見ることができる。',
      en: "Care staff and clerks may list their facility's EMS accesses.",
    },
    basis: [BASIS.emsFollowUp],
    when: ['worksWithPatients', 'facilityTakesPart'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'ems.list',
        facts: clerk,
        says: {
          ja: '事務職員が、同意書の揃っていない参照を確かめる。',
          en: 'A clerk checks which accesses still lack their forms.',
        },
      },
      deny: {
        act: 'ems.list',
        facts: officer,
        says: { ja: '運営事務局が一覧を求める。', en: 'The network office asks for the list.' },
      },
    },
  },
  {
    id: 'EMS-GRANT-02',
    effect: 'permit',
    acts: ['ems.read', 'ems.close'],
    says: {
      ja: '診療・介護職と事務は、自施設のEMSの参照の詳細を見て、終了する（患者取り違え・不要・退院）ことができる。EMS権限は要らない。',
      en: "Care staff and clerks may read their facility's EMS accesses in detail and end them (wrong patient, no longer needed, discharged), without the EMS privilege.",
    },
    basis: [BASIS.emsFollowUp, BASIS.emsGrant, BASIS.emsPerson],
    when: ['worksWithPatients', 'grantOfCaller'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'ems.close',
        facts: [...clerk, 'grantOfCaller'],
        says: {
          ja: '取り違えに気づいた事務職員が、参照を終了する。',
          en: 'A clerk who notices the wrong patient ends the access.',
        },
      },
      deny: {
        act: 'ems.read',
        facts: doctor,
        says: { ja: '他施設のEMSの参照を見ようとする。', en: "Another facility's access is asked for." },
      },
    },
  },
  {
    id: 'EMS-GRANT-03',
    effect: 'permit',
    acts: ['ems.close'],
    says: {
      ja: '施設管理者は、自施設のEMSの参照を終了することができる。',
      en: "A facility administrator may end the facility's EMS accesses.",
    },
    basis: [BASIS.supervision, BASIS.emsGrant],
    when: ['isFacilityAdmin', 'grantOfCaller'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'ems.close',
        facts: [...administrator, 'grantOfCaller'],
        says: {
          ja: '施設管理者が、不要になった参照を終了する。',
          en: 'An administrator ends an access that is no longer needed.',
        },
      },
      deny: {
        act: 'ems.close',
        facts: administrator,
        says: {
          ja: '施設管理者が、他施設の参照を終了しようとする。',
          en: "An administrator tries to end another facility's access.",
        },
      },
    },
  },
  {
    id: 'EMS-GRANT-04',
    effect: 'permit',
    acts: ['ems.extend'],
    says: {
      ja: 'EMS権限のある職員は、新たな理由を記して、自施設の有効なEMSの参照を延長することができる。',
      en: 'Staff with the EMS privilege may extend a live EMS access of their facility, giving a new reason.',
    },
    basis: [BASIS.emsGrant, BASIS.emsPrivilege, BASIS.emsRefusal],
    when: [...WHO, ...LIVE],
    unless: ['refusedSinceGrant'],
    owes: [],
    examples: {
      allow: {
        act: 'ems.extend',
        facts: [...emsDoctor, ...LIVE],
        says: {
          ja: '入院となった患者の参照を、主治医が延長する。',
          en: 'The patient was admitted, and the doctor extends the access.',
        },
      },
      deny: {
        act: 'ems.extend',
        facts: without([...emsDoctor, ...LIVE], 'grantLive'),
        says: {
          ja: '期限の切れた参照を延長しようとする（改めて同意から始める）。',
          en: 'The access has expired; one begins anew, with consent.',
        },
      },
    },
  },
];
