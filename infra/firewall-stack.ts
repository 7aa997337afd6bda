// oxlint-disable no-new -- a construct joins its tree by being made
import { ArnFormat, ReferenceStrength, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { allowLogs, retainedKey } from './data/keys.ts';
import { firewallRules } from './edge/firewall-rules.ts';
import type { Stage } from './stage.ts';

/** The firewall before everything. WAF for CloudFront lives in us-east-1. */
export class FirewallStack extends Stack {
  readonly #webAcl: wafv2.CfnWebACL;

  constructor(scope: Construct, id: string, props: StackProps & { stage: Stage }) {
    super(scope, id, props);
    this.#webAcl = new wafv2.CfnWebACL(this, 'WebAcl', {
      scope: 'CLOUDFRONT',
      description: `ism-link ${props.stage.name}`,
      defaultAction: { allow: {} },
      rules: firewallRules(),
      // No samples: they would show requests, with their queries and names, to whoever opens the console.
      visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: 'web-acl', sampledRequestsEnabled: false },
    });
    this.#logRefusals(props.stage);
  }

  /** The ACL's ARN for a stack of another AWS region. Weak: a strong reference would be carried by a custom resource. */
  webAclArn(consumer: Stack): string {
    consumer.addStackDependency(this);
    return Stack.consumeReference(this.#webAcl.attrArn, ReferenceStrength.WEAK);
  }

  #logRefusals(stage: Stage): void {
    const key = retainedKey(this, 'LogsKey', 'ism-link: firewall logs');
    allowLogs(key);
    const log = new logs.LogGroup(this, 'Log', {
      // WAF writes only to groups of this prefix.
      logGroupName: `aws-waf-logs-ism-link-${stage.name}`,
      retention: stage.logRetentionDays,
      encryptionKey: key,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    new wafv2.CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: this.#webAcl.attrArn,
      logDestinationConfigs: [
        this.formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: log.logGroupName,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
      redactedFields: [
        { queryString: {} },
        { singleHeader: { Name: 'authorization' } },
        { singleHeader: { Name: 'cookie' } },
      ],
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: [{ ActionCondition: { Action: 'BLOCK' } }, { ActionCondition: { Action: 'COUNT' } }],
          },
        ],
      },
    });
  }
}
