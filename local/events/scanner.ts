import { GetObjectCommand, NoSuchKey, PutObjectTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import type { Credentials, Principals } from '../functions/credentials.ts';
import { grantsOfRole } from '../iam/roles.ts';
import { LOCAL_ACCOUNT } from '../template/physical.ts';
import type { Template } from '../template/template.ts';
import type { NewEvent } from './bus.ts';
import { findEicar } from './eicar.ts';

const PlanProperties = z.strictObject({
  Role: z.string(),
  ProtectedResource: z.strictObject({
    S3Bucket: z.strictObject({ BucketName: z.string(), ObjectPrefixes: z.array(z.string()).default(['']) }),
  }),
  Actions: z.strictObject({ Tagging: z.strictObject({ Status: z.enum(['ENABLED', 'DISABLED']) }) }).optional(),
});

/** A bucket that GuardDuty Malware Protection watches. */
type ProtectionPlan = {
  bucket: string;
  prefixes: string[];
  tags: boolean;
  resource: string;
  credentials: Credentials;
};

/** An object version to be scanned. */
export type ScanTarget = { bucket: string; key: string; versionId: string; etag: string };

/** The template's protection plans, each with the credentials of its role. */
export function plansOf(template: Template, principals: Principals): ProtectionPlan[] {
  return template.ofType('AWS::GuardDuty::MalwareProtectionPlan').map((resource) => {
    const { Role, ProtectedResource, Actions } = resource.read(PlanProperties, ['Tags']);
    const arn = `arn:aws:sts::${LOCAL_ACCOUNT}:assumed-role/${Role.split('/').at(-1)}/GuardDutyMalwareProtection`;
    return {
      bucket: ProtectedResource.S3Bucket.BucketName,
      prefixes: ProtectedResource.S3Bucket.ObjectPrefixes,
      tags: Actions?.Tagging.Status === 'ENABLED',
      resource: `arn:aws:guardduty:${template.region}:${LOCAL_ACCOUNT}:malware-protection-plan/${resource.logicalId.toLowerCase()}`,
      credentials: principals.addRole({ arn, grants: grantsOfRole(template, Role) }).credentials,
    };
  });
}

export const isProtected = (plan: ProtectionPlan, target: { bucket: string; key: string }): boolean =>
  plan.bucket === target.bucket && plan.prefixes.some((prefix) => target.key.startsWith(prefix));

/** Scans objects for the EICAR test file and says what GuardDuty would. Throws when the object cannot be read, so that it is tried again. */
export function makeScanner(
  plan: ProtectionPlan,
  s3: { url: string; region: string },
): (target: ScanTarget) => Promise<NewEvent | undefined> {
  const client = new S3Client({
    endpoint: s3.url,
    region: s3.region,
    forcePathStyle: true,
    credentials: plan.credentials,
  });
  return async (target) => {
    const where = { Bucket: target.bucket, Key: target.key, VersionId: target.versionId };
    const object = await client.send(new GetObjectCommand(where)).catch((error: unknown) => {
      // Deleted meanwhile: there is nothing to say about it.
      if (error instanceof NoSuchKey || (error as Error).name === 'NoSuchVersion') return undefined;
      throw error;
    });
    if (!object?.Body) return undefined;
    const isThreat = await findEicar(object.Body as unknown as AsyncIterable<Uint8Array>);
    if (plan.tags) {
      const TagSet = [{ Key: 'GuardDutyMalwareScanStatus', Value: isThreat ? 'THREATS_FOUND' : 'NO_THREATS_FOUND' }];
      await client.send(new PutObjectTaggingCommand({ ...where, Tagging: { TagSet } }));
    }
    return verdict(plan, target, isThreat);
  };
}

/** GuardDuty user guide, "Monitoring S3 object scans with Amazon EventBridge". */
const verdict = (plan: ProtectionPlan, target: ScanTarget, isThreat: boolean): NewEvent => ({
  source: 'aws.guardduty',
  detailType: 'GuardDuty Malware Protection Object Scan Result',
  resources: [plan.resource],
  detail: {
    schemaVersion: '1.0',
    scanStatus: 'COMPLETED',
    resourceType: 'S3_OBJECT',
    s3ObjectDetails: {
      bucketName: target.bucket,
      objectKey: target.key,
      eTag: target.etag,
      versionId: target.versionId,
      s3Throttled: false,
    },
    scanResultDetails: {
      scanResultStatus: isThreat ? 'THREATS_FOUND' : 'NO_THREATS_FOUND',
      threats: isThreat ? [{ name: 'EICAR-Test-File (not a virus)' }] : null,
    },
  },
});
