import type { Facility } from '../../schemas/directory.ts';
import type { DisasterRule } from '../../schemas/disaster.ts';
import { RELAXATIONS } from '../../schemas/disaster.ts';
import type { DisasterNotice, EmsGrant, EmsGrantView } from '../../schemas/ems.ts';
import type { Obligation, ObligationView } from '../../schemas/obligation.ts';
import { concernsOf, grantStanding } from '../rules/index.ts';
import { saidDuty, saidRules } from './said.ts';

/** A grant as the viewer's facility sees it at `now`; `rules`: the real disaster rules in force. */
export const emsGrantView = (
  grant: EmsGrant,
  at: { now: string; rules: readonly DisasterRule[]; facilityName: string },
): EmsGrantView => {
  const { version: _v, ...shown } = grant;
  return {
    ...shown,
    ...grantStanding(grant, at),
    facilityName: at.facilityName,
    rules: saidRules(grant.because),
  };
};

/** An obligation with its sentence; overdue from the instant after its due one. */
export const obligationView = (obligation: Obligation, at: { now: string; discloserName: string }): ObligationView => {
  const { version: _v, ...shown } = obligation;
  return {
    ...shown,
    says: saidDuty(obligation.duty),
    discloserName: at.discloserName,
    overdue: obligation.state === 'open' && obligation.dueAt < at.now,
  };
};

/** A disaster rule in force as the staff of a facility are told of it; undefined where it does not concern that facility. */
export const disasterNotice = (
  rule: DisasterRule,
  facility: Pick<Facility, 'facilityId' | 'municipality'>,
): DisasterNotice | undefined => {
  const concerns = concernsOf(rule, facility);
  if (concerns.length === 0) return undefined;
  const { ruleId, mode, basis, from, until, relaxations } = rule;
  return { ruleId, mode, basis, from, until, concerns, relaxations, says: noticeSentence(rule) };
};

const noticeSentence = ({ mode, until, relaxations }: DisasterRule) => {
  const day = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', dateStyle: 'medium', timeStyle: 'short' });
  const english = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Tokyo', dateStyle: 'medium', timeStyle: 'short' });
  const end = new Date(until);
  const list = (language: 'ja' | 'en', by: string) => relaxations.map((name) => RELAXATIONS[name][language]).join(by);
  return mode === 'drill'
    ? {
        ja: `【訓練】臨時運用の訓練中です（${day.format(end)}まで）。実際の記録は開きません。`,
        en: `[Drill] A disaster rule is being rehearsed until ${english.format(end)} (JST); it opens no record.`,
      }
    : {
        ja: `臨時運用ルールが有効です（${day.format(end)}まで）：${list('ja', '、')}。`,
        en: `A disaster rule is in force until ${english.format(end)} (JST): ${list('en', ', ')}.`,
      };
};
