import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Grant } from '../iam/policy.ts';
import { grantsOfRole } from '../iam/roles.ts';
import { grantsOfTables } from '../iam/table-policies.ts';
import type { Template, TemplateResource } from '../template/template.ts';

const FunctionProperties = z.strictObject({
  Architectures: z.array(z.string()).optional(),
  Code: z.object({ S3Key: z.string() }),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.string()) }).optional(),
  Handler: z.string(),
  Layers: z.array(z.string()).optional(),
  MemorySize: z.number().default(128),
  ReservedConcurrentExecutions: z.number().optional(),
  Role: z.string(),
  Runtime: z.string(),
  Timeout: z.number().default(3),
});

/** Logs, traces and encryption at rest stand for nothing here; dead letters of asynchronous calls come from EventInvokeConfig. */
const IGNORED = [
  'Description',
  'FunctionName',
  'KmsKeyArn',
  'LoggingConfig',
  'RecursiveLoop',
  'Tags',
  'TracingConfig',
  'DeadLetterConfig',
];

/** Layers that are stood in for, by a part of their ARN. */
const SECRETS_EXTENSION = 'AWS-Parameters-and-Secrets-Lambda-Extension';
const FLAG_EXTENSION = 'AWS-AppConfig-Extension';

/** A function as the template describes it. */
export type FunctionSpec = {
  name: string;
  logicalId: string;
  arn: string;
  /** The module that Lambda would load, and the name it exports. */
  file: string;
  handler: string;
  timeoutSeconds: number;
  memoryMegabytes: number;
  reservedConcurrency: number | undefined;
  variables: Record<string, string>;
  roleName: string;
  grants: Grant[];
  readsSecrets: boolean;
  readsFlag: boolean;
};

/** The functions of a template. Throws, naming the function, when its code is not built or something in it is not understood. */
export function functionsOf(template: Template): FunctionSpec[] {
  return template.ofType('AWS::Lambda::Function').map((resource) => functionOf(template, resource));
}

function functionOf(template: Template, resource: TemplateResource): FunctionSpec {
  const properties = resource.read(FunctionProperties, IGNORED);
  if (!properties.Runtime.startsWith('nodejs'))
    throw new Error(`${resource.id}: the runtime ${properties.Runtime} is not understood`);
  const layers = properties.Layers ?? [];
  const strange = layers.find((layer) => ![SECRETS_EXTENSION, FLAG_EXTENSION].some((known) => layer.includes(known)));
  if (strange) throw new Error(`${resource.id}: the layer ${strange} is not understood`);
  const [module = '', handler = ''] = properties.Handler.split('.');
  return {
    name: resource.name,
    logicalId: resource.logicalId,
    arn: resource.attribute('Arn'),
    file: moduleFile(resource, { key: properties.Code.S3Key, module }),
    handler,
    timeoutSeconds: properties.Timeout,
    memoryMegabytes: properties.MemorySize,
    reservedConcurrency: properties.ReservedConcurrentExecutions,
    variables: properties.Environment?.Variables ?? {},
    roleName: properties.Role.split('/').at(-1) ?? '',
    grants: [...grantsOfRole(template, properties.Role), ...grantsOfTables(template)],
    readsSecrets: layers.some((layer) => layer.includes(SECRETS_EXTENSION)),
    readsFlag: layers.some((layer) => layer.includes(FLAG_EXTENSION)),
  };
}

function moduleFile(resource: TemplateResource, code: { key: string; module: string }): string {
  const folder = resource.stack.assetFolders.get(code.key);
  if (!folder) throw new Error(`${resource.id}: no asset has the key ${code.key}`);
  const file = ['mjs', 'js', 'cjs']
    .map((extension) => join(folder, `${code.module}.${extension}`))
    .find((path) => existsSync(path));
  if (!file) throw new Error(`${resource.id}: ${folder} holds no ${code.module}`);
  return file;
}
