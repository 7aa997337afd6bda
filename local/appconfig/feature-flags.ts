import { z } from 'zod';
import { type Invalidity, Refusal } from './refusal.ts';

/** Names of flags and attributes (AppConfig user guide, "Understanding the type reference for AWS.AppConfig.FeatureFlags"). */
const Key = z.string().regex(/^[a-z][a-zA-Z\d_-]{0,63}$/);
const Name = z.string().regex(/^[^\n]{1,64}$/);
const Description = z.string().max(1024);
const kept = { _createdAt: z.string().optional(), _updatedAt: z.string().optional() };

const required = z.boolean().optional();
const StringConstraints = z
  .strictObject({
    type: z.literal('string'),
    required,
    pattern: z.string().max(1024).optional(),
    enum: z.array(z.union([z.string().max(1024), z.int()])).optional(),
  })
  .refine((one) => one.pattern === undefined || one.enum === undefined, 'pattern and enum exclude each other');
const NumberConstraints = z.strictObject({
  type: z.literal('number'),
  required,
  minimum: z.int().optional(),
  maximum: z.int().optional(),
});
const Constraints = z.union([
  StringConstraints,
  NumberConstraints,
  z.strictObject({
    type: z.literal('array'),
    required,
    elements: z.union([StringConstraints, NumberConstraints]).optional(),
  }),
  z.strictObject({ type: z.literal('boolean'), required }),
]);
type Constraints = z.output<typeof Constraints>;

const Text = z.string().max(1024);
const AttributeValue = z.union([Text, z.number(), z.boolean(), z.array(Text), z.array(z.number())]);

/** The type's own schema, without variants: a document that has some is refused here. */
const FlagDocument = z.strictObject({
  version: z.literal('1'),
  flags: z
    .record(
      Key,
      z.strictObject({
        ...kept,
        name: Name.optional(),
        description: Description.optional(),
        attributes: z
          .record(Key, z.strictObject({ description: Description.optional(), constraints: Constraints.optional() }))
          .default({}),
      }),
    )
    .default({}),
  values: z.record(Key, z.object({ ...kept, enabled: z.boolean().optional() }).catchall(AttributeValue)).default({}),
});
export type FlagDocument = z.output<typeof FlagDocument>;

/** What a version must be before AppConfig keeps it: the type's schema, and the constraints that the document itself declares. Throws Refusal. */
export function readFlagDocument(content: Buffer): FlagDocument {
  const parsed = FlagDocument.safeParse(jsonOf(content));
  const invalid = parsed.success ? invalidValues(parsed.data) : parsed.error.issues.map(fromSchema);
  if (!parsed.success || invalid.length > 0) {
    const reasons = invalid.map(({ Location, Reason }) => `${Location}: ${Reason}`).join('; ');
    throw new Refusal('BadRequestException', `The configuration is not valid: ${reasons}`, invalid);
  }
  return parsed.data;
}

function jsonOf(content: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    throw new Refusal('BadRequestException', 'The configuration is not valid: it is not JSON');
  }
}

const pointer = (path: readonly PropertyKey[]): string => `/${path.map(String).join('/')}`;

const fromSchema = (issue: z.core.$ZodIssue): Invalidity => ({
  Constraint: issue.code,
  Location: pointer(issue.path),
  Reason: issue.message,
  Type: 'SCHEMA',
});

function invalidValues({ flags, values }: FlagDocument): Invalidity[] {
  return Object.entries(values).flatMap(([flag, { enabled: _on, _createdAt, _updatedAt, ...given }]) => {
    const attributes = flags[flag]?.attributes;
    if (!attributes) return [broken(['values', flag], 'there is no such flag')];
    const undeclared = Object.keys(given).filter((name) => !(name in attributes));
    return [
      ...undeclared.map((name) => broken(['values', flag, name], 'the flag declares no such attribute')),
      ...Object.entries(attributes).flatMap(([name, { constraints }]) =>
        faultsOf(given[name], constraints).map((reason) => broken(['values', flag, name], reason)),
      ),
    ];
  });
}

const broken = (path: string[], Reason: string): Invalidity => ({
  Constraint: 'attribute',
  Location: pointer(path),
  Reason,
  Type: 'ATTRIBUTE',
});

function faultsOf(value: unknown, constraints: Constraints | undefined): string[] {
  if (!constraints) return [];
  if (value === undefined) return constraints.required ? ['a value is required'] : [];
  switch (constraints.type) {
    case 'boolean':
      return typeof value === 'boolean' ? [] : ['not a boolean'];
    case 'number':
      return numberFaults(value, constraints);
    case 'string':
      return stringFaults(value, constraints);
    case 'array': {
      const { elements } = constraints;
      return Array.isArray(value) ? value.flatMap((element) => faultsOf(element, elements)) : ['not an array'];
    }
  }
}

function numberFaults(value: unknown, { minimum, maximum }: z.output<typeof NumberConstraints>): string[] {
  if (typeof value !== 'number') return ['not a number'];
  const isWithin = value >= (minimum ?? -Infinity) && value <= (maximum ?? Infinity);
  return isWithin ? [] : ['not within its limits'];
}

function stringFaults(value: unknown, constraints: z.output<typeof StringConstraints>): string[] {
  if (typeof value !== 'string') return ['not a string'];
  const { pattern, enum: allowed } = constraints;
  if (pattern !== undefined && !new RegExp(pattern).test(value)) return ['does not match its pattern'];
  return allowed && !allowed.map(String).includes(value) ? ['not one of its values'] : [];
}

/** As AppConfig keeps a document: each flag and value with the instants at which it came and was last written. */
export function stamped(document: FlagDocument, at: string): Buffer {
  const stamp = <T extends { _createdAt?: string | undefined }>(entries: Record<string, T>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(entries).map(([name, entry]) => [
        name,
        { ...entry, _createdAt: entry._createdAt ?? at, _updatedAt: at },
      ]),
    );
  return Buffer.from(JSON.stringify({ ...document, flags: stamp(document.flags), values: stamp(document.values) }));
}

/** What readers are answered: each flag with `enabled`, and its attributes while it is on. */
export function answerOf(document: FlagDocument): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.keys(document.flags).map((flag) => {
      const { enabled, _createdAt, _updatedAt, ...attributes } = document.values[flag] ?? {};
      return [flag, enabled ? { enabled, ...attributes } : { enabled: false }];
    }),
  );
}
