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
  KEPT,
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

/** Every write names its partition key, so that `ForAllValues` cannot hold for want of values here either. */
const keepItems = (sid: string, table: ITable, partitions: readonly string[]): iam.PolicyStatement =>
  new iam.PolicyStatement({
    sid,
    actions: [...TABLE_VERBS.keep],
    resources: [table.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
  });

type TableVerb = keyof typeof TABLE_VERBS;
/** Verbs that reach a whole table. */
const whole = (verbs: readonly TableVerb[]): TableVerb[] => verbs.filter((verb) => verb === 'read' || verb === 'write');

const tableStatements = (permissions: Permissions, data: DataStack): iam.PolicyStatement[] => {
  const { records = [], directory = [] } = permissions;
  const { tables } = data;
  const statements = [];
  if (whole(records).length > 0)
    statements.push(allow('Records', actionsOf(TABLE_VERBS, whole(records)), [tables.records.tableArn]));
  if (whole(directory).length > 0)
    statements.push(allow('Directory', actionsOf(TABLE_VERBS, whole(directory)), [tables.directory.tableArn]));
  if (directory.includes('count')) statements.push(countAttempts(tables.directory));
  if (records.includes('keep')) statements.push(keepItems('KeepRecords', tables.records, KEPT.records));
  if (directory.includes('keep')) statements.push(keepItems('KeepDirectory', tables.directory, KEPT.directory));
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

/** Mail leaves from the stage's own address alone. SES judges the sender by whichever of the two identities is verified: its domain, or itself. */
const mailStatements = (
  permissions: Permissions,
  data: DataStack,
  mailFrom: string | undefined,
): iam.PolicyStatement[] => {
  if (!permissions.mail || mailFrom === undefined) return [];
  const identities = [mailFrom.slice(mailFrom.lastIndexOf('@') + 1), mailFrom];
  return [
    new iam.PolicyStatement({
      sid: 'SendMail',
      actions: ['ses:SendEmail'],
      resources: identities.map((name) => data.formatArn({ service: 'ses', resource: 'identity', resourceName: name })),
      conditions: { StringEquals: { 'ses:FromAddress': mailFrom } },
    }),
  ];
};

export type FunctionRole = {
  name: FunctionName;
  data: DataStack;
  logGroupArn: string;
  readsKeys: boolean;
  /** The stage's sender, if it has one. */
  mailFrom: string | undefined;
  /** What this function needs beside the tables and objects: the flag, its dead letters, its stream. */
  extra: iam.PolicyStatement[];
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
    ...mailStatements(permissions, role.data, role.mailFrom),
    ...role.extra,
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
