import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogFile } from '../../../local/functions/log-file.ts';
import { FunctionPool } from '../../../local/functions/pool.ts';
import type { FunctionSpec } from '../../../local/functions/spec.ts';
import type { Grant } from '../../../local/iam/policy.ts';

export type Written = { pool: FunctionPool; logFile: string; close(): Promise<void> };

/** A pool over a module that a test writes: `source` is the body of its handler, with `event` and `context`. */
export function writeFunction(
  source: string,
  given: {
    timeoutSeconds?: number;
    grants?: Grant[];
    dynamoDb?: string;
    variables?: Record<string, string>;
    before?: string;
  } = {},
): Written {
  const directory = mkdtempSync(join(tmpdir(), 'function-'));
  const file = join(directory, 'index.mjs');
  writeFileSync(file, `${given.before ?? ''}\nexport const handler = async (event, context) => {\n${source}\n};\n`);
  const logFile = join(directory, 'function.log');
  const log = new LogFile(logFile);
  const spec: FunctionSpec = {
    name: 'tested',
    logicalId: 'Tested',
    arn: 'arn:aws:lambda:ap-northeast-1:000000000000:function:tested',
    file,
    handler: 'handler',
    timeoutSeconds: given.timeoutSeconds ?? 5,
    memoryMegabytes: 256,
    reservedConcurrency: undefined,
    variables: {},
    roleName: 'tested-role',
    grants: given.grants ?? [],
    readsSecrets: false,
    readsFlag: false,
  };
  const pool = new FunctionPool({
    spec,
    log,
    environment: {
      AWS_REGION: 'ap-northeast-1',
      AWS_ACCESS_KEY_ID: 'ASIA',
      AWS_SECRET_ACCESS_KEY: 's',
      ...given.variables,
    },
    worker: {
      file,
      handler: 'handler',
      arn: spec.arn,
      principal: 'arn:aws:sts::000000000000:assumed-role/tested-role/tested',
      grants: spec.grants,
      tables: { region: 'ap-northeast-1', account: '000000000000', partitionKeys: { things: 'pk' } },
      dynamoDbOrigin: given.dynamoDb ?? 'http://127.0.0.1:1',
      origins: [],
    },
  });
  return {
    pool,
    logFile,
    async close() {
      await pool.close();
      await log.close();
    },
  };
}
