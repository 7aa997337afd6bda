// oxlint-disable no-new -- a construct joins its tree by being made
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { ApiStack } from './api-stack.ts';
import { createLogBucket } from './data/document-bucket.ts';
import type { DataStack } from './data-stack.ts';
import { createHeaderPolicies, type HeaderPolicies } from './edge/headers.ts';
import { INDEX_REWRITE } from './edge/index-rewrite.ts';
import { createWebBucket } from './edge/web-bucket.ts';
import { configFunctionCode } from './edge/web-config.ts';
import type { FirewallStack } from './firewall-stack.ts';
import type { IdentityStack } from './identity-stack.ts';
import type { Stage } from './stage.ts';

export type EdgeStackProps = StackProps & {
  stage: Stage;
  data: DataStack;
  identity: IdentityStack;
  api: ApiStack;
  firewall: FirewallStack;
};

/** TLS needs a certificate of our own; CloudFront's shared one fixes its own minimum. */
const domainOf = (scope: Construct, stage: Stage): Partial<cloudfront.DistributionProps> =>
  stage.domain
    ? {
        domainNames: [stage.domain.name],
        certificate: acm.Certificate.fromCertificateArn(scope, 'Certificate', stage.domain.certificateArn),
        minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_3_2025,
      }
    : {};

/** Passes everything on, keeps nothing. No redirect to HTTPS: a token sent in the clear once is leaked, and the client must hear of it. */
const passedOn = (host: string): cloudfront.BehaviorOptions => ({
  origin: new origins.HttpOrigin(host, {
    protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
  }),
  viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
  allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
  cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
  originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
});

const onRequest = (asked: cloudfront.IFunctionRef): cloudfront.FunctionAssociation => ({
  function: asked,
  eventType: cloudfront.FunctionEventType.VIEWER_REQUEST,
});

/** Files of the web. CloudFront compresses what a client takes compressed. */
const filesOf = (
  origin: cloudfront.IOrigin,
  responseHeadersPolicy: cloudfront.IResponseHeadersPolicy,
): cloudfront.BehaviorOptions => ({
  origin,
  responseHeadersPolicy,
  viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
  cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
  compress: true,
});

/**
 * The one address that people see: the web at `/`, the API's pages at `/docs`, the API at `/v1`. There are no error pages: CloudFront would
 * show them for every behaviour, and a 403 or 404 of the API with its problem+json would be lost.
 */
export class EdgeStack extends Stack {
  readonly distribution: cloudfront.Distribution;
  readonly logBucket: s3.Bucket;
  readonly #indexRewrite: cloudfront.Function;
  readonly #webConfig: cloudfront.Function;

  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    super(scope, id, props);
    const { stage, data } = props;
    this.#indexRewrite = this.#function('IndexRewrite', {
      comment: 'ism-link: the page of every screen, index pages of folders',
      code: INDEX_REWRITE,
    });
    this.#webConfig = this.#function('WebConfig', {
      comment: 'ism-link: what the page must know of its deployment',
      code: configFunctionCode(this, props),
    });
    this.logBucket = createLogBucket(this, 'EdgeLogs');
    this.#acceptEdgeLogs();
    const webBucket = createWebBucket(this, this.logBucket);
    const headers = createHeaderPolicies(this, data.documents.bucketRegionalDomainName);
    const web = origins.S3BucketOrigin.withOriginAccessControl(webBucket);
    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      comment: `ism-link ${stage.name}`,
      ...domainOf(this, stage),
      webAclId: props.firewall.webAclArn(this),
      geoRestriction: cloudfront.GeoRestriction.allowlist(...stage.countries),
      priceClass: cloudfront.PriceClass.PRICE_CLASS_200,
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      defaultRootObject: 'index.html',
      defaultBehavior: this.#page(web, headers.web),
      additionalBehaviors: this.#behaviours(props, { web, headers }),
    });
    this.#askForTerminalCertificates(stage);
    new CfnOutput(this, 'DistributionId', { value: this.distribution.distributionId });
    new CfnOutput(this, 'WebUrl', {
      value: `https://${stage.domain?.name ?? this.distribution.distributionDomainName}`,
    });
    new CfnOutput(this, 'WebBucketName', { value: webBucket.bucketName });
  }

  #function(id: string, parts: { comment: string; code: string }): cloudfront.Function {
    return new cloudfront.Function(this, id, {
      comment: parts.comment,
      runtime: cloudfront.FunctionRuntime.JS_2_0,
      code: cloudfront.FunctionCode.fromInline(parts.code),
    });
  }

  #page(
    origin: cloudfront.IOrigin,
    responseHeadersPolicy: cloudfront.IResponseHeadersPolicy,
  ): cloudfront.BehaviorOptions {
    return { ...filesOf(origin, responseHeadersPolicy), functionAssociations: [onRequest(this.#indexRewrite)] };
  }

  #behaviours(
    props: EdgeStackProps,
    parts: { web: cloudfront.IOrigin; headers: HeaderPolicies },
  ): Record<string, cloudfront.BehaviorOptions> {
    const { api } = props.api;
    const { region, loginDomainPrefix } = props.stage;
    return {
      '/docs*': this.#page(parts.web, parts.headers.docs),
      '/assets/*': filesOf(parts.web, parts.headers.assets),
      '/config.json': {
        ...filesOf(parts.web, parts.headers.web),
        // Its function answers before anything is looked for.
        cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
        functionAssociations: [onRequest(this.#webConfig)],
      },
      '/v1/*': {
        // With mutual TLS this becomes the API's own domain, and CloudFront shows it its own client certificate.
        ...passedOn(`${api.apiId}.execute-api.${region}.amazonaws.com`),
        responseHeadersPolicy: parts.headers.api,
      },
      '/oauth2/*': {
        // Tokens are asked for on our own origin, so that the content security policy needs no other; people still sign in at the login's address.
        ...passedOn(`${loginDomainPrefix}.auth.${region}.amazoncognito.com`),
        responseHeadersPolicy: parts.headers.api,
      },
    };
  }

  /** Access logs arrive through CloudWatch's log delivery, from the stack in us-east-1. */
  #acceptEdgeLogs(): void {
    this.logBucket.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'LogDelivery',
        principals: [new iam.ServicePrincipal('delivery.logs.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [this.logBucket.arnForObjects(`AWSLogs/${this.account}/*`)],
        conditions: {
          StringEquals: { 'aws:SourceAccount': this.account, 's3:x-amz-acl': 'bucket-owner-full-control' },
          ArnLike: { 'aws:SourceArn': `arn:${this.partition}:logs:us-east-1:${this.account}:delivery-source:*` },
        },
      }),
    );
  }

  /** Optional, not required: a terminal enrols before it has a certificate, and the functions ask for one where the stage demands it. */
  #askForTerminalCertificates(stage: Stage): void {
    if (!stage.terminalAuthority) return;
    const trustStore = new cloudfront.CfnTrustStore(this, 'TerminalAuthority', {
      name: `ism-link-${stage.name}-terminals`,
      caCertificatesBundleSource: { caCertificatesBundleS3Location: stage.terminalAuthority },
    });
    const distribution = this.distribution.node.defaultChild as cloudfront.CfnDistribution;
    distribution.addPropertyOverride('DistributionConfig.ViewerMtlsConfig', {
      Mode: 'optional',
      TrustStoreConfig: { TrustStoreId: trustStore.attrId, AdvertiseTrustStoreCaNames: true },
    });
  }
}
