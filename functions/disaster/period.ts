import { faultAt } from '../../layers/edge/index.ts';
import type { FieldError } from '../../schemas/problems.ts';

/** A declaration takes its minutes to be written; what began earlier than this would change what was decided meanwhile. */
const LATE_MS = 10 * 60_000;
const LONGEST_MS = 92 * 86_400_000;

const SAYS = {
  past: {
    ja: '開始は、現在の10分前より後の日時にしてください。',
    en: 'The rule must not begin earlier than 10 minutes ago.',
  },
  over: { ja: '終わりは、現在より後の日時にしてください。', en: 'The rule must end in the future.' },
  order: { ja: '終わりは、開始より後の日時にしてください。', en: 'The rule must end after it begins.' },
  too_long: {
    ja: '終わりは、開始から92日以内にしてください。',
    en: 'The rule must end within 92 days of its beginning.',
  },
} as const;

/** What is wrong with a rule's period at `now`, each fault at its field of the body; instants in ISO 8601. */
export const periodFaults = (rule: { from: string; until: string }, now: string): FieldError[] => {
  const from = Date.parse(rule.from);
  const until = Date.parse(rule.until);
  const at = Date.parse(now);
  const fault = (field: 'from' | 'until', code: keyof typeof SAYS) => faultAt(`/body/${field}`, code, SAYS[code]);
  return [
    ...(from < at - LATE_MS ? [fault('from', 'past')] : []),
    ...(until <= at ? [fault('until', 'over')] : []),
    ...(until > at && until <= from ? [fault('until', 'order')] : []),
    ...(until > from + LONGEST_MS ? [fault('until', 'too_long')] : []),
  ];
};
