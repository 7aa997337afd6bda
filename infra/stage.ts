import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import { FacilityId } from '../schemas/primitives.ts';

/** Days that CloudWatch Logs knows; three months at least, so that what a monthly review finds can still be followed. */
const LogRetentionDays = z.enum(RetentionDays).refine((days) => days >= RetentionDays.THREE_MONTHS, 'at least 90 days');

/** A web origin: scheme and host, nothing behind it. */
const WebOrigin = z
  .url({ protocol: /^https?$/ })
  .regex(/^https?:\/\/[^/]+$/, 'an origin has no path')
  .refine(
    (origin) => origin.startsWith('https://') || origin.startsWith('http://localhost:'),
    'https, or localhost while developing',
  );

/**
 * Minutes without a touch: after `blank` a screen hides what it shows, after `lock` the person signs in again. Wards share their terminals.
 */
const IdleMinutes = z
  .strictObject({ blank: z.int().min(1).max(60).default(5), lock: z.int().min(1).max(480).default(15) })
  .refine(({ blank, lock }) => blank < lock, 'a screen is blank before it is locked');

/** A Cognito domain prefix: unique in the whole AWS region, and Cognito refuses its own names in it. */
const LoginDomainPrefix = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);

const StageSettings = z.strictObject({
  /** Where the records live. Japan only: the ministries' guidelines keep health records under Japanese law. */
  region: z.literal(['ap-northeast-1', 'ap-northeast-3']).default('ap-northeast-1'),
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  /** Facilities whose own systems send records in; one confidential client each. */
  systems: z
    .array(FacilityId)
    .min(1)
    .default(() => ['ty-hospital', 'test-hospital', 'test-clinic'].map((id) => FacilityId.parse(id))),
  /** Where people open the web. The bucket's CORS and the sign-in's callbacks accept these and nothing else. */
  webOrigins: z.array(WebOrigin).min(1).default(['https://ism-link.example']),
  /** The web's own domain; its certificate lies in us-east-1, where CloudFront looks. */
  domain: z
    .strictObject({
      name: z.hostname(),
      certificateArn: z.string().regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/),
    })
    .optional(),
  loginDomainPrefix: LoginDomainPrefix.optional(),
  idleMinutes: IdleMinutes.prefault({}),
  /** Who is woken by an alarm. */
  alarmEmail: z.email().optional(),
  /** The sender of reminders: an address of a domain that SES has verified in this account and region. Without it no mail is sent. */
  mailFrom: z.email().optional(),
  /** The version of AppConfig's Lambda extension, where another one is wanted than `api/disaster-flag.ts` names. */
  flagExtensionArn: z
    .string()
    .regex(/^arn:aws:lambda:ap-northeast-[13]:\d{12}:layer:AWS-AppConfig-Extension-Arm64:\d+$/)
    .optional(),
  logRetentionDays: LogRetentionDays.default(RetentionDays.THIRTEEN_MONTHS),
  logLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']).default('INFO'),
  /** Countries (ISO 3166) from which the web answers. */
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .min(1)
    .default(['JP']),
  /** The authority that signs the terminals' certificates. While it is absent, viewer mTLS is off. */
  terminalAuthority: z
    .strictObject({ bucket: z.string(), key: z.string(), region: z.string(), version: z.string().optional() })
    .optional(),
});

const StageName = z.string().regex(/^[a-z][a-z0-9]{1,11}$/);

/** Everything that differs between one deployment and another. */
export type Stage = z.output<typeof StageSettings> & { name: string; loginDomainPrefix: string };

/** Facilities appear once each: a system is a client, and two clients of one facility could not be told apart. */
const assertDistinct = (values: readonly string[]): void => {
  const repeated = values.filter((value, index) => values.indexOf(value) !== index);
  if (repeated.length > 0) throw new Error(`Stage: systems are named twice: ${repeated.join(', ')}`);
};

/**
 * Reads a stage's settings from the CDK context (`stages.<name>` in `cdk.json`).
 * @throws when the name is unknown or a setting is wrong; the message names the setting.
 */
export const readStage = (context: { name: unknown; stages: unknown }): Stage => {
  const name = StageName.parse(context.name ?? 'prod');
  const stages = z.record(StageName, z.unknown()).parse(context.stages ?? {});
  if (!(name in stages)) {
    throw new Error(
      `Stage "${name}" is not described under context.stages in cdk.json (there are: ${Object.keys(stages).join(', ')})`,
    );
  }
  const parsed = StageSettings.safeParse(stages[name]);
  if (!parsed.success) throw new Error(`Stage "${name}": ${z.prettifyError(parsed.error)}`);
  assertDistinct(parsed.data.systems);
  return { ...parsed.data, name, loginDomainPrefix: parsed.data.loginDomainPrefix ?? `ism-link-${name}` };
};
