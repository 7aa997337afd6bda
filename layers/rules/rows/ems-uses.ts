import type { Rule } from '../rule.ts';
import { BASIS } from './basis.ts';
import { PERSONAS, without } from './personas.ts';

const { doctor, clerk, administrator, officer } = PERSONAS;

/** The disclosing facility's side, the words between the two, and what an access leaves to be done. */
export const EMS_USE_ROWS: readonly Rule[] = [
  {
    id: 'EMS-USE-01',
    effect: 'permit',
    acts: ['ems.uses'],
    says: {
      ja: '診療・介護職、事務、施設管理者は、自施設の記録がEMSで使われたことを受信箱で見ることができる。',
      en: "Care staff, clerks and administrators may see the EMS uses of their facility's records in its inbox.",
    },
    basis: [BASIS.emsInbox, BASIS.emsNotice],
    when: ['handlesRegistration', 'facilityTakesPart', 'useOfOwnRecords'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'ems.uses',
        facts: [...clerk, 'useOfOwnRecords'],
        says: {
          ja: '地域連携室の職員が、朝に夜間の利用を確かめる。',
          en: "In the morning a clerk of the liaison office goes through the night's uses.",
        },
      },
      deny: {
        act: 'ems.uses',
        facts: doctor,
        says: {
          ja: '他施設の記録のEMS利用を見ようとする。',
          en: "The use concerns another facility's records.",
        },
      },
    },
  },
  {
    id: 'EMS-USE-02',
    effect: 'permit',
    acts: ['ems.message'],
    says: {
      ja: '公開施設の診療・介護職、事務、施設管理者は、自施設の記録のEMS利用について確認・照会することができる。',
      en: 'Care staff, clerks and administrators of the disclosing facility may acknowledge or question an EMS use of its records.',
    },
    basis: [BASIS.emsInbox],
    when: ['handlesRegistration', 'facilityTakesPart', 'useOfOwnRecords'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'ems.message',
        facts: [...administrator, 'useOfOwnRecords'],
        says: {
          ja: '病院の管理者が、利用の理由を問い合わせる。',
          en: "The hospital's administrator asks why EMS was used.",
        },
      },
      deny: {
        act: 'ems.message',
        facts: [...officer, 'useOfOwnRecords'],
        says: {
          ja: '運営事務局が、施設に代わって照会しようとする。',
          en: 'The network office tries to ask in the place of the facility.',
        },
      },
    },
  },
  {
    id: 'EMS-USE-03',
    effect: 'permit',
    acts: ['ems.message'],
    says: {
      ja: '閲覧施設の診療・介護職と事務は、自施設のEMSの参照についての照会に答えることができる。',
      en: 'Care staff and clerks of the facility that looked may answer questions about its EMS accesses.',
    },
    basis: [BASIS.emsInbox, BASIS.emsFollowUp],
    when: ['worksWithPatients', 'grantOfCaller'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'ems.message',
        facts: [...doctor, 'grantOfCaller'],
        says: { ja: '参照した医師が、照会に答える。', en: 'The doctor who looked answers.' },
      },
      deny: {
        act: 'ems.message',
        facts: doctor,
        says: {
          ja: '参照にも記録にも関わりのない施設の医師が書き込もうとする。',
          en: 'A doctor of a third facility tries to write.',
        },
      },
    },
  },
  {
    id: 'OBLIGATION-01',
    effect: 'permit',
    acts: ['obligation.list'],
    says: {
      ja: '診療・介護職、事務、施設管理者は、自分と自施設の要対応を見ることができる。',
      en: 'Care staff, clerks and administrators may list the obligations of their own and of their facility.',
    },
    basis: [BASIS.emsFollowUp],
    when: ['handlesRegistration', 'facilityTakesPart'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'obligation.list',
        facts: administrator,
        says: {
          ja: '施設管理者が、期限の近い要対応を確かめる。',
          en: 'An administrator checks which obligations will soon be due.',
        },
      },
      deny: {
        act: 'obligation.list',
        facts: without(clerk, 'facilityTakesPart', 'facilityViews'),
        says: {
          ja: '公開も閲覧もしない施設の事務職員が求める。',
          en: 'A clerk of a facility that neither discloses nor views asks.',
        },
      },
    },
  },
  {
    id: 'OBLIGATION-02',
    effect: 'permit',
    acts: ['obligation.fulfil'],
    says: {
      ja: '診療・介護職、事務、施設管理者は、自施設の要対応を履行することができる（参照した本人でなくてよい）。',
      en: "Care staff, clerks and administrators may fulfil their facility's obligations, whoever looked.",
    },
    basis: [BASIS.emsFollowUp],
    when: ['handlesRegistration', 'obligationIsOwn'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'obligation.fulfil',
        facts: [...clerk, 'obligationIsOwn'],
        says: {
          ja: '事務職員が、同意書の保管場所を登録する。',
          en: 'A clerk registers where the consent form is kept.',
        },
      },
      deny: {
        act: 'obligation.fulfil',
        facts: clerk,
        says: { ja: '他施設の要対応を履行しようとする。', en: "The obligation is another facility's." },
      },
    },
  },
];
