import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { createApp } from '../../infra/app.ts';
import { EVENT_FUNCTIONS } from '../../infra/permissions.ts';
import { OPERATIONS } from '../../schemas/operations/index.ts';

const CONCERNS = ['data', 'identity', 'api', 'firewall', 'edge', 'edge-logs'] as const;
export type Concern = (typeof CONCERNS)[number];

export type Statement = {
  Sid?: string;
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: Record<string, Record<string, string | string[]>>;
};
export type Resource = {
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
  Metadata?: unknown;
};

/** The bundles' place in the template is a content hash; these stand in for them, so that the infrastructure is tested by itself. */
const placeholderBundles = (dir: string): string => {
  for (const name of new Set([...OPERATIONS.map((operation) => operation.capability), ...EVENT_FUNCTIONS])) {
    mkdirSync(join(dir, name), { recursive: true });
    writeFileSync(join(dir, name, 'index.mjs'), `export const handler = () => '${name}';\n`);
  }
  return dir;
};

type Context = { stage?: string; stages?: Record<string, unknown> };

/** Synthesizes the network under a folder. @returns where its cloud assembly lies. */
export const synthesizeIn = (dir: string, context: Context = {}): string =>
  createApp({ outdir: join(dir, 'out'), bundleDir: placeholderBundles(join(dir, 'functions')), context }).synth()
    .directory;

/** Synthesizes the network into a fresh folder: template text by concern. */
export const synthesizeTexts = (context: Context = {}): Record<Concern, string> => {
  const dir = mkdtempSync(join(tmpdir(), 'ism-link-infra-'));
  try {
    const directory = synthesizeIn(dir, context);
    const stage = context.stage ?? 'prod';
    return Object.fromEntries(
      CONCERNS.map((concern) => [
        concern,
        readFileSync(join(directory, `ism-link-${stage}-${concern}.template.json`), 'utf8'),
      ]),
    ) as Record<Concern, string>;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

/** The templates of a whole network, with the questions the tests ask of them. */
export class Network {
  readonly texts: Record<Concern, string>;
  readonly #templates = new Map<Concern, Template>();

  constructor() {
    this.texts = synthesizeTexts();
  }

  template(concern: Concern): Template {
    const known = this.#templates.get(concern) ?? Template.fromString(this.texts[concern]);
    this.#templates.set(concern, known);
    return known;
  }

  /** Resources of a type, by logical id. */
  resources(concern: Concern, type: string): [string, Resource][] {
    return Object.entries(this.template(concern).findResources(type)) as [string, Resource][];
  }

  /** The properties of the only resource of a type whose logical id matches. */
  only(concern: Concern, type: string, id = /./): Record<string, unknown> {
    const [found, ...others] = this.resources(concern, type).filter(([logicalId]) => id.test(logicalId));
    if (!found || others.length > 0)
      throw new Error(`${others.length + (found ? 1 : 0)} resources of ${type} match ${String(id)}`);
    return found[1].Properties;
  }

  /** Every resource of every stack. */
  everything(): { concern: Concern; id: string; resource: Resource }[] {
    return CONCERNS.flatMap((concern) => {
      const { Resources } = this.template(concern).toJSON() as { Resources: Record<string, Resource> };
      return Object.entries(Resources).map(([id, resource]) => ({ concern, id, resource }));
    });
  }

  /** The functions by the name they log under, with their environment and the statements of their role. */
  functions(): Map<
    string,
    { id: string; properties: Record<string, unknown>; environment: Record<string, unknown>; statements: Statement[] }
  > {
    const roles = Object.fromEntries(this.resources('api', 'AWS::IAM::Role'));
    return new Map(
      this.resources('api', 'AWS::Lambda::Function').map(([id, { Properties }]) => {
        const { Variables } = Properties['Environment'] as { Variables: Record<string, unknown> };
        const roleId = (Properties['Role'] as { 'Fn::GetAtt': [string, string] })['Fn::GetAtt'][0];
        const policies = roles[roleId]?.Properties['Policies'] as { PolicyDocument: { Statement: Statement[] } }[];
        const statements = policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
        return [
          String(Variables['POWERTOOLS_SERVICE_NAME']),
          { id, properties: Properties, environment: Variables, statements },
        ];
      }),
    );
  }
}

export const actionsOf = (statement: Statement): string[] => [statement.Action].flat();

/** The actions a function may take on resources whose name holds `target`, a logical id of the data stack. */
export const allowed = (statements: readonly Statement[], target: RegExp): string[] =>
  statements
    .filter((statement) => statement.Effect === 'Allow' && target.test(JSON.stringify(statement.Resource)))
    .flatMap(actionsOf)
    .sort();
