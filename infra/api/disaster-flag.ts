// oxlint-disable no-new -- a construct joins its tree by being made
import { CfnOutput, type CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as appconfig from 'aws-cdk-lib/aws-appconfig';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';

const FLAG = 'disaster-mode';
/** `rule id:hash`, as `layers/edge/flags.ts` reads it (a test holds the two together). */
const ENTRY = '^dis_[0-9A-HJKMNP-TV-Z]{26}:[0-9a-f]{16}$';

/** How old a function's copy of the flag may be while it works. Ending a rule does not wait for it: the record ends it. */
const POLL_SECONDS = 15;

/**
 * AWS publishes the extension as a layer of its own accounts, by region; account and version are AWS's (2.0.17054.0, AppConfig user guide, "Understanding
 * available versions of the AWS AppConfig Agent Lambda extension"). Synthesis looks nothing up, so that a newer one is a setting of the stage.
 */
const EXTENSIONS: Record<Stage['region'], string> = {
  'ap-northeast-1': 'arn:aws:lambda:ap-northeast-1:980059726660:layer:AWS-AppConfig-Extension-Arm64:225',
  'ap-northeast-3': 'arn:aws:lambda:ap-northeast-3:706869817123:layer:AWS-AppConfig-Extension-Arm64:187',
};

/**
 * The flag as it is first deployed: off. Never change it. CloudFormation would deploy the new text with the next `cdk deploy`, whatever the flag lists by
 * then, and on a day of disaster that is peacetime for everybody.
 */
const FIRST_VERSION = JSON.stringify({
  version: '1',
  flags: {
    [FLAG]: {
      name: 'disaster mode',
      description: 'Disaster rules in force: id and hash of each record',
      attributes: { rules: { constraints: { type: 'array', elements: { type: 'string', pattern: ENTRY } } } },
    },
  },
  values: { [FLAG]: { enabled: false, rules: [] } },
});

/** Everything at once: an emergency does not grow by a tenth a minute, nor does its end. */
const atOnce = (scope: Construct, name: string): appconfig.CfnDeploymentStrategy =>
  new appconfig.CfnDeploymentStrategy(scope, 'AtOnce', {
    name,
    deploymentDurationInMinutes: 0,
    growthFactor: 100,
    growthType: 'LINEAR',
    finalBakeTimeInMinutes: 0,
    replicateTo: 'NONE',
  });

type FlagPlace = { applicationId: string; environmentId: string; profileId: string };

const deployFirstVersion = (
  scope: Construct,
  place: FlagPlace,
  strategyId: string,
): [appconfig.CfnHostedConfigurationVersion, appconfig.CfnDeployment] => {
  const { applicationId, environmentId, profileId: configurationProfileId } = place;
  const version = new appconfig.CfnHostedConfigurationVersion(scope, 'FirstVersion', {
    applicationId,
    configurationProfileId,
    contentType: 'application/json',
    content: FIRST_VERSION,
  });
  const deployment = new appconfig.CfnDeployment(scope, 'FirstDeployment', {
    applicationId,
    environmentId,
    configurationProfileId,
    configurationVersion: version.ref,
    deploymentStrategyId: strategyId,
  });
  return [version, deployment];
};

/**
 * AppConfig's feature flag `disaster-mode`: which disaster rules the network office has switched on. Alone it opens nothing; a rule is in force
 * only where its record says so too. Each version is judged by the function `validate-flag` before it is deployed.
 */
export class DisasterFlag extends Construct {
  readonly #place: FlagPlace;
  readonly #extension: lambda.ILayerVersion;

  constructor(scope: Construct, id: string, parts: { stage: Stage; validator: lambda.IFunction }) {
    super(scope, id);
    const { stage, validator } = parts;
    const name = `ism-link-${stage.name}`;
    const application = new appconfig.CfnApplication(this, 'Application', { name });
    const environment = new appconfig.CfnEnvironment(this, 'Environment', {
      applicationId: application.ref,
      name: stage.name,
    });
    const profile = new appconfig.CfnConfigurationProfile(this, 'Profile', {
      applicationId: application.ref,
      name: FLAG,
      locationUri: 'hosted',
      type: 'AWS.AppConfig.FeatureFlags',
      validators: [{ type: 'LAMBDA', content: validator.functionArn }],
    });
    const strategy = atOnce(this, `${name}-at-once`);
    this.#place = { applicationId: application.ref, environmentId: environment.ref, profileId: profile.ref };
    const [version, deployment] = deployFirstVersion(this, this.#place, strategy.ref);
    // Whatever was deployed by hand since then hangs on these: they cannot go while it is there, nor should they.
    const kept: CfnResource[] = [application, environment, profile, strategy, version];
    for (const resource of kept) resource.applyRemovalPolicy(RemovalPolicy.RETAIN);
    deployment.node.addDependency(this.#letAppConfigCall(validator));
    this.#extension = lambda.LayerVersion.fromLayerVersionArn(
      this,
      'Extension',
      stage.flagExtensionArn ?? EXTENSIONS[stage.region],
    );
    this.#tellOperators(strategy.ref);
  }

  /** What a function that reads the flag is given: where it is, and the extension that keeps it at hand. */
  get variables(): Record<string, string> {
    const { applicationId, environmentId, profileId } = this.#place;
    return {
      FLAG_APPLICATION: applicationId,
      FLAG_ENVIRONMENT: environmentId,
      FLAG_PROFILE: profileId,
      AWS_APPCONFIG_EXTENSION_POLL_INTERVAL_SECONDS: String(POLL_SECONDS),
      AWS_APPCONFIG_EXTENSION_PREFETCH_LIST: `/applications/${applicationId}/environments/${environmentId}/configurations/${profileId}`,
    };
  }

  get extension(): lambda.ILayerVersion {
    return this.#extension;
  }

  /** This configuration, in this environment, and no other. */
  get statement(): iam.PolicyStatement {
    const { applicationId, environmentId, profileId } = this.#place;
    return new iam.PolicyStatement({
      sid: 'DisasterFlag',
      actions: ['appconfig:StartConfigurationSession', 'appconfig:GetLatestConfiguration'],
      resources: [
        Stack.of(this).formatArn({
          service: 'appconfig',
          resource: 'application',
          resourceName: `${applicationId}/environment/${environmentId}/configuration/${profileId}`,
        }),
      ],
    });
  }

  #letAppConfigCall(validator: lambda.IFunction): lambda.CfnPermission {
    return new lambda.CfnPermission(this, 'Validates', {
      action: 'lambda:InvokeFunction',
      functionName: validator.functionArn,
      principal: 'appconfig.amazonaws.com',
    });
  }

  #tellOperators(strategyId: string): void {
    const stack = Stack.of(this);
    const outputs = {
      FlagApplication: this.#place.applicationId,
      FlagEnvironment: this.#place.environmentId,
      FlagProfile: this.#place.profileId,
      FlagStrategy: strategyId,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, { value });
  }
}
