// oxlint-disable jest/expect-expect -- the template's has… methods assert, too
import { expect, it } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import type { Network, Statement } from './network.ts';

export const describeData = (network: Network): void => {
  const data = network.template('data');
  const tables = Object.fromEntries(
    network.resources('data', 'AWS::DynamoDB::Table').map(([id, table]) => [id.replace(/[0-9A-F]{8}$/, ''), table]),
  );

  it.each(['Records', 'Directory', 'Audit'])(
    'the %s table survives stack deletion, mistakes of the last 35 days, and stolen disks',
    (name) => {
      const table = tables[name];
      expect(table?.DeletionPolicy).toBe('Retain');
      expect(table?.Properties).toMatchObject({
        DeletionProtectionEnabled: true,
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      });
      expect(table?.Properties).not.toHaveProperty('TableName');
    },
  );

  it('the audit never expires by itself, and tells its stream of every change', () => {
    expect(tables['Audit']?.Properties).not.toHaveProperty('TimeToLiveSpecification');
    expect(tables['Audit']?.Properties['StreamSpecification']).toMatchObject({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
  });

  const { PolicyDocument: auditPolicy } = network.only('data', 'AWS::DynamoDB::Table', /^Audit/)['ResourcePolicy'] as {
    PolicyDocument: { Statement: Statement[] };
  };

  it('the audit refuses updates, deletions and expiry to everybody, whatever their role allows', () => {
    expect(auditPolicy.Statement.filter(({ Condition }) => !Condition)).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: expect.arrayContaining([
          'dynamodb:UpdateItem',
          'dynamodb:DeleteItem',
          'dynamodb:BatchWriteItem',
          'dynamodb:PartiQLUpdate',
          'dynamodb:PartiQLDelete',
          'dynamodb:UpdateTimeToLive',
        ]),
      }),
    ]);
  });

  it('no function takes that refusal away, and a deployment can change it', () => {
    const [undoing, ...others] = auditPolicy.Statement.filter(({ Condition }) => Condition);
    expect(others).toEqual([]);
    expect(undoing).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['dynamodb:DeleteResourcePolicy', 'dynamodb:PutResourcePolicy'],
    });
    expect(undoing?.Condition).toEqual({
      ArnLike: {
        'aws:PrincipalArn': { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':role/ism-link-prod-*']] },
      },
    });
    // CloudFormation begins a name that nobody chose with the stack's.
    for (const [, role] of network.resources('api', 'AWS::IAM::Role'))
      expect(role.Properties).not.toHaveProperty('RoleName');
  });

  it('the audit is found by patient and by staff, and by nothing else', () => {
    expect(tables['Audit']?.Properties['GlobalSecondaryIndexes']).toEqual([
      {
        IndexName: 'byPatient',
        KeySchema: [
          { AttributeName: 'patientId', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
      {
        IndexName: 'byStaff',
        KeySchema: [
          { AttributeName: 'staffId', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ]);
  });

  it('time to live only tidies records and directory, by seconds', () => {
    for (const name of ['Records', 'Directory']) {
      expect(tables[name]?.Properties['TimeToLiveSpecification']).toEqual({
        AttributeName: 'expiresAtSeconds',
        Enabled: true,
      });
      expect(tables[name]?.Properties).not.toHaveProperty('GlobalSecondaryIndexes');
    }
  });

  it('every bucket refuses plain HTTP and old TLS', () => {
    for (const concern of ['data', 'edge'] as const) {
      const policies = network
        .resources(concern, 'AWS::S3::BucketPolicy')
        .map(([, policy]) => JSON.stringify(policy.Properties));
      for (const [id] of network.resources(concern, 'AWS::S3::Bucket')) {
        const policy = policies.find((text) => text.includes(`"Bucket":{"Ref":"${id}"}`)) ?? '';
        expect(policy).toContain(
          '{"Action":"s3:*","Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny","Principal":{"AWS":"*"}',
        );
        expect(policy).toContain(
          '{"Action":"s3:*","Condition":{"NumericLessThan":{"s3:TlsVersion":1.2}},"Effect":"Deny","Principal":{"AWS":"*"}',
        );
      }
    }
  });

  it('no bucket can become public', () => {
    for (const { resource } of network.everything().filter((entry) => entry.resource.Type === 'AWS::S3::Bucket')) {
      expect(resource.Properties['PublicAccessBlockConfiguration']).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    }
  });

  it('documents are versioned, encrypted with our key, logged, and announced as events', () => {
    data.hasResourceProperties('AWS::S3::Bucket', {
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { BucketKeyEnabled: true, ServerSideEncryptionByDefault: Match.objectLike({ SSEAlgorithm: 'aws:kms' }) },
        ],
      },
      LoggingConfiguration: Match.objectLike({ LogFilePrefix: 'documents/' }),
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
  });

  it('no lifecycle rule ends a document', () => {
    const documents = network.only('data', 'AWS::S3::Bucket', /^Documents/);
    const { Rules } = documents['LifecycleConfiguration'] as { Rules: Record<string, unknown>[] };
    expect(Rules).toEqual([expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } })]);
    expect(JSON.stringify(Rules)).not.toContain('Expiration');
  });

  it('browsers of our own web alone may send and fetch documents, with the headers that are signed, and in parts', () => {
    data.hasResourceProperties('AWS::S3::Bucket', {
      CorsConfiguration: {
        CorsRules: [
          Match.objectLike({
            AllowedOrigins: ['https://ism-link.example'],
            AllowedMethods: ['GET', 'PUT'],
            AllowedHeaders: ['content-type', 'if-none-match', 'x-amz-checksum-sha256', 'range'],
            ExposedHeaders: Match.arrayWith(['accept-ranges', 'content-length', 'content-range']),
          }),
        ],
      },
    });
  });

  it('GuardDuty scans every document and tags it', () => {
    data.hasResourceProperties('AWS::GuardDuty::MalwareProtectionPlan', {
      Actions: { Tagging: { Status: 'ENABLED' } },
      ProtectedResource: { S3Bucket: Match.objectLike({ ObjectPrefixes: ['documents/'] }) },
    });
  });

  it('the secret of the ids is long, encrypted with our key, and never rotates', () => {
    data.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: { PasswordLength: 96, ExcludePunctuation: true },
      KmsKeyId: Match.anyValue(),
    });
    data.resourceCountIs('AWS::SecretsManager::RotationSchedule', 0);
  });
};
