import { DUTIES, type Duty, ruleOf } from '../rules/index.ts';

/** The rules behind their ids, with their sentences: for the screen. */
export const saidRules = (because: readonly string[]): { id: string; ja: string; en: string }[] =>
  because.map((id) => ({ id, ...ruleOf(id).says }));

/** A duty's sentence; its name where it is one of an earlier table. */
export const saidDuty = (duty: string): { ja: string; en: string } =>
  duty in DUTIES ? DUTIES[duty as Duty] : { ja: duty, en: duty };
