import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';

export type Tables = Record<'records' | 'directory' | 'audit', dynamodb.Table>;

const STRING = dynamodb.AttributeType.STRING;

// Contributor Insights stays off: it shows partition keys, and with them patients, in plain text outside the tables' encryption.
const keptForever = (encryptionKey: kms.IKey) => ({
  partitionKey: { name: 'pk', type: STRING },
  sortKey: { name: 'sk', type: STRING },
  billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
  deletionProtection: true,
  removalPolicy: RemovalPolicy.RETAIN,
  encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
  encryptionKey,
});

/**
 * Whoever they are, nobody in the account updates or deletes an audit event: the refusal lies on the table itself, above every role.
 * A Put may still overwrite (IAM cannot tell); the stream's alarm is for that. `*` means this table in a resource policy. Nor does anybody let
 * events expire: no deployment asks for it. The policy itself is for deployments to change, and for none of the network's own roles: CloudFormation
 * begins their names with their stack's.
 */
const appendOnly = (ownRoles: string): iam.PolicyDocument =>
  new iam.PolicyDocument({
    statements: [
      new iam.PolicyStatement({
        sid: 'AppendOnly',
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: [
          'dynamodb:UpdateItem',
          'dynamodb:DeleteItem',
          'dynamodb:BatchWriteItem',
          'dynamodb:PartiQLInsert',
          'dynamodb:PartiQLUpdate',
          'dynamodb:PartiQLDelete',
          'dynamodb:DeleteTable',
          'dynamodb:UpdateTimeToLive',
        ],
        resources: ['*'],
      }),
      new iam.PolicyStatement({
        sid: 'NotUndoneByFunctions',
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: ['dynamodb:PutResourcePolicy', 'dynamodb:DeleteResourcePolicy'],
        resources: ['*'],
        conditions: { ArnLike: { 'aws:PrincipalArn': ownRoles } },
      }),
    ],
  });

/** The three tables, by lifecycle: what is recorded, who takes part, and who looked. Names are CloudFormation's, so that a restore can stand beside. */
export const createTables = (
  scope: Construct,
  parts: { keys: { records: kms.IKey; audit: kms.IKey }; stage: Stage },
): Tables => {
  const { keys, stage } = parts;
  const { partition, account } = Stack.of(scope);
  const records = new dynamodb.Table(scope, 'Records', {
    ...keptForever(keys.records),
    timeToLiveAttribute: 'expiresAtSeconds',
  });
  const directory = new dynamodb.Table(scope, 'Directory', {
    ...keptForever(keys.records),
    timeToLiveAttribute: 'expiresAtSeconds',
  });
  // No time to live here: an audit event never goes by itself, so that every REMOVE on the stream is somebody's deed.
  const audit = new dynamodb.Table(scope, 'Audit', {
    ...keptForever(keys.audit),
    stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
    resourcePolicy: appendOnly(`arn:${partition}:iam::${account}:role/ism-link-${stage.name}-*`),
  });
  for (const [indexName, attribute] of [
    ['byPatient', 'patientId'],
    ['byStaff', 'staffId'],
  ] as const) {
    audit.addGlobalSecondaryIndex({
      indexName,
      partitionKey: { name: attribute, type: STRING },
      sortKey: { name: 'sk', type: STRING },
      projectionType: dynamodb.ProjectionType.ALL,
    });
  }
  return { records, directory, audit };
};
