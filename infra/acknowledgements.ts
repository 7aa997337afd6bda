import { matchesGlob } from 'node:path';

/** One resource that does not follow one recommendation. `place` is its construct path, without the stage. */
export type Finding = { rule: string; place: string; says: string };

/** Recommendations that we do not follow at some places, and why. `places` are globs. */
export type Acknowledgement = { rules: readonly string[]; places: readonly string[]; reason: string };

const LOG_BUCKETS = ['data/DocumentAccessLogs', 'edge/EdgeLogs'];

const ROLES: readonly Acknowledgement[] = [
  {
    rules: ['HIPAA.Security-IAMNoInlinePolicy'],
    places: ['data/MalwareProtectionRole', 'api/**/Role'],
    reason:
      'Each role serves one function. Its policy lives and dies with it, is shown whole in one place of the template, and cannot be attached to anything else.',
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::*]'],
    places: ['api/**/Role'],
    reason:
      'X-Ray (PutTraceSegments, PutTelemetryRecords) and, for audit-guard, dynamodb:ListStreams: IAM knows no resources for these.',
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::<Documents.Arn>/documents/*]'],
    places: ['api/documents/Role', 'api/timeline/Role'],
    reason:
      'A document is named by its id, so the prefix of all documents is the narrowest resource; the actions are listed one by one.',
  },
  {
    rules: [
      'AwsSolutions-IAM5[Resource::<Documents.Arn>/*]',
      'AwsSolutions-IAM5[Resource::arn:aws:events:ap-northeast-1:<AWS::AccountId>:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*]',
    ],
    places: ['data/MalwareProtectionRole'],
    reason:
      "GuardDuty's guide asks for exactly these: it scans whatever object comes, and names its own managed rule with a suffix.",
  },
  {
    rules: [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]',
    ],
    places: ['data/BackupPlan/Tables/Role'],
    reason:
      "AWS Backup's own policy, kept current by AWS; a copy of ours would fail silently at the next change of the service.",
  },
];

const FUNCTIONS: readonly Acknowledgement[] = [
  {
    rules: ['HIPAA.Security-LambdaInsideVPC', 'lambda_inside_vpc_check'],
    places: ['api/**/Function'],
    reason:
      'The functions reach DynamoDB, S3, KMS and Secrets Manager over TLS and nothing else; a VPC would add endpoints and cold starts and guard no data that IAM does not guard.',
  },
  {
    rules: ['HIPAA.Security-LambdaConcurrency'],
    places: ['api/**/Function'],
    reason:
      'A reservation is also a ceiling: on a day of disaster it would refuse doctors. The gateway throttles, and throttling wakes somebody.',
  },
  {
    rules: ['HIPAA.Security-LambdaDLQ'],
    places: ['api/*/Function'],
    reason:
      'The gateway, or AppConfig before a deployment, calls these and waits: the caller hears of a failure at once, and there is no event to keep.',
  },
  {
    rules: ['HIPAA.Security-LambdaDLQ'],
    places: [
      'api/scan-document/Function/Function',
      'api/audit-guard/Function/Function',
      'api/remind/Function/Function',
    ],
    reason:
      'Failed events go to a queue through the on-failure destination (EventInvokeConfig, EventSourceMapping), which also keeps the reason; the rule knows the older property alone.',
  },
  {
    rules: ['AwsSolutions-SQS3', 'sqs_dlq_check'],
    places: ['api/*/DeadLetters'],
    reason: 'These are the dead-letter queues; Lambda and EventBridge point to them without a redrive policy.',
  },
  {
    rules: ['lambda_function_public_access_prohibited_check'],
    places: ['api/Http/**'],
    reason: 'Each permission has a SourceArn, this API; the rule does not read it because it is joined of its parts.',
  },
  {
    rules: ['lambda_function_public_access_prohibited_check'],
    places: ['api/DisasterFlag/Validates'],
    reason:
      'AppConfig calls validators without naming a source that IAM could compare (its guide and CDK grant the service alone). The function is pure: it reads its event, holds no rights, and answers yes or no.',
  },
];

