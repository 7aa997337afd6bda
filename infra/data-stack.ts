// oxlint-disable no-new -- a construct joins its tree by being made
import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { backUp } from './data/backups.ts';
import { createDocumentBucket, createLogBucket } from './data/document-bucket.ts';
import { retainedKey } from './data/keys.ts';
import { protectFromMalware } from './data/malware-protection.ts';
import { createTables, type Tables } from './data/tables.ts';
import type { Stage } from './stage.ts';

/**
 * Derives cursor encryption, document ids and idempotency digests. It never rotates: a document id opens with this secret alone, and
 * ids are printed, bookmarked and audited.
 */
const createKeysSecret = (scope: Construct, encryptionKey: kms.IKey): secretsmanager.Secret =>
  new secretsmanager.Secret(scope, 'Keys', {
    description: 'ism-link: root of the keys for cursors, document ids and idempotency digests',
    encryptionKey,
    removalPolicy: RemovalPolicy.RETAIN,
    generateSecretString: { passwordLength: 96, excludePunctuation: true },
  });

/** What must never be lost: tables, documents, keys. Retained when the stack goes, and the stack itself refuses to go. */
export class DataStack extends Stack {
  readonly tables: Tables;
  readonly documents: s3.Bucket;
  readonly keysSecret: secretsmanager.Secret;
  readonly keys: { records: kms.Key; audit: kms.Key; documents: kms.Key };

  constructor(scope: Construct, id: string, props: StackProps & { stage: Stage }) {
    super(scope, id, { ...props, terminationProtection: true });
    this.keys = {
      records: retainedKey(this, 'RecordsKey', 'ism-link: records, directory, secret'),
      audit: retainedKey(this, 'AuditKey', 'ism-link: audit'),
      documents: retainedKey(this, 'DocumentsKey', 'ism-link: documents'),
    };
    this.tables = createTables(this, { keys: this.keys, stage: props.stage });
    this.documents = createDocumentBucket(this, {
      encryptionKey: this.keys.documents,
      logBucket: createLogBucket(this, 'DocumentAccessLogs'),
      webOrigins: props.stage.webOrigins,
    });
    protectFromMalware(this, { bucket: this.documents, key: this.keys.documents });
    backUp(this, { tables: this.tables, key: this.keys.audit });
    this.keysSecret = createKeysSecret(this, this.keys.records);
    new CfnOutput(this, 'DocumentBucketName', { value: this.documents.bucketName });
  }
}
