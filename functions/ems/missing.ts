import type { ProblemDetail } from '../../layers/edge/index.ts';
import type { DrillReport, EmsStatement } from '../../schemas/ems.ts';
import type { ProblemCode } from '../../schemas/problems.ts';
import { type AskedOptions, emsOptions, statedOccasion } from './options.ts';

const CONSENT = {
  pointer: '/consent/by',
  ja: '同意（本人・家族等・取得不能）',
  en: 'Consent (patient, family, unobtainable)',
};

type Refused = Omit<AskedOptions, 'stated'> & { statement: EmsStatement };

/**
 * What a refused confirmation lacks: facts, where more of them would make it allowed (in a drill: by its rule), with the ways that are left; otherwise the
 * ways that another statement would open.
 */
export const missingOf = (
  { statement, ...asked }: Refused,
  report: DrillReport | undefined,
): { code: ProblemCode; detail: ProblemDetail } => {
  const drill = report && { drill: report };
  const ways = emsOptions({ ...asked, stated: statement });
  const allowed = ways.filter((way) => way.allowed);
  const left = allowed.length > 0 ? allowed : ways.filter((way) => way.needs.length > 0);
  const [nearest] = left;
  if (!nearest) {
    const others = emsOptions({ ...asked, stated: statedOccasion(asked, statement.occasion) });
    return { code: 'EMS_NOT_PERMITTED', detail: { extra: { options: others, ...drill } } };
  }
  const needs = [...(statement.consent ? [] : [CONSENT]), ...nearest.needs];
  return { code: 'EMS_FACTS_NEEDED', detail: { extra: { needs, options: left, ...drill } } };
};
