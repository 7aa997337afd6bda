import { describe, expect, it } from '@jest/globals';
import { readStage } from '../../infra/stage.ts';

const read = (settings: Record<string, unknown>) => readStage({ name: 'trial', stages: { trial: settings } });

describe('a stage', () => {
  it('needs nothing said: records in Tokyo, people in Japan, thirteen months of logs', () => {
    expect(readStage({ name: undefined, stages: { prod: {} } })).toEqual({
      name: 'prod',
      region: 'ap-northeast-1',
      systems: ['ty-hospital', 'test-hospital', 'test-clinic'],
      webOrigins: ['https://ism-link.example'],
      loginDomainPrefix: 'ism-link-prod',
      idleMinutes: { blank: 5, lock: 15 },
      logRetentionDays: 400,
      logLevel: 'INFO',
      countries: ['JP'],
    });
  });

  it('must be described before it is deployed', () => {
    expect(() => readStage({ name: 'production', stages: { prod: {} } })).toThrow(
      'Stage "production" is not described',
    );
    expect(() => readStage({ name: 'Prod!', stages: {} })).toThrow('Invalid string');
  });

  it.each([
    ['records outside Japan', { region: 'us-east-1' }, 'region'],
    ['a setting nobody knows', { emial: 'a@b.example' }, 'emial'],
    ['a web over plain HTTP', { webOrigins: ['http://records.example'] }, 'webOrigins'],
    ['a web that looks like localhost', { webOrigins: ['http://localhost.evil.example'] }, 'webOrigins'],
    ['an origin with a path', { webOrigins: ['https://records.example/app'] }, 'webOrigins'],
    ['no web at all', { webOrigins: [] }, 'webOrigins'],
    [
      'a certificate that CloudFront cannot see',
      { domain: { name: 'a.example', certificateArn: 'arn:aws:acm:ap-northeast-1:111122223333:certificate/x' } },
      'certificateArn',
    ],
    ['a retention that CloudWatch does not know', { logRetentionDays: 100 }, 'logRetentionDays'],
    ['logs that end too soon', { logRetentionDays: 30 }, 'logRetentionDays'],
    ['a system that is no facility id', { systems: ['TY Hospital'] }, 'systems'],
    ['a sender that is no address', { mailFrom: 'ism-link.example' }, 'mailFrom'],
    [
      'a layer that is not AppConfig’s for ARM',
      { flagExtensionArn: 'arn:aws:lambda:ap-northeast-1:980059726660:layer:AWS-AppConfig-Extension:268' },
      'flagExtensionArn',
    ],
    ['a screen that is locked before it is blank', { idleMinutes: { blank: 15, lock: 15 } }, 'idleMinutes'],
    ['a terminal that stays open all day', { idleMinutes: { blank: 5, lock: 481 } }, 'idleMinutes'],
    ['a login name that Cognito refuses', { loginDomainPrefix: '-ism' }, 'loginDomainPrefix'],
  ])('refuses %s, and names the setting', (_, settings, setting) => {
    expect(() => read(settings)).toThrow(setting);
  });

  it('refuses two systems of one facility', () => {
    expect(() => read({ systems: ['ty-hospital', 'ty-hospital'] })).toThrow('systems are named twice: ty-hospital');
  });
});
