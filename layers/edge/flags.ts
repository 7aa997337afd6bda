import * as z from 'zod';
import { DisasterRuleId } from '../../schemas/primitives.ts';
import type { Environment } from './environment.ts';
import { log } from './log.ts';

/** The one flag of the profile, by its key in AppConfig. */
export const DISASTER_FLAG = 'disaster-mode';
/** Rules that the flag lists at most: more than this many at once is somebody's mistake. */
const MOST_RULES = 20;
const PATIENCE_MILLISECONDS = 500;

/**
 * The flag as AppConfig last answered it. `on` lists rules by id and record hash; what a listed rule opens is the record's to say. Whoever asks
 * takes `unreadable` for peacetime.
 */
export type DisasterFlag =
  | { state: 'on'; entries: { ruleId: string; hash: string }[] }
  | { state: 'off' }
  | { state: 'unreadable' };

/** `dis_…:0123456789abcdef`: a rule and the first 16 digits of its record's hash. */
const Entry = z.string().transform((text, context) => {
  const [ruleId = '', hash = '', ...rest] = text.split(':');
  if (rest.length === 0 && DisasterRuleId.safeParse(ruleId).success && /^[0-9a-f]{16}$/.test(hash))
    return { ruleId, hash };
  context.addIssue({ code: 'custom', message: 'not a rule id and 16 digits of its hash (dis_…:0123456789abcdef)' });
  return z.NEVER;
});

/** The flag's attribute `rules`, as it is written and as it is answered. No rule stands in it twice. */
export const DisasterRuleEntries = z
  .array(Entry)
  .max(MOST_RULES)
  .refine(
    (entries) => new Set(entries.map(({ ruleId }) => ruleId)).size === entries.length,
    'a rule is listed more than once',
  );

/** AppConfig leaves a flag's attributes out while it is off. */
const Answer = z.object({
  [DISASTER_FLAG]: z.discriminatedUnion('enabled', [
    z.strictObject({ enabled: z.literal(true), rules: DisasterRuleEntries }),
    z.object({ enabled: z.literal(false) }),
  ]),
});

/** Reads what the extension answered. Whatever is missing or malformed makes the whole flag unreadable, never a part of it. */
export const parseDisasterFlag = (json: unknown): DisasterFlag => {
  const parsed = Answer.safeParse(json);
  if (!parsed.success) return { state: 'unreadable' };
  const flag = parsed.data[DISASTER_FLAG];
  return flag.enabled ? { state: 'on', entries: flag.rules } : { state: 'off' };
};

const addressOf = (environment: Environment): string | undefined => {
  const { FLAG_APPLICATION, FLAG_ENVIRONMENT, FLAG_PROFILE } = environment;
  if (!FLAG_APPLICATION || !FLAG_ENVIRONMENT || !FLAG_PROFILE) return undefined;
  const place = `applications/${FLAG_APPLICATION}/environments/${FLAG_ENVIRONMENT}/configurations/${FLAG_PROFILE}`;
  return `http://localhost:${environment.AWS_APPCONFIG_EXTENSION_HTTP_PORT}/${place}`;
};

const askExtension = async (address: string): Promise<DisasterFlag> => {
  const response = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) });
  return response.ok ? parseDisasterFlag(await response.json()) : { state: 'unreadable' };
};

/**
 * The flag from AppConfig's extension, which runs beside the function and keeps a copy (some 1 ms). Never throws and waits half a second at most:
 * what cannot be read is peacetime, and is logged with the code that the alarm counts.
 */
export const readDisasterFlag = async (environment: Environment): Promise<DisasterFlag> => {
  const address = addressOf(environment);
  const unreadable: DisasterFlag = { state: 'unreadable' };
  const flag = address === undefined ? unreadable : await askExtension(address).catch(() => unreadable);
  if (flag.state === 'unreadable') log('error', 'disaster flag unreadable', { code: 'FLAG_UNREADABLE' });
  return flag;
};
