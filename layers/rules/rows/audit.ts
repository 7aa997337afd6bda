import type { Rule } from '../rule.ts';
import { BASIS } from './basis.ts';
import { PERSONAS } from './personas.ts';

const { doctor, clerk, administrator, officer } = PERSONAS;

export const AUDIT_ROWS: readonly Rule[] = [
  {
    id: 'AUDIT-01',
    effect: 'permit',
    acts: ['audit.read'],
    says: {
      ja: '自施設の患者IDを紐づけた施設の職員は、その患者について誰が何をしたかを見ることができる。',
      en: 'Staff of a facility with its own link may read who did what concerning that patient.',
    },
    basis: [BASIS.auditTrail, BASIS.ownIdLink],
    when: ['handlesRegistration', 'asksAboutPatient', 'ownLinkVerified'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'audit.read',
        facts: [...doctor, 'asksAboutPatient', 'ownLinkVerified'],
        says: {
          ja: '患者に尋ねられて、主治医が閲覧の記録を見る。',
          en: 'Asked by the patient, the doctor reads who has looked.',
        },
      },
      deny: {
        act: 'audit.read',
        facts: [...doctor, 'asksAboutPatient'],
        says: { ja: '紐づけのない患者の記録を求める。', en: 'The log of a patient without a link is asked for.' },
      },
    },
  },
  {
    id: 'AUDIT-02',
    effect: 'permit',
    acts: ['audit.read'],
    says: {
      ja: '職員は自分の操作の記録を見ることができる。',
      en: 'A member of staff may read the log of what they did themselves.',
    },
    basis: [BASIS.auditTrail, BASIS.personalId],
    when: ['scopeIsStaff', 'asksAboutSelf'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'audit.read',
        facts: [...clerk, 'asksAboutSelf', 'asksAboutOwnStaff'],
        says: { ja: '事務職員が、自分の操作の記録を確かめる。', en: 'A clerk checks their own log.' },
      },
      deny: {
        act: 'audit.read',
        facts: [...clerk, 'asksAboutOwnStaff'],
        says: { ja: '事務職員が、同僚の記録を求める。', en: "A clerk asks for a colleague's log." },
      },
    },
  },
  {
    id: 'AUDIT-03',
    effect: 'permit',
    acts: ['audit.read'],
    says: {
      ja: '施設管理者は、自施設の職員の操作の記録を見ることができる。',
      en: "A facility administrator may read the log of the facility's own staff.",
    },
    basis: [BASIS.auditTrail, BASIS.supervision],
    when: ['isFacilityAdmin', 'asksAboutOwnStaff'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'audit.read',
        facts: [...administrator, 'asksAboutOwnStaff'],
        says: {
          ja: '施設管理者が、月例の確認で職員の記録を見る。',
          en: "An administrator reviews the staff's log each month.",
        },
      },
      deny: {
        act: 'audit.read',
        facts: administrator,
        says: {
          ja: '施設管理者が、他施設の職員の記録を求める。',
          en: "An administrator asks for the log of another facility's staff.",
        },
      },
    },
  },
  {
    id: 'AUDIT-04',
    effect: 'permit',
    acts: ['audit.read'],
    says: {
      ja: '運営事務局は、患者ごと・職員ごとの記録を見ることができる。',
      en: 'The network office may read the log by patient and by member of staff.',
    },
    basis: [BASIS.auditTrail, BASIS.officeTasks],
    when: ['isNetworkOffice'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'audit.read',
        facts: [...officer, 'asksAboutPatient'],
        says: {
          ja: '患者の問い合わせを受けて、事務局が閲覧の記録を調べる。',
          en: "The office looks into a patient's question about who has looked.",
        },
      },
      deny: {
        act: 'audit.read',
        facts: [...doctor, 'asksAboutPatient'],
        says: {
          ja: '紐づけのない施設の医師が患者の記録を求める。',
          en: "A doctor of a facility without a link asks for a patient's log.",
        },
      },
    },
  },
];
