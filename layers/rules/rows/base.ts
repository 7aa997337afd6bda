import type { Rule } from '../rule.ts';
import { BASIS } from './basis.ts';
import { PERSONAS, without } from './personas.ts';

const { doctor, system } = PERSONAS;
const readOwnProfile = {
  act: 'profile.read',
  facts: doctor,
  says: {
    ja: '在籍中の医師が、現在のセッションで自分の情報を見る。',
    en: 'An active doctor reads their own profile in the current session.',
  },
} as const;
const systemReadsDirectory = {
  act: 'directory.read',
  facts: system,
  says: {
    ja: '登録済みで有効な施設システムが施設一覧を読む。',
    en: "A facility's registered and active system reads the directory.",
  },
} as const;

/** Absolute bars: they hold for every act, those of later rules too. */
export const BASE_ROWS: readonly Rule[] = [
  {
    id: 'BASE-01',
    effect: 'forbid',
    acts: { everyActExcept: [] },
    says: {
      ja: '職員用でも施設システム用でもないトークンでは、何もできない。',
      en: "A token that is neither for staff nor for a facility's system opens nothing.",
    },
    basis: [BASIS.authentication],
    when: [],
    unless: ['scopeIsStaff', 'isSystem'],
    owes: [],
    examples: {
      allow: readOwnProfile,
      deny: {
        act: 'profile.read',
        facts: without(doctor, 'scopeIsStaff'),
        says: {
          ja: '同じ医師が、職員用の権限範囲を持たないトークンで求める。',
          en: 'The same doctor asks with a token that lacks the staff scope.',
        },
      },
    },
  },
  {
    id: 'BASE-02',
    effect: 'forbid',
    acts: { everyActExcept: [] },
    says: {
      ja: '停止中または退職した職員は、何もできない。',
      en: 'A member of staff who is suspended or has left may do nothing.',
    },
    basis: [BASIS.supervision, BASIS.privileges],
    when: [],
    unless: ['staffActive', 'isSystem'],
    owes: [],
    examples: {
      allow: readOwnProfile,
      deny: {
        act: 'profile.read',
        facts: without(doctor, 'staffActive'),
        says: {
          ja: '停止された医師が、まだ期限内のトークンで求める。',
          en: 'A suspended doctor asks with a token that has not expired yet.',
        },
      },
    },
  },
  {
    id: 'BASE-03',
    effect: 'forbid',
    acts: { everyActExcept: [] },
    says: {
      ja: 'トークンの本人と職員の記録が一致しなければ、何もできない。',
      en: "Nothing is allowed unless the token's person is the one in the staff record.",
    },
    basis: [BASIS.personalId, BASIS.authentication],
    when: [],
    unless: ['subMatches', 'isSystem'],
    owes: [],
    examples: {
      allow: readOwnProfile,
      deny: {
        act: 'profile.read',
        facts: without(doctor, 'subMatches'),
        says: {
          ja: '削除後に同じIDで作り直された別の利用者が求める。',
          en: 'Another user asks, made under the same ID after the first was deleted.',
        },
      },
    },
  },
  {
    id: 'BASE-04',
    effect: 'forbid',
    acts: { everyActExcept: [] },
    says: {
      ja: '参加していない、または脱退した施設からは、何もできない。',
      en: 'Nothing is allowed from a facility that is not a member or has left.',
    },
    basis: [BASIS.security],
    when: [],
    unless: ['facilityActive'],
    owes: [],
    examples: {
      allow: readOwnProfile,
      deny: {
        act: 'profile.read',
        facts: without(doctor, 'facilityActive'),
        says: { ja: '脱退した施設の医師が求める。', en: 'A doctor of a facility that has left the network asks.' },
      },
    },
  },
  {
    id: 'BASE-05',
    effect: 'forbid',
    acts: { everyActExcept: [] },
    says: {
      ja: '未登録または停止中の施設システムは、何もできない。',
      en: 'A system that is not registered, or is suspended, may do nothing.',
    },
    basis: [BASIS.authentication, BASIS.privileges],
    when: ['isSystem'],
    unless: ['systemActive'],
    owes: [],
    examples: {
      allow: systemReadsDirectory,
      deny: {
        act: 'directory.read',
        facts: without(system, 'systemActive'),
        says: { ja: '停止された施設システムが施設一覧を求める。', en: 'A suspended system asks for the directory.' },
      },
    },
  },
  {
    id: 'SESSION-01',
    effect: 'forbid',
    acts: { everyActExcept: ['session.open'] },
    says: {
      ja: '現在のセッションがなければ、セッションの開始以外は何もできない。',
      en: 'Without a current session nothing is allowed but opening one.',
    },
    basis: [BASIS.personalId, BASIS.authentication],
    when: [],
    unless: ['sessionCurrent', 'isSystem'],
    owes: [],
    examples: {
      allow: readOwnProfile,
      deny: {
        act: 'profile.read',
        facts: without(doctor, 'sessionCurrent'),
        says: {
          ja: '別の端末での新しいサインインにより、前のセッションが終了している。',
          en: 'A newer sign-in at another terminal has ended this session.',
        },
      },
    },
  },
];
