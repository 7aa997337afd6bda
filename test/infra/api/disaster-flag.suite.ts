// oxlint-disable jest/expect-expect -- the template's has… methods assert, too
import { expect, it } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { handler } from '../../../functions/validate-flag/handler.ts';
import { parseDisasterFlag } from '../../../layers/edge/index.ts';
import { type Network, synthesizeTexts } from '../network.ts';

const RULE = 'dis_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ';

type Document = {
  flags: { 'disaster-mode': { attributes: { rules: { constraints: { elements: { pattern: string } } } } } };
};

export const describeDisasterFlag = (network: Network): void => {
  const api = network.template('api');
  const id = (type: string) => network.resources('api', `AWS::AppConfig::${type}`)[0]?.[0];
  const content = String(network.only('api', 'AWS::AppConfig::HostedConfigurationVersion')['Content']);
  const first = JSON.parse(content) as Document;
  const { pattern } = first.flags['disaster-mode'].attributes.rules.constraints.elements;

  it('the flag is a feature flag of AppConfig, judged by our own function before it is deployed', () => {
    expect(network.only('api', 'AWS::AppConfig::ConfigurationProfile')).toMatchObject({
      Name: 'disaster-mode',
      Type: 'AWS.AppConfig.FeatureFlags',
      LocationUri: 'hosted',
      Validators: [
        { Type: 'LAMBDA', Content: { 'Fn::GetAtt': [network.functions().get('validate-flag')?.id, 'Arn'] } },
      ],
    });
    api.hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: { 'Fn::GetAtt': [network.functions().get('validate-flag')?.id, 'Arn'] },
      Principal: 'appconfig.amazonaws.com',
    });
  });

  it('is deployed everywhere at once: nobody waits for it to grow or to bake', () => {
    expect(network.only('api', 'AWS::AppConfig::DeploymentStrategy')).toMatchObject({
      DeploymentDurationInMinutes: 0,
      GrowthFactor: 100,
      FinalBakeTimeInMinutes: 0,
      ReplicateTo: 'NONE',
    });
  });

  it('is first deployed off, once the function may be called; the text is never another, or a deployment would reset the flag', () => {
    api.hasResource('AWS::AppConfig::Deployment', {
      Properties: { ConfigurationVersion: { Ref: id('HostedConfigurationVersion') } },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^DisasterFlagValidates')]),
    });
    const { api: other } = synthesizeTexts({ stage: 'trial', stages: { trial: { logLevel: 'DEBUG' } } });
    expect(other).toContain(JSON.stringify(content));
    expect(content).toBe(
      '{"version":"1","flags":{"disaster-mode":{"name":"disaster mode","description":"Disaster rules in force: id and hash of each record","attributes":{"rules":{"constraints":{"type":"array","elements":{"type":"string","pattern":"^dis_[0-9A-HJKMNP-TV-Z]{26}:[0-9a-f]{16}$"}}}}}},"values":{"disaster-mode":{"enabled":false,"rules":[]}}}',
    );
  });

  it('passes its own validator', async () => {
    await expect(handler({ content: Buffer.from(content).toString('base64') })).resolves.toBeUndefined();
  });

  it('outlives its stack: what people deployed since hangs on it', () => {
    for (const type of [
      'Application',
      'Environment',
      'ConfigurationProfile',
      'DeploymentStrategy',
      'HostedConfigurationVersion',
    ])
      expect(network.resources('api', `AWS::AppConfig::${type}`)[0]?.[1].DeletionPolicy).toBe('Retain');
  });

  it.each([
    [`${RULE}:0123456789abcdef`, true],
    [`${RULE}:0123456789abcde`, false],
    [`${RULE}:0123456789abcdef0`, false],
    [`${RULE}:0123456789ABCDEF`, false],
    [`${RULE.slice(0, -1)}:0123456789abcdef`, false],
    [`${RULE.slice(0, -1)}U:0123456789abcdef`, false],
    [`pat${RULE.slice(3)}:0123456789abcdef`, false],
  ])('AppConfig’s own pattern and the functions agree on %s', (entry, fits) => {
    const { state } = parseDisasterFlag({ 'disaster-mode': { enabled: true, rules: [entry] } });
    expect([new RegExp(pattern).test(entry), state === 'on']).toEqual([fits, fits]);
  });

  it('is told to operators, for the command that switches it', () => {
    for (const output of ['FlagApplication', 'FlagEnvironment', 'FlagProfile', 'FlagStrategy'])
      expect(api.findOutputs(output)).toHaveProperty(output);
  });

  it('another version of the extension is a setting of the stage', () => {
    const flagExtensionArn = 'arn:aws:lambda:ap-northeast-1:980059726660:layer:AWS-AppConfig-Extension-Arm64:999';
    const { api: other } = synthesizeTexts({ stage: 'trial', stages: { trial: { flagExtensionArn } } });
    expect(other).toContain(flagExtensionArn);
    expect(other).not.toContain('AWS-AppConfig-Extension-Arm64:225');
  });
};
