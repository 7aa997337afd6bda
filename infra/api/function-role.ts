import { Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { DataStack } from '../data-stack.ts';
import {
  AUDIT_VERBS,
  COUNTERS,
  type FunctionName,
  OBJECT_VERBS,
  PERMISSIONS,
  type Permissions,
  TABLE_VERBS,
} from '../permissions.ts';

/** Documents' place in their bucket: the only one that functions know. */
const DOCUMENT_PREFIX = 'documents/*';

const actionsOf = <V extends string>(verbs: Record<V, readonly string[]>, granted: readonly V[]): string[] => [
  ...new Set(granted.flatMap((verb) => verbs[verb])),
];

const allow = (sid: string, actions: string[], resources: string[]): iam.PolicyStatement =>
  new iam.PolicyStatement({ sid, actions, resources });

/** A key is used through the service that holds the data, never by itself. */
const viaService = (sid: string, key: kms.IKey, parts: { service: string; writes: boolean }): iam.PolicyStatement =>
  new iam.PolicyStatement({
    sid,
    actions: parts.writes
      ? ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo']
      : ['kms:Decrypt', 'kms:DescribeKey'],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `${parts.service}.${key.stack.region}.amazonaws.com` } },
  });

/** Both keys of a request are always there for an UpdateItem, so that `ForAllValues` cannot hold for want of values. */
const countAttempts = (directory: ITable): iam.PolicyStatement =>
  new iam.PolicyStatement({
    sid: 'CountAttempts',
    actions: [...TABLE_VERBS.count],
    resources: [directory.tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': COUNTERS.partitions },
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': COUNTERS.attributes },
    },
  });

const tableStatements = (permissions: Permissions, data: DataStack): iam.PolicyStatement[] => {
  const { records = [], directory = [] } = permissions;
  const statements = [];
  if (records.length > 0)
    statements.push(allow('Records', actionsOf(TABLE_VERBS, records), [data.tables.records.tableArn]));
  const whole = directory.filter((verb) => verb !== 'count');
  if (whole.length > 0)
    statements.push(allow('Directory', actionsOf(TABLE_VERBS, whole), [data.tables.directory.tableArn]));
  if (directory.includes('count')) statements.push(countAttempts(data.tables.directory));
  if (statements.length > 0) {
    const writes = [...records, ...directory].some((verb) => verb !== 'read');
    statements.push(viaService('RecordsKey', data.keys.records, { service: 'dynamodb', writes }));
  }
  return statements;
};

const indexArns = (table: ITable): string[] =>
  ['byPatient', 'byStaff'].map((index) => `${table.tableArn}/index/${index}`);

const auditStatements = (permissions: Permissions, data: DataStack): iam.PolicyStatement[] => {
  const { audit = [] } = permissions;
  const statements = [];
  if (audit.includes('append'))
    statements.push(allow('AppendAudit', [...AUDIT_VERBS.append], [data.tables.audit.tableArn]));
  if (audit.includes('queryIndexes')) {
    statements.push(allow('QueryAudit', [...AUDIT_VERBS.queryIndexes], indexArns(data.tables.audit)));
  }
  if (statements.length > 0) {
    statements.push(viaService('AuditKey', data.keys.audit, { service: 'dynamodb', writes: audit.includes('append') }));
  }
  return statements;
};

const objectStatements = (permissions: Permissions, data: DataStack): iam.PolicyStatement[] => {
  const { objects = [] } = permissions;
  if (objects.length === 0) return [];
  return [
    allow('Documents', actionsOf(OBJECT_VERBS, objects), [data.documents.arnForObjects(DOCUMENT_PREFIX)]),
    viaService('DocumentsKey', data.keys.documents, { service: 's3', writes: objects.includes('put') }),
  ];
};

const secretStatements = (data: DataStack): iam.PolicyStatement[] => [
  allow('KeysSecret', ['secretsmanager:GetSecretValue'], [data.keysSecret.secretArn]),
  viaService('KeysSecretKey', data.keys.records, { service: 'secretsmanager', writes: false }),
];

export type FunctionRole = {
  name: FunctionName;
  data: DataStack;
  logGroupArn: string;
  readsKeys: boolean;
  /** What this function needs beside the table of `permissions.ts`: its dead letters, its stream. */
  extra?: iam.PolicyStatement[];
};

/**
 * One function's role: its row of `permissions.ts`, its own log group, its traces, and nothing that a construct adds behind our back
 * (the role refuses later grants).
 */
export const createFunctionRole = (scope: Construct, id: string, role: FunctionRole): iam.IRole => {
  const permissions = PERMISSIONS[role.name];
  const statements = [
    ...tableStatements(permissions, role.data),
    ...auditStatements(permissions, role.data),
    ...objectStatements(permissions, role.data),
    ...(role.readsKeys ? secretStatements(role.data) : []),
    ...(role.extra ?? []),
    allow('Log', ['logs:CreateLogStream', 'logs:PutLogEvents'], [role.logGroupArn]),
    // X-Ray knows no resources for these two.
    allow('Trace', ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], ['*']),
  ];
  return new iam.Role(scope, id, {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    description: `${Stack.of(scope).stackName}: ${role.name}`,
    inlinePolicies: { own: new iam.PolicyDocument({ statements, minimize: false }) },
  }).withoutPolicyUpdates();
};
