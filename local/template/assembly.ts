import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One resource as CloudFormation sees it, before any intrinsic is resolved. */
export type RawResource = { Type: string; Properties?: Record<string, unknown> };

export type Stack = {
  name: string;
  region: string;
  resources: Record<string, RawResource>;
  mappings: Record<string, Record<string, Record<string, unknown>>>;
  /** Outputs by name, unresolved. */
  outputs: Record<string, unknown>;
  /** Export name (may itself be an intrinsic) beside its value. */
  exports: { name: unknown; value: unknown }[];
  /** Object key of a Lambda asset → the folder that would be zipped. */
  assetFolders: Map<string, string>;
};

type Manifest = {
  artifacts: Record<
    string,
    {
      type: string;
      environment?: string;
      properties?: { templateFile?: string; directoryName?: string; stackName?: string };
    }
  >;
};
type TemplateFile = {
  Resources?: Record<string, RawResource>;
  Mappings?: Stack['mappings'];
  Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
};
type AssetFile = {
  files?: Record<
    string,
    { source: { path: string; packaging: string }; destinations: Record<string, { objectKey: string }> }
  >;
};

/** The region of stacks that leave it open: the network's own (Tokyo). */
const HOME_REGION = 'ap-northeast-1';

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

/**
 * Reads a cloud assembly (`cdk.out`): every stack's template and where its Lambda code lies. Without the CDK command line the template
 * has no `aws:asset:path`, so code is found through `*.assets.json`.
 */
export function readAssembly(directory: string): Stack[] {
  const manifest = readJson<Manifest>(join(directory, 'manifest.json'));
  const artifacts = Object.entries(manifest.artifacts);
  const stacks = artifacts.flatMap(([id, artifact]) => {
    if (artifact.type === 'cdk:cloud-assembly')
      return readAssembly(join(directory, artifact.properties?.directoryName ?? id));
    if (artifact.type !== 'aws:cloudformation:stack') return [];
    const file = artifact.properties?.templateFile ?? `${id}.template.json`;
    return [
      readStack({
        directory,
        id,
        file,
        environment: artifact.environment ?? '',
        name: artifact.properties?.stackName ?? id,
      }),
    ];
  });
  if (stacks.length === 0) throw new Error(`No stack in ${directory}/manifest.json`);
  return stacks;
}

function readStack(from: { directory: string; id: string; file: string; environment: string; name: string }): Stack {
  const template = readJson<TemplateFile>(join(from.directory, from.file));
  const region = from.environment.split('/').at(-1) ?? '';
  return {
    name: from.name,
    region: region === '' || region.startsWith('unknown') ? HOME_REGION : region,
    resources: template.Resources ?? {},
    mappings: template.Mappings ?? {},
    outputs: Object.fromEntries(Object.entries(template.Outputs ?? {}).map(([name, output]) => [name, output.Value])),
    exports: Object.values(template.Outputs ?? {}).flatMap((output) =>
      output.Export ? [{ name: output.Export.Name, value: output.Value }] : [],
    ),
    assetFolders: assetFoldersOf(from.directory, from.file.replace(/\.template\.json$/, '.assets.json')),
  };
}

function assetFoldersOf(directory: string, file: string): Map<string, string> {
  const folders = new Map<string, string>();
  for (const asset of Object.values(readJson<AssetFile>(join(directory, file)).files ?? {})) {
    if (asset.source.packaging !== 'zip') continue;
    for (const destination of Object.values(asset.destinations)) {
      folders.set(destination.objectKey, join(directory, asset.source.path));
    }
  }
  return folders;
}
