import type { Rule } from '../rule.ts';
import { BASIS } from './basis.ts';
import { PERSONAS } from './personas.ts';

const { doctor, administrator, officer, system } = PERSONAS;

/** Disaster rules, and the network's own choices. */
export const DISASTER_ROWS: readonly Rule[] = [
  {
    id: 'DISASTER-01',
    effect: 'permit',
    acts: ['disaster.list', 'settings.read'],
    says: {
      ja: '在籍中の職員は、臨時運用ルールとネットワークの定めを見ることができる。',
      en: "Active staff may read the disaster rules and the network's choices.",
    },
    basis: [BASIS.disasterBounded, BASIS.emsChoice],
    when: ['scopeIsStaff', 'staffActive'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'disaster.list',
        facts: doctor,
        says: {
          ja: '医師が、どの地域にいつまでルールがあるかを確かめる。',
          en: 'A doctor checks where a rule is in force, and until when.',
        },
      },
      deny: {
        act: 'disaster.list',
        facts: system,
        says: { ja: '施設システムが求める。', en: 'A system asks.' },
      },
    },
  },
  {
    id: 'DISASTER-02',
    effect: 'permit',
    acts: ['disaster.declare', 'disaster.extend', 'disaster.end'],
    says: {
      ja: '運営事務局は、臨時運用ルールを宣言し、延長し、直ちに終了することができる。',
      en: 'The network office may declare a disaster rule, extend it, and end it at once.',
    },
    basis: [BASIS.disasterBounded],
    when: ['isNetworkOffice'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'disaster.declare',
        facts: officer,
        says: {
          ja: '地震の翌日、事務局員が地域と期間を定めて宣言する。',
          en: 'On the day after the earthquake an officer declares a rule with its areas and its period.',
        },
      },
      deny: {
        act: 'disaster.declare',
        facts: administrator,
        says: {
          ja: '被災地の病院の施設管理者が宣言しようとする。',
          en: 'The administrator of a hospital in the stricken area tries to declare one.',
        },
      },
    },
  },
  {
    id: 'DISASTER-03',
    effect: 'permit',
    acts: ['disaster.approve'],
    says: {
      ja: '臨時運用ルールは、宣言した人とは別の運営事務局の職員が承認する（承認がなければ24時間で効力を失う）。',
      en: 'A disaster rule is approved by another person of the network office than declared it; without approval it holds 24 hours.',
    },
    basis: [BASIS.disasterBounded],
    when: ['isNetworkOffice'],
    unless: ['declaredByCaller'],
    owes: [],
    examples: {
      allow: {
        act: 'disaster.approve',
        facts: officer,
        says: {
          ja: '別の事務局員が、宣言の当日に承認する。',
          en: 'Another officer approves on the day of the declaration.',
        },
      },
      deny: {
        act: 'disaster.approve',
        facts: [...officer, 'declaredByCaller'],
        says: {
          ja: '宣言した事務局員が、自分で承認しようとする。',
          en: 'The officer who declared the rule tries to approve it.',
        },
      },
    },
  },
  {
    id: 'SETTINGS-01',
    effect: 'permit',
    acts: ['settings.put'],
    says: {
      ja: '同意を得られない緊急時の参照（N5）、事後の同意の扱い（D3）、連絡の方法、期間は、運営事務局が定める。',
      en: 'The network office sets the choices of the network: looks without any consent (N5), later consent (D3), what counts as notice, windows and hours.',
    },
    basis: [BASIS.emsChoice, BASIS.disasterAfter],
    when: ['isNetworkOffice'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'settings.put',
        facts: officer,
        says: {
          ja: '運用開始の前に、協議会で決めたとおりN5を定める。',
          en: 'Before the start N5 is set as the council has decided.',
        },
      },
      deny: {
        act: 'settings.put',
        facts: administrator,
        says: {
          ja: '病院の施設管理者が定めようとする。',
          en: "A hospital's administrator tries to set them.",
        },
      },
    },
  },
];
