import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CfnGuardValidator } from '@cdklabs/cdk-validator-cfnguard';
import { type App, CfnResource, Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks } from 'cdk-nag';
import { ACKNOWLEDGED, type Acknowledgement, acknowledges, type Finding } from './acknowledgements.ts';
import { createApp } from './app.ts';
import { bundleFunctions, DEFAULT_BUNDLE_DIR } from './bundle.ts';

/** `ism-link-prod-api/audit/Role/Resource` → `api/audit/Role`: the same for every stage. */
const placeOf = (constructPath: string): string =>
  constructPath.replace(/^ism-link-[a-z0-9]+-/, '').replace(/\/Resource$/, '');

/** `<Documents7E5B2978.Arn>/*` → `<Documents.Arn>/*`: logical ids without their hash. */
const ruleOf = (ruleName: string): string => ruleName.replace(/<(\w+?)[0-9A-F]{8}(\.\w+)?>/g, '<$1$2>');

const findingsOfPacks = (app: App): Finding[] =>
  [new AwsSolutionsChecks(app), new HIPAASecurityChecks(app)].flatMap((pack) =>
    pack.validateScope(app).violations.flatMap((violation) =>
      violation.violatingResources.map((resource) => ({
        rule: ruleOf(violation.ruleName),
        place: placeOf(resource.constructPath ?? ''),
        says: violation.description,
      })),
    ),
  );

/** Where each resource of a stack's template comes from: logical id → construct path. */
const pathsOf = (stack: Stack): Map<string, string> =>
  new Map(
    stack.node
      .findAll()
      .filter((node) => CfnResource.isCfnResource(node))
      .map((resource) => [String(stack.resolve(resource.logicalId)), resource.node.path]),
  );

const findingsOfGuard = (app: App): Finding[] => {
  const { directory } = app.synth();
  const guard = new CfnGuardValidator({ maxBuffer: 64 * 1024 * 1024 });
  return app.node.children
    .filter((child) => Stack.isStack(child))
    .flatMap((stack) => {
      const paths = pathsOf(stack);
      const report = guard.validate({ appConstruct: app, templatePaths: [join(directory, stack.templateFile)] });
      return report.violations.flatMap(({ ruleName, description, violatingResources }) =>
        violatingResources
          // cfn-guard repeats a finding without a resource when it could not say which clause failed.
          .filter(({ resourceLogicalId }) => resourceLogicalId)
          .map(({ resourceLogicalId }) => ({
            rule: ruleName,
            place: placeOf(paths.get(resourceLogicalId) ?? `${stack.stackName}/${resourceLogicalId}`),
            says: description,
          })),
      );
    });
};

const unique = (findings: Finding[]): Finding[] => [
  ...new Map(findings.map((finding) => [`${finding.rule} ${finding.place}`, finding])).values(),
];

export type NagReport = { unanswered: Finding[]; stale: Acknowledgement[]; answered: number };

/**
 * Holds the app against AWS's recommendations: cdk-nag's AwsSolutions and HIPAA packs and AWS Control Tower's rules (cfn-guard). All run offline.
 * `unanswered` has no reason in `acknowledgements.ts`; `stale` is a reason for something that no longer is.
 */
export const inspect = (app: App): NagReport => {
  const findings = unique([...findingsOfPacks(app), ...findingsOfGuard(app)]);
  return {
    unanswered: findings.filter((finding) => !ACKNOWLEDGED.some((entry) => acknowledges(entry, finding))),
    stale: ACKNOWLEDGED.filter((entry) => !findings.some((finding) => acknowledges(entry, finding))),
    answered: findings.filter((finding) => ACKNOWLEDGED.some((entry) => acknowledges(entry, finding))).length,
  };
};

const main = async (): Promise<void> => {
  await bundleFunctions();
  const outdir = mkdtempSync(join(tmpdir(), 'ism-link-nag-'));
  try {
    const report = inspect(createApp({ outdir, bundleDir: DEFAULT_BUNDLE_DIR }));
    for (const { rule, place, says } of report.unanswered) console.error(`✗ ${rule}  ${place}\n    ${says}`);
    for (const { rules, places } of report.stale)
      console.error(`✗ no longer found: ${rules.join(', ')} at ${places.join(', ')}`);
    console.info(
      `${report.answered} findings answered, ${report.unanswered.length} not, ${report.stale.length} reasons stale`,
    );
    if (report.unanswered.length + report.stale.length > 0) process.exitCode = 1;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) void main();
