/** What a resolver needs to know about the world: names of resources, exports of other stacks, mappings. */
export type Names = {
  /** `AWS::Region` and the like; undefined for a pseudo-parameter that means nothing here. */
  pseudo(name: string): string | undefined;
  ref(logicalId: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  imported(exportName: string): unknown;
  output(of: { stack: string; name: string }): unknown;
  mapping(map: string, top: string, second: string): unknown;
};

/** `AWS::NoValue`: the property or list entry is absent. */
const ABSENT = Symbol('AWS::NoValue');

type Resolve = (value: unknown) => unknown;

/**
 * Replaces CloudFormation intrinsics in a value. Only what the project's templates use is understood; anything else fails by name, so
 * that nothing is silently different on one machine.
 */
export function resolveIntrinsics(value: unknown, names: Names): unknown {
  const resolve: Resolve = (inner) => resolveIntrinsics(inner, names);
  if (Array.isArray(value)) return value.map(resolve).filter((entry) => entry !== ABSENT);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first && (first[0] === 'Ref' || first[0].startsWith('Fn::'))) {
    const [name, argument] = first;
    if (name === 'Ref') return refOf(String(argument), names);
    const intrinsic = INTRINSICS[name];
    if (!intrinsic) throw new Error(`The intrinsic ${name} is not understood: ${JSON.stringify(argument)}`);
    return intrinsic(argument, resolve, names);
  }
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, resolve(inner)] as const).filter(([, inner]) => inner !== ABSENT),
  );
}

function refOf(target: string, names: Names): unknown {
  if (target === 'AWS::NoValue') return ABSENT;
  if (!target.startsWith('AWS::')) return names.ref(target);
  const value = names.pseudo(target);
  if (value === undefined) throw new Error(`The pseudo-parameter ${target} is not understood`);
  return value;
}

const INTRINSICS: Record<string, (argument: unknown, resolve: Resolve, names: Names) => unknown> = {
  'Fn::GetAtt': (argument, _resolve, names) => {
    const [id, ...rest] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
    return names.attribute(id ?? '', rest.join('.'));
  },
  'Fn::Join': (argument, resolve) => {
    const [separator, parts] = listOf(argument, 'Fn::Join');
    return listOf(resolve(parts), 'Fn::Join').map(String).join(String(separator));
  },
  'Fn::Sub': (argument, resolve, names) => substitute(argument, resolve, names),
  'Fn::Select': (argument, resolve) => {
    const [index, list] = listOf(argument, 'Fn::Select').map(resolve);
    const chosen = listOf(list, 'Fn::Select')[Number(index)];
    if (chosen === undefined) throw new Error(`Fn::Select finds no entry ${String(index)}`);
    return chosen;
  },
  'Fn::Split': (argument, resolve) => {
    const [separator, text] = listOf(argument, 'Fn::Split').map(resolve);
    return String(text).split(String(separator));
  },
  'Fn::ImportValue': (argument, resolve, names) => names.imported(String(resolve(argument))),
  // Another stack's output, also in another region, without an export between them.
  'Fn::GetStackOutput': (argument, resolve, names) => {
    const { StackName, OutputName } = resolve(argument) as Record<string, unknown>;
    return names.output({ stack: String(StackName), name: String(OutputName) });
  },
  'Fn::FindInMap': (argument, resolve, names) => {
    const [map, top, second] = listOf(argument, 'Fn::FindInMap').map(resolve).map(String);
    return names.mapping(map ?? '', top ?? '', second ?? '');
  },
};

function substitute(argument: unknown, resolve: Resolve, names: Names): string {
  const [text, given] = Array.isArray(argument)
    ? [String(argument[0]), argument[1] as Record<string, unknown>]
    : [String(argument), {}];
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_all, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in given) return String(resolve(given[name]));
    return String(name.includes('.') ? resolve({ 'Fn::GetAtt': name.split('.') }) : refOf(name, names));
  });
}

function listOf(value: unknown, intrinsic: string): unknown[] {
  if (!Array.isArray(value)) throw new Error(`${intrinsic} needs a list, not ${JSON.stringify(value)}`);
  return value;
}
