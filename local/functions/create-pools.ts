import type { TableSpec } from '../dynamodb/tables.ts';
import type { Template } from '../template/template.ts';
import { type Principals, sessionArn } from './credentials.ts';
import { type Endpoints, environmentOf } from './environment.ts';
import type { LogFile } from './log-file.ts';
import { FunctionPool } from './pool.ts';
import type { FunctionSpec } from './spec.ts';

type PoolsSetup = {
  template: Template;
  specs: FunctionSpec[];
  principals: Principals;
  tables: TableSpec[];
  endpoints: Endpoints;
  /** Cloud addresses → this machine's, in environment variables. */
  addresses: (text: string) => string;
  logOf: (name: string) => LogFile;
};

/** A pool for each function, by ARN, each with its own credentials, environment and permissions. */
export function createPools(setup: PoolsSetup): Map<string, FunctionPool> {
  const partitionKeys = Object.fromEntries(
    setup.tables.map((table) => [
      table.name,
      table.KeySchema.find((key) => key.KeyType === 'HASH')?.AttributeName ?? '',
    ]),
  );
  const { region, account } = setup.template;
  return new Map(
    setup.specs.map((spec) => {
      const principal = setup.principals.addRole({ arn: sessionArn(spec), grants: spec.grants });
      const variables = Object.fromEntries(
        Object.entries(spec.variables).map(([name, value]) => [name, setup.addresses(value)]),
      );
      const pool = new FunctionPool({
        spec,
        log: setup.logOf(spec.name),
        environment: environmentOf(
          { ...spec, variables },
          { region, credentials: principal.credentials, endpoints: setup.endpoints },
        ),
        worker: {
          file: spec.file,
          handler: spec.handler,
          arn: spec.arn,
          principal: principal.arn,
          grants: spec.grants,
          tables: { region, account, partitionKeys },
          dynamoDbOrigin: new URL(setup.endpoints.dynamoDb).origin,
          origins: originsOf(setup.endpoints, spec),
        },
      });
      return [spec.arn, pool];
    }),
  );
}

const originsOf = (endpoints: Endpoints, { arn }: FunctionSpec): string[] => [
  ...[endpoints.s3, endpoints.cognito, endpoints.ses].map((endpoint) => new URL(endpoint).origin),
  ...[endpoints.secretsPort, endpoints.flagPorts.get(arn)]
    .filter((port) => port !== undefined)
    .flatMap((port) => [`http://127.0.0.1:${port}`, `http://localhost:${port}`]),
];
