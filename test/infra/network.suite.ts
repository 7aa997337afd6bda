import { expect, it } from '@jest/globals';
import { ACKNOWLEDGED } from '../../infra/acknowledgements.ts';
import { type Network, synthesizeTexts } from './network.ts';

const SAFE_TO_LOSE = new Set(['AWS::SQS::Queue', 'AWS::SNS::Topic']);
const HOLDS_DATA = [
  'AWS::DynamoDB::Table',
  'AWS::S3::Bucket',
  'AWS::KMS::Key',
  'AWS::Cognito::UserPool',
  'AWS::Logs::LogGroup',
  'AWS::SecretsManager::Secret',
  'AWS::Backup::BackupVault',
];

export const describeNetwork = (network: Network): void => {
  it('is synthesized to the same bytes twice', () => {
    expect(synthesizeTexts()).toEqual(network.texts);
  });

  it('has no custom resources, nor functions that are not ours', () => {
    const types = network.everything().map(({ resource }) => resource.Type);
    expect(
      types.filter((type) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource'),
    ).toEqual([]);
    expect(types.filter((type) => type === 'AWS::Lambda::Function')).toHaveLength(network.functions().size);
  });

  it('keeps everything that holds data when a stack is deleted', () => {
    const lost = network
      .everything()
      .filter(({ resource }) => HOLDS_DATA.includes(resource.Type) && resource.DeletionPolicy !== 'Retain')
      .map(({ id }) => id);
    expect(lost).toEqual([]);
    const deleted = network.everything().filter(({ resource }) => resource.DeletionPolicy === 'Delete');
    expect(deleted.filter(({ resource }) => !SAFE_TO_LOSE.has(resource.Type))).toEqual([]);
  });

  it('keeps records in Japan: only the firewall and the switch for edge logs stand in us-east-1, and neither stores a record', () => {
    const stores = ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret', 'AWS::Cognito::UserPool'];
    for (const concern of ['firewall', 'edge-logs'] as const) {
      const found = network
        .everything()
        .filter((entry) => entry.concern === concern && stores.includes(entry.resource.Type));
      expect(found).toEqual([]);
    }
  });

  it('rotates every key, and lets nobody but AWS services make grants', () => {
    const keys = network.everything().filter(({ resource }) => resource.Type === 'AWS::KMS::Key');
    expect(keys.length).toBeGreaterThanOrEqual(5);
    for (const { resource } of keys) {
      expect(resource.Properties['EnableKeyRotation']).toBe(true);
      expect(JSON.stringify(resource.Properties['KeyPolicy'])).toContain('GrantsForServicesOnly');
    }
  });

  it('says where it can be reached', () => {
    for (const [concern, output] of [
      ['api', 'ApiUrl'],
      ['identity', 'UserPoolId'],
      ['identity', 'WebClientId'],
      ['identity', 'LoginUrl'],
      ['data', 'DocumentBucketName'],
      ['edge', 'DistributionId'],
      ['edge', 'WebUrl'],
      ['edge', 'WebBucketName'],
    ] as const) {
      expect(network.template(concern).findOutputs(output)).toHaveProperty(output);
    }
  });

  it('has a reason for every recommendation that it does not follow', () => {
    for (const { rules, places, reason } of ACKNOWLEDGED) {
      expect(rules.length * places.length).toBeGreaterThan(0);
      expect(reason).toMatch(/^.{40,}\.$/);
    }
  });
};
