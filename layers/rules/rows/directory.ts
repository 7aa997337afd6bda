import type { Rule } from '../rule.ts';
import { BASIS } from './basis.ts';
import { PERSONAS, without } from './personas.ts';

const { doctor, clerk, system } = PERSONAS;

/** Sessions, one's own profile, and the facilities of the network. */
export const DIRECTORY_ROWS: readonly Rule[] = [
  {
    id: 'SESSION-02',
    effect: 'permit',
    acts: ['session.open'],
    says: {
      ja: '在籍中の職員は、終了していないサインインのセッションを開始できる。',
      en: 'An active member of staff may open the session of a sign-in that has not ended.',
    },
    basis: [BASIS.authentication, BASIS.personalId],
    when: ['scopeIsStaff', 'staffActive', 'signInAlive'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'session.open',
        facts: without(doctor, 'sessionCurrent'),
        says: {
          ja: '医師がサインインした直後にセッションを開始する。',
          en: 'A doctor who has just signed in opens the session.',
        },
      },
      deny: {
        act: 'session.open',
        facts: without(doctor, 'sessionCurrent', 'signInAlive'),
        says: {
          ja: '一度終了したサインインで、再び開始しようとする。',
          en: 'A sign-in that has ended is used to open a session again.',
        },
      },
    },
  },
  {
    id: 'SESSION-03',
    effect: 'permit',
    acts: ['session.end'],
    says: {
      ja: '職員は自分の現在のセッションを終了できる。',
      en: 'A member of staff may end their own current session.',
    },
    basis: [BASIS.authentication],
    when: ['scopeIsStaff', 'sessionCurrent'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'session.end',
        facts: clerk,
        says: { ja: '事務職員が退席前にサインアウトする。', en: 'A clerk signs out before leaving the desk.' },
      },
      deny: {
        act: 'session.end',
        facts: system,
        says: {
          ja: '施設システムがセッションの終了を求める（システムにセッションはない）。',
          en: 'A system asks to end a session; systems have none.',
        },
      },
    },
  },
  {
    id: 'DIR-01',
    effect: 'permit',
    acts: ['profile.read'],
    says: {
      ja: '職員は自分の職員情報・施設・権限を見ることができる。',
      en: 'A member of staff may read their own record, facility and privileges.',
    },
    basis: [BASIS.privileges],
    when: ['scopeIsStaff', 'staffActive'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'profile.read',
        facts: doctor,
        says: { ja: '医師が自分の情報を見る。', en: 'A doctor reads their own profile.' },
      },
      deny: {
        act: 'profile.read',
        facts: system,
        says: { ja: '施設システムが職員情報を求める。', en: 'A system asks for a profile.' },
      },
    },
  },
  {
    id: 'DIR-02',
    effect: 'permit',
    acts: ['directory.read'],
    says: {
      ja: '在籍中の職員は参加施設を見ることができる。',
      en: 'An active member of staff may read the facilities of the network.',
    },
    basis: [BASIS.comprehensiveConsent],
    when: ['scopeIsStaff', 'staffActive'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'directory.read',
        facts: clerk,
        says: { ja: '事務職員が参加施設の一覧を見る。', en: 'A clerk reads the list of facilities.' },
      },
      deny: {
        act: 'directory.read',
        facts: ['facilityActive', 'sessionCurrent', 'subMatches'],
        says: {
          ja: '職員用でも施設システム用でもないトークンで求める。',
          en: 'The token is neither for staff nor for a system.',
        },
      },
    },
  },
  {
    id: 'DIR-03',
    effect: 'permit',
    acts: ['directory.read'],
    says: {
      ja: '有効な施設システムは参加施設を読むことができる。',
      en: "A facility's active system may read the facilities of the network.",
    },
    basis: [BASIS.outwardPolling],
    when: ['isSystem', 'systemActive'],
    unless: [],
    owes: [],
    examples: {
      allow: {
        act: 'directory.read',
        facts: system,
        says: {
          ja: '施設システムが自施設の患者IDの桁数を調べる。',
          en: "A system reads how its facility's patient IDs are padded.",
        },
      },
      deny: {
        act: 'directory.read',
        facts: without(system, 'systemActive'),
        says: { ja: '停止された施設システムが求める。', en: 'A suspended system asks.' },
      },
    },
  },
];
