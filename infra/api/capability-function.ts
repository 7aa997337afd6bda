import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DataStack } from '../data-stack.ts';
import { type FunctionName, PERMISSIONS } from '../permissions.ts';
import type { Stage } from '../stage.ts';
import { createFunctionRole } from './function-role.ts';

/**
 * Lambda gives CPU in proportion to memory. A cold start is a core's work (parsing the bundle, zod, TLS), and at 1,024 MB that takes
 * little more than at 1,769 MB (one whole vCPU), while half as much memory doubles it. A warm request waits for DynamoDB at any size.
 */
const MEMORY_MB = 1024;

/** The gateway gives up after 30 s. A function that is still at it after 20 s is stuck, and the caller should hear 503 from us, not 504. */
const TIMEOUT_SECONDS = 20;

export const METRICS_NAMESPACE = 'ism-link';

export type FunctionSettings = {
  name: FunctionName;
  stage: Stage;
  data: DataStack;
  /** Folder of the bundles: `<bundleDir>/<name>/index.mjs`. */
  bundleDir: string;
  logKey: kms.IKey;
  /** Whether it derives ids, cursors or digests, and so reads the keys' secret through the extension. */
  readsKeys: boolean;
  extraStatements?: iam.PolicyStatement[];
};

const codeOf = (settings: FunctionSettings): lambda.Code => {
  const folder = join(settings.bundleDir, settings.name);
  if (!existsSync(join(folder, 'index.mjs'))) {
    throw new Error(`No bundle of "${settings.name}" at ${folder}: is there a functions/${settings.name}/handler.ts?`);
  }
  return lambda.Code.fromAsset(folder);
};

const environmentOf = ({ name, stage, data, readsKeys }: FunctionSettings): Record<string, string> => ({
  RECORDS_TABLE: data.tables.records.tableName,
  DIRECTORY_TABLE: data.tables.directory.tableName,
  AUDIT_TABLE: data.tables.audit.tableName,
  ...(PERMISSIONS[name].objects ? { DOCUMENT_BUCKET: data.documents.bucketName } : {}),
  ...(readsKeys ? { KEYS_SECRET_ARN: data.keysSecret.secretArn } : {}),
  POWERTOOLS_SERVICE_NAME: name,
  POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE,
  LOG_LEVEL: stage.logLevel,
});

// One secret, that never changes: asked for once per execution environment, and again every five minutes at most.
const keysExtension = (): lambda.ParamsAndSecretsLayerVersion =>
  lambda.ParamsAndSecretsLayerVersion.fromVersion(lambda.ParamsAndSecretsVersions.V1_0_103, {
    cacheSize: 1,
    secretsManagerTtl: Duration.minutes(5),
    logLevel: lambda.ParamsAndSecretsLogLevel.WARN,
  });

/** One capability's function with what belongs to it alone: its bundle, role and log group. */
export class CapabilityFunction extends Construct {
  readonly handler: lambda.Function;

  constructor(scope: Construct, id: string, settings: FunctionSettings) {
    super(scope, id);
    const logGroup = new logs.LogGroup(this, 'Log', {
      retention: settings.stage.logRetentionDays,
      encryptionKey: settings.logKey,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.handler = new lambda.Function(this, 'Function', {
      description: `ism-link: ${settings.name}`,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: codeOf(settings),
      handler: 'index.handler',
      memorySize: MEMORY_MB,
      timeout: Duration.seconds(TIMEOUT_SECONDS),
      tracing: lambda.Tracing.ACTIVE,
      loggingFormat: lambda.LoggingFormat.JSON,
      logGroup,
      role: createFunctionRole(this, 'Role', {
        name: settings.name,
        data: settings.data,
        logGroupArn: logGroup.logGroupArn,
        readsKeys: settings.readsKeys,
        ...(settings.extraStatements ? { extra: settings.extraStatements } : {}),
      }),
      environment: environmentOf(settings),
      ...(settings.readsKeys ? { paramsAndSecrets: keysExtension() } : {}),
    });
  }
}
