import type { ZodObject, z } from 'zod';
import { type RawResource, readAssembly, type Stack } from './assembly.ts';
import { type Names, resolveIntrinsics } from './intrinsics.ts';
import { formOf, type Identity, LOCAL_ACCOUNT, physicalName } from './physical.ts';
import { refuseUnknownTypes } from './supported.ts';

/** A resource of some stack, its properties read by a schema that names everything it may hold. */
export type TemplateResource = {
  /** `ApiStack/TimelineFunction`, for messages. */
  id: string;
  logicalId: string;
  stack: Stack;
  type: string;
  /** What `Ref` answers. */
  ref: string;
  name: string;
  attribute(name: string): string;
  /**
   * Resolves and parses the properties. A property that is neither in the shape nor in `ignored` fails by name: what the cloud would do
   * with it must be emulated or knowingly left out.
   */
  read<S extends ZodObject>(shape: S, ignored?: readonly string[]): z.output<S>;
};

export type Template = {
  stacks: Stack[];
  region: string;
  account: string;
  ofType(...types: string[]): TemplateResource[];
  /** The one resource of a type. */
  only(type: string): TemplateResource;
  byRef(type: string, ref: string): TemplateResource | undefined;
  byArn(type: string, arn: string): TemplateResource | undefined;
};

/** Opens a cloud assembly; unknown resource types fail here, unknown properties when they are read. */
export function openTemplate(directory: string): Template {
  const stacks = readAssembly(directory);
  refuseUnknownTypes(stacks);
  const resources = stacks.flatMap((stack) =>
    Object.entries(stack.resources).map(([logicalId, raw]) => openResource({ stack, logicalId, raw }, stacks)),
  );
  const ofType = (...types: string[]): TemplateResource[] =>
    resources.filter((resource) => types.includes(resource.type));
  return {
    stacks,
    region: stacks.find((stack) => stack.region !== 'us-east-1')?.region ?? 'ap-northeast-1',
    account: LOCAL_ACCOUNT,
    ofType,
    only(type) {
      const found = ofType(type);
      if (found.length !== 1 || !found[0])
        throw new Error(`The template should have one ${type}, and has ${found.length}`);
      return found[0];
    },
    byRef: (type, ref) => ofType(type).find((resource) => resource.ref === ref),
    byArn: (type, arn) => ofType(type).find((resource) => resource.attribute('Arn') === arn),
  };
}

type Located = { stack: Stack; logicalId: string; raw: RawResource };

function openResource(at: Located, stacks: Stack[]): TemplateResource {
  const names = namesIn(at.stack, stacks);
  const id = `${at.stack.name}/${at.logicalId}`;
  return {
    id,
    logicalId: at.logicalId,
    stack: at.stack,
    type: at.raw.Type,
    get ref() {
      return String(names.ref(at.logicalId));
    },
    get name() {
      return identityOf(at, names).name;
    },
    attribute: (name) => String(names.attribute(at.logicalId, name)),
    read(shape, ignored = []) {
      const wanted = Object.entries(at.raw.Properties ?? {}).filter(
        ([property]) => property !== 'Tags' && !ignored.includes(property),
      );
      const unknown = wanted.map(([property]) => property).filter((property) => !(property in shape.shape));
      if (unknown.length > 0)
        throw new Error(`${id} (${at.raw.Type}): not understood on one machine: ${unknown.join(', ')}`);
      const parsed = shape.safeParse(resolveIntrinsics(Object.fromEntries(wanted), names));
      if (!parsed.success) throw new Error(`${id} (${at.raw.Type}): ${parsed.error.message}`);
      return parsed.data;
    },
  };
}

function identityOf(at: Located, names: Names): Identity {
  const form = formOf(at.raw.Type);
  const given = form?.nameProperty ? resolveIntrinsics(at.raw.Properties?.[form.nameProperty], names) : undefined;
  const name = physicalName(at.raw.Type, { logicalId: at.logicalId, stack: at.stack.name, given });
  return { name, logicalId: at.logicalId, stack: at.stack.name, region: at.stack.region, account: LOCAL_ACCOUNT };
}

function namesIn(stack: Stack, stacks: Stack[]): Names {
  const located = (logicalId: string): Located => {
    const raw = stack.resources[logicalId];
    if (!raw) throw new Error(`${stack.name} has no resource ${logicalId}`);
    return { stack, logicalId, raw };
  };
  const names: Names = {
    pseudo: (name) => pseudoParameters(stack)[name],
    ref(logicalId) {
      const at = located(logicalId);
      const form = formOf(at.raw.Type);
      if (!form) throw new Error(`Ref ${stack.name}/${logicalId}: the names of ${at.raw.Type} are not understood`);
      const identity = identityOf(at, names);
      return form.ref ? form.ref(identity) : identity.name;
    },
    attribute(logicalId, attribute) {
      const at = located(logicalId);
      const form = formOf(at.raw.Type)?.attributes?.[attribute];
      if (!form)
        throw new Error(`Fn::GetAtt ${stack.name}/${logicalId}.${attribute} (${at.raw.Type}) is not understood`);
      return form(identityOf(at, names));
    },
    imported: (name) => importedValue(name, stacks),
    output: (of) => outputOf(of, stacks),
    mapping(map, top, second) {
      const value = stack.mappings[map]?.[top]?.[second];
      if (value === undefined) throw new Error(`${stack.name} has no mapping ${map}/${top}/${second}`);
      return value;
    },
  };
  return names;
}

function importedValue(name: string, stacks: Stack[]): unknown {
  for (const stack of stacks) {
    const names = namesIn(stack, stacks);
    const found = stack.exports.find((exported) => resolveIntrinsics(exported.name, names) === name);
    if (found) return resolveIntrinsics(found.value, names);
  }
  throw new Error(`No stack exports ${name}`);
}

function outputOf(of: { stack: string; name: string }, stacks: Stack[]): unknown {
  const stack = stacks.find((one) => one.name === of.stack);
  if (!stack || !(of.name in stack.outputs)) throw new Error(`No stack ${of.stack} has an output ${of.name}`);
  return resolveIntrinsics(stack.outputs[of.name], namesIn(stack, stacks));
}

const pseudoParameters = (stack: Stack): Record<string, string> => ({
  'AWS::Region': stack.region,
  'AWS::AccountId': LOCAL_ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': stack.name,
});
