import { ReferenceStrength, Stack, type StackProps } from 'aws-cdk-lib';
import type * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { EdgeStack } from './edge-stack.ts';
import type { Stage } from './stage.ts';

/**
 * What CloudFront writes of a request. Left out on purpose: the query (a search names people), cookies, referrer. That choice is
 * why this is the newer kind of logging; the older one always writes the query.
 */
const RECORD_FIELDS = [
  'date',
  'time',
  'x-edge-location',
  'x-edge-request-id',
  'c-ip',
  'cs-method',
  'cs(Host)',
  'cs-uri-stem',
  'sc-status',
  'sc-bytes',
  'cs-bytes',
  'time-taken',
  'x-edge-result-type',
  'x-edge-detailed-result-type',
  'ssl-protocol',
  'ssl-cipher',
  'cs(User-Agent)',
];

/** CloudFront hands its access logs over in us-east-1 only; they are kept in Japan. */
export class EdgeLogsStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { stage: Stage; edge: EdgeStack }) {
    super(scope, id, props);
    const { distribution, logBucket } = props.edge;
    // Weak: a strong reference across AWS regions would be carried by a custom resource.
    const { attrId } = distribution.node.defaultChild as cloudfront.CfnDistribution;
    const distributionId = Stack.consumeReference(attrId, ReferenceStrength.WEAK);
    const bucket = logBucket.node.defaultChild as s3.CfnBucket;
    const source = new logs.CfnDeliverySource(this, 'Source', {
      name: `ism-link-${props.stage.name}-edge`,
      logType: 'ACCESS_LOGS',
      resourceArn: `arn:${this.partition}:cloudfront::${this.account}:distribution/${distributionId}`,
    });
    const destination = new logs.CfnDeliveryDestination(this, 'Destination', {
      name: `ism-link-${props.stage.name}-edge`,
      destinationResourceArn: Stack.consumeReference(bucket.attrArn, ReferenceStrength.WEAK),
      outputFormat: 'json',
    });
    const delivery = new logs.CfnDelivery(this, 'Delivery', {
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.attrArn,
      recordFields: RECORD_FIELDS,
      s3SuffixPath: '{yyyy}/{MM}/{dd}/{HH}',
    });
    delivery.addResourceDependency(source);
  }
}
