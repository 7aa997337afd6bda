import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type StackFile = { resources: Record<string, unknown>; outputs?: Record<string, unknown>; environment?: string };

/** Writes a cloud assembly as CDK leaves it: manifest, templates, one asset. */
export function writeAssembly(stacks: Record<string, StackFile>): string {
  const directory = mkdtempSync(join(tmpdir(), 'assembly-'));
  mkdirSync(join(directory, 'asset.code'));
  writeFileSync(join(directory, 'asset.code', 'index.mjs'), 'export const handler = () => ({ statusCode: 204 });\n');
  const artifacts: Record<string, unknown> = {};
  for (const [name, stack] of Object.entries(stacks)) {
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      environment: stack.environment ?? 'aws://unknown-account/ap-northeast-1',
      properties: { templateFile: `${name}.template.json` },
    };
    artifacts[`${name}.assets`] = { type: 'cdk:asset-manifest', properties: { file: `${name}.assets.json` } };
    writeFileSync(
      join(directory, `${name}.template.json`),
      JSON.stringify({ Resources: stack.resources, Outputs: stack.outputs ?? {} }),
    );
    const files = {
      code: { source: { path: 'asset.code', packaging: 'zip' }, destinations: { any: { objectKey: 'code.zip' } } },
      template: {
        source: { path: `${name}.template.json`, packaging: 'file' },
        destinations: { any: { objectKey: 't.json' } },
      },
    };
    writeFileSync(join(directory, `${name}.assets.json`), JSON.stringify({ files }));
  }
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ artifacts }));
  return directory;
}
