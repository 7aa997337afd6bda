import * as z from 'zod';
import { DISASTER_FLAG, DisasterRuleEntries, log } from '../../layers/edge/index.ts';

/** What AppConfig hands to a Lambda validator (AppConfig user guide, "Understanding validators"). `content` is base64. */
const Event = z.object({ configurationVersion: z.coerce.string().default(''), content: z.base64() });

/** AppConfig writes these into what it keeps. */
const kept = { _createdAt: z.string().optional(), _updatedAt: z.string().optional() };

const Definition = z.strictObject({
  ...kept,
  name: z.string(),
  description: z.string().optional(),
  attributes: z.strictObject({
    rules: z.strictObject({
      description: z.string().optional(),
      constraints: z.strictObject({
        type: z.literal('array'),
        required: z.boolean().optional(),
        elements: z.strictObject({ type: z.literal('string'), pattern: z.string().optional() }),
      }),
    }),
  }),
});

/** On, the flag names the rules it is on for; off, it may still list what it was on for. */
const Value = z.discriminatedUnion('enabled', [
  z.strictObject({
    ...kept,
    enabled: z.literal(true),
    rules: DisasterRuleEntries.refine((rules) => rules.length > 0, 'a flag that is on lists a rule at least'),
  }),
  z.strictObject({ ...kept, enabled: z.literal(false), rules: DisasterRuleEntries.optional() }),
]);

/** A profile of AWS.AppConfig.FeatureFlags that holds this one flag and no other, without variants. */
const Document = z.strictObject({
  version: z.literal('1'),
  flags: z.strictObject({ [DISASTER_FLAG]: Definition }),
  values: z.strictObject({ [DISASTER_FLAG]: Value }),
});

const jsonOf = (content: string): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(content, 'base64')));
  } catch {
    throw new Error(`The configuration of ${DISASTER_FLAG} is not JSON in UTF-8`);
  }
};

/**
 * AppConfig asks before it deploys a version of the flag; to throw is to refuse, and the message reaches whoever deploys. Judges the form alone, and
 * so needs no right to any table: whether a listed rule exists, is approved and still has that hash is judged with every request, against the record
 * of that moment. A check here would be old a second later, and would keep the flag shut while the tables are out of reach.
 */
export const handler = async (event: unknown): Promise<void> => {
  const { configurationVersion, content } = Event.parse(event);
  const parsed = Document.safeParse(jsonOf(content));
  log(parsed.success ? 'info' : 'warn', 'flag validated', { configurationVersion, isValid: parsed.success });
  if (!parsed.success)
    throw new Error(`The configuration of ${DISASTER_FLAG} is refused:\n${z.prettifyError(parsed.error)}`);
};