const SECRETS: readonly Acknowledgement[] = [
  {
    rules: ['AwsSolutions-SMG4', 'HIPAA.Security-SecretsManagerRotationEnabled'],
    places: ['data/Keys'],
    reason:
      'Document ids are made with this secret and must open for ever (they are printed, bookmarked and audited). It is read by the functions only, encrypted with our key, and each read is in CloudTrail.',
  },
  {
    rules: ['AwsSolutions-COG2'],
    places: ['identity/Staff'],
    reason:
      'A second factor is offered now and required once terminals have certificates; until then passwords have 13 characters or more, as the guidelines allow.',
  },
];

const BUCKETS: readonly Acknowledgement[] = [
  {
    rules: ['HIPAA.Security-S3BucketReplicationEnabled'],
    places: ['data/*', 'edge/*'],
    reason:
      'A copy in another region is a decision of the network office about where records may lie. Within the region S3 keeps three zones, and versions cannot be deleted by any function.',
  },
  {
    rules: ['HIPAA.Security-S3DefaultEncryptionKMS', 's3_bucket_default_encryption_kms_check'],
    places: LOG_BUCKETS,
    reason: 'S3 delivers server access logs only to buckets that are encrypted with its own keys.',
  },
  {
    rules: ['HIPAA.Security-S3DefaultEncryptionKMS', 's3_bucket_default_encryption_kms_check'],
    places: ['edge/Web'],
    reason: "The web's files are public: everybody receives the same, and none holds a record.",
  },
  {
    rules: ['s3_bucket_logging_enabled_check'],
    places: LOG_BUCKETS,
    reason: 'These are the log buckets; logging their own deliveries would never end.',
  },
  {
    rules: ['s3_event_notifications_enabled_check'],
    places: [...LOG_BUCKETS, 'edge/Web'],
    reason: 'Nothing acts upon a log line or a web file that arrives. The document bucket does send its events.',
  },
  {
    rules: ['s3_bucket_object_lock_enabled_check'],
    places: [...LOG_BUCKETS, 'edge/Web'],
    reason: 'Logs and web files are renewed and expire; the evidence of who looked is the audit, not these.',
  },
  {
    rules: ['s3_bucket_object_lock_enabled_check'],
    places: ['data/Documents'],
    reason:
      'A document of the wrong patient must be erasable by two people of the network office, which a lock in compliance mode forbids. Versions are immutable to every function.',
  },
];

const EDGE: readonly Acknowledgement[] = [
  {
    rules: ['AwsSolutions-CFR3', 'cloudfront_access_logs_enabled_check'],
    places: ['edge/Distribution'],
    reason:
      'Access logs are delivered by the edge-logs stack (standard logging v2), which leaves the query out: a search names people. The rule knows the older kind alone, which always writes it.',
  },
  {
    rules: [
      'AwsSolutions-CFR4',
      'cloudfront_custom_ssl_certificate_check',
      'cloudfront_sni_enabled_check',
      'cloudfront_security_policy_check',
    ],
    places: ['edge/Distribution'],
    reason:
      "The default stage has no domain, and CloudFront's shared certificate fixes its own minimum. With `domain` set, the distribution asks for TLS 1.3 by SNI.",
  },
  {
    rules: ['cloudfront_origin_failover_enabled_check'],
    places: ['edge/Distribution'],
    reason:
      'There is one origin of each kind. A second API in another region is a decision of the network office, not a setting of the edge.',
  },
];

/** Every recommendation that we know and do not follow. A new finding without a reason here, or a reason without a finding, fails the check. */
export const ACKNOWLEDGED: readonly Acknowledgement[] = [...ROLES, ...FUNCTIONS, ...SECRETS, ...BUCKETS, ...EDGE];

export const acknowledges = (entry: Acknowledgement, finding: Finding): boolean =>
  entry.rules.includes(finding.rule) && entry.places.some((place) => matchesGlob(finding.place, place));
