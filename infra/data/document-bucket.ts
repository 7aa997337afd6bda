import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** Where S3 writes who asked for what. S3 delivers its access logs only to buckets encrypted with its own keys. */
export const createLogBucket = (scope: Construct, id: string): s3.Bucket =>
  new s3.Bucket(scope, id, {
    encryption: s3.BucketEncryption.S3_MANAGED,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [
      { id: 'old-logs', expiration: Duration.days(400), noncurrentVersionExpiration: Duration.days(30) },
    ],
  });

/** A browser sends these with a presigned upload: they are part of its signature. */
const SIGNED_UPLOAD_HEADERS = ['content-type', 'if-none-match', 'x-amz-checksum-sha256'];

/**
 * Every document's bytes. Versions are immutable to the functions (none may delete), reached over TLS alone, and nothing expires:
 * the Medical Practitioners Act (art. 24) and facilities' own rules set how long a record is kept, not a lifecycle rule.
 */
export const createDocumentBucket = (
  scope: Construct,
  parts: { encryptionKey: kms.IKey; logBucket: s3.IBucket; webOrigins: readonly string[] },
): s3.Bucket => {
  const bucket = new s3.Bucket(scope, 'Documents', {
    encryption: s3.BucketEncryption.KMS,
    encryptionKey: parts.encryptionKey,
    bucketKeyEnabled: true,
    versioned: true,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: RemovalPolicy.RETAIN,
    serverAccessLogsBucket: parts.logBucket,
    serverAccessLogsPrefix: 'documents/',
    cors: [
      {
        id: 'presigned',
        allowedOrigins: [...parts.webOrigins],
        allowedMethods: [s3.HttpMethods.GET, s3.HttpMethods.PUT],
        // A large file is fetched in parts; not every browser counts `range` among the headers that need no asking.
        allowedHeaders: [...SIGNED_UPLOAD_HEADERS, 'range'],
        exposedHeaders: [
          'accept-ranges',
          'content-length',
          'content-range',
          'etag',
          'x-amz-checksum-sha256',
          'x-amz-version-id',
        ],
        maxAge: 600,
      },
    ],
    lifecycleRules: [
      {
        id: 'tidy',
        abortIncompleteMultipartUploadAfter: Duration.days(1),
        noncurrentVersionTransitions: [
          { storageClass: s3.StorageClass.INFREQUENT_ACCESS, transitionAfter: Duration.days(90) },
        ],
      },
    ],
  });
  // `eventBridgeEnabled` of the construct would bring a custom resource with its own function; the property itself does the same.
  (bucket.node.defaultChild as s3.CfnBucket).notificationConfiguration = {
    eventBridgeConfiguration: { eventBridgeEnabled: true },
  };
  return bucket;
};
