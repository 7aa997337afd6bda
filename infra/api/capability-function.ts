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
import type { DisasterFlag } from './disaster-flag.ts';
import { createFunctionRole } from './function-role.ts';

/**
 * Lambda gives CPU in proportion to memory. A cold start is a core's work (parsing the bundle, zod, TLS), and at 1,024 MB that takes
 * little more than at 1,769 MB (one whole vCPU), while half as much memory doubles it. A warm request waits for DynamoDB at any size.
 */
const MEMORY_MB = 1024;

/** The gateway gives up after 30 s. A function that is still at it after 20 s is stuck, and the caller should hear 503 from us, not 504. */
const TIMEOUT_SECONDS = 20;

export const METRICS_NAMESPACE = 'ism-link';

/** What functions that read the flag log about it, each a metric of its own: `code` in the line, and the metric's name. */
export const FLAG_METRICS = { FLAG_UNREADABLE: 'FlagUnreadable', FLAG_RULE_MISMATCH: 'FlagRuleMismatch' } as const;

export type FunctionSettings = {
  name: FunctionName;
  stage: Stage;
  data: DataStack;
  /** Folder of the bundles: `<bundleDir>/<name>/index.mjs`. */
  bundleDir: string;
  logKey: kms.IKey;
  /** Whether it derives ids, cursors or digests, and so reads the keys' secret through the extension. */
  readsKeys: boolean;
  /** Must be there for a function whose row of `permissions.ts` reads the flag. */
  flag?: DisasterFlag;
  /** Codes in its log that are counted, each with its metric. */
  counted?: Record<string, string>;
  extraStatements?: iam.PolicyStatement[];
};

const codeOf = (settings: FunctionSettings): lambda.Code => {
  const folder = join(settings.bundleDir, settings.name);
  if (!existsSync(join(folder, 'index.mjs'))) {
    throw new Error(`No bundle of "${settings.name}" at ${folder}: is there a functions/${settings.name}/handler.ts?`);
  }
  return lambda.Code.fromAsset(folder);
};

/** The flag, for those alone who read it. */
const flagOf = ({ name, flag }: FunctionSettings): DisasterFlag | undefined => {
  if (!PERMISSIONS[name].flag) return undefined;
  if (!flag) throw new Error(`${name} reads the flag, and there is none`);
  return flag;
};

const environmentOf = (settings: FunctionSettings): Record<string, string> => ({
  ...baseEnvironmentOf(settings),
  ...flagOf(settings)?.variables,
  ...(PERMISSIONS[settings.name].mail && settings.stage.mailFrom ? { MAIL_FROM: settings.stage.mailFrom } : {}),
});

const baseEnvironmentOf = ({ name, stage, data, readsKeys }: FunctionSettings): Record<string, string> => ({
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

/** A line of the log with one of the codes counts one, in the metric that stands beside the code. */
const countLines = (logGroup: logs.LogGroup, metrics: Record<string, string>): void => {
  for (const [code, metricName] of Object.entries(metrics)) {
    logGroup.addMetricFilter(code, {
      filterPattern: logs.FilterPattern.stringValue('$.code', '=', code),
      metricNamespace: METRICS_NAMESPACE,
      metricName,
      metricValue: '1',
    });
  }
};

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
    const flag = flagOf(settings);
    countLines(logGroup, { ...(flag && FLAG_METRICS), ...settings.counted });
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
        mailFrom: settings.stage.mailFrom,
        extra: [...(flag ? [flag.statement] : []), ...(settings.extraStatements ?? [])],
      }),
      environment: environmentOf(settings),
      ...(flag ? { layers: [flag.extension] } : {}),
      ...(settings.readsKeys ? { paramsAndSecrets: keysExtension() } : {}),
    });
  }
}
