import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';

/** Requests of one address in five minutes. A hospital is one address (NAT), its ingest included; above this it is a flood. */
const REQUESTS_PER_FIVE_MINUTES = 30_000;

/** Where bodies are large and look like anything: typed contents, raw HL7 messages. */
const DOCUMENT_ROUTES = '/v1/document';
/** Where a body names up to 200 documents, more than the core rules' 8 KB, and can hold nothing but their ids. */
const PRINT_ROUTES = '/summary-prints';

/**
 * Managed groups and those of their rules that read bodies. In a message of a hospital they find "attacks" that are laboratory results
 * (`<`, `&`, `../`), so they only count; a rule of ours blocks what they found everywhere but there.
 * Rules and labels: AWS WAF developer guide, "AWS Managed Rules rule groups list".
 */
const MANAGED_GROUPS: readonly { name: string; label: string; bodyRules: Readonly<Record<string, string>> }[] = [
  {
    name: 'AWSManagedRulesCommonRuleSet',
    label: 'core-rule-set',
    bodyRules: {
      SizeRestrictions_BODY: 'SizeRestrictions_Body',
      CrossSiteScripting_BODY: 'CrossSiteScripting_Body',
      EC2MetaDataSSRF_BODY: 'EC2MetaDataSSRF_Body',
      GenericLFI_BODY: 'GenericLFI_Body',
      GenericRFI_BODY: 'GenericRFI_Body',
    },
  },
  {
    name: 'AWSManagedRulesKnownBadInputsRuleSet',
    label: 'known-bad-inputs',
    bodyRules: {
      JavaDeserializationRCE_BODY: 'JavaDeserializationRCE_Body',
      Log4JRCE_BODY: 'Log4JRCE_Body',
      ReactJSRCE_BODY: 'ReactJSRCE_Body',
    },
  },
  {
    name: 'AWSManagedRulesSQLiRuleSet',
    label: 'sql-database',
    bodyRules: { SQLi_BODY: 'SQLi_Body', SQLiExtendedPatterns_BODY: 'SQLiExtendedPatterns_Body' },
  },
  { name: 'AWSManagedRulesAmazonIpReputationList', label: 'amazon-ip-list', bodyRules: {} },
];

const seen = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: false,
});

const managedRules = (firstPriority: number): CfnWebACL.RuleProperty[] =>
  MANAGED_GROUPS.map(({ name, bodyRules }, index) => ({
    name,
    priority: firstPriority + index,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ...(Object.keys(bodyRules).length > 0
          ? { ruleActionOverrides: Object.keys(bodyRules).map((rule) => ({ name: rule, actionToUse: { count: {} } })) }
          : {}),
      },
    },
    visibilityConfig: seen(name),
  }));

const bodyLabels = (): string[] =>
  MANAGED_GROUPS.flatMap(({ label, bodyRules }) =>
    Object.values(bodyRules).map((rule) => `awswaf:managed:aws:${label}:${rule}`),
  );

/** The path is normalised first: `/v1/documents/../patients` is no document route. */
const path = (
  positionalConstraint: 'STARTS_WITH' | 'ENDS_WITH',
  searchString: string,
): CfnWebACL.StatementProperty => ({
  byteMatchStatement: {
    fieldToMatch: { uriPath: {} },
    positionalConstraint,
    searchString,
    textTransformations: [
      { priority: 0, type: 'URL_DECODE' },
      { priority: 1, type: 'NORMALIZE_PATH' },
    ],
  },
});

/** Blocks what the body rules counted, except on the document and print routes. */
const blockSuspiciousBodies = (priority: number): CfnWebACL.RuleProperty => ({
  name: 'SuspiciousBodies',
  priority,
  action: { block: {} },
  statement: {
    andStatement: {
      statements: [
        { orStatement: { statements: bodyLabels().map((key) => ({ labelMatchStatement: { scope: 'LABEL', key } })) } },
        {
          notStatement: {
            statement: {
              orStatement: { statements: [path('STARTS_WITH', DOCUMENT_ROUTES), path('ENDS_WITH', PRINT_ROUTES)] },
            },
          },
        },
      ],
    },
  },
  visibilityConfig: seen('SuspiciousBodies'),
});

const blockFloods = (priority: number): CfnWebACL.RuleProperty => ({
  name: 'Floods',
  priority,
  action: { block: {} },
  statement: {
    rateBasedStatement: { limit: REQUESTS_PER_FIVE_MINUTES, evaluationWindowSec: 300, aggregateKeyType: 'IP' },
  },
  visibilityConfig: seen('Floods'),
});

/** The firewall's rules in their order: floods, AWS's managed groups, then the bodies that those found suspicious. */
export const firewallRules = (): CfnWebACL.RuleProperty[] => [
  blockFloods(0),
  ...managedRules(10),
  blockSuspiciousBodies(50),
];
