import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** The web's files, the same for everybody and without a record in them; CloudFront alone reads them. */
export const createWebBucket = (scope: Construct, logBucket: s3.IBucket): s3.Bucket =>
  new s3.Bucket(scope, 'Web', {
    encryption: s3.BucketEncryption.S3_MANAGED,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
    serverAccessLogsBucket: logBucket,
    serverAccessLogsPrefix: 'web/',
    lifecycleRules: [{ id: 'old-releases', noncurrentVersionExpiration: Duration.days(90) }],
  });
