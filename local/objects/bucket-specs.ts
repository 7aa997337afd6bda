import { z } from 'zod';
import type { BucketSpec } from '../s3/contract.ts';
import type { Template, TemplateResource } from '../template/template.ts';

const Cors = z.strictObject({
  AllowedHeaders: z.array(z.string()).default([]),
  AllowedMethods: z.array(z.string()),
  AllowedOrigins: z.array(z.string()),
  ExposedHeaders: z.array(z.string()).default([]),
  Id: z.string().optional(),
  MaxAge: z.number().optional(),
});

const BucketProperties = z.strictObject({
  CorsConfiguration: z.strictObject({ CorsRules: z.array(Cors) }).optional(),
  ObjectLockEnabled: z.boolean().optional(),
  ObjectLockConfiguration: z
    .object({
      Rule: z
        .object({ DefaultRetention: z.object({ Mode: z.enum(['GOVERNANCE', 'COMPLIANCE']), Days: z.number() }) })
        .optional(),
    })
    .optional(),
  VersioningConfiguration: z.object({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
  NotificationConfiguration: z
    .strictObject({ EventBridgeConfiguration: z.object({ EventBridgeEnabled: z.boolean() }).optional() })
    .optional(),
});
/** Nothing expires or is logged here, and loopback is the only way in: who is public does not arise. */
const IGNORED = [
  'BucketEncryption',
  'BucketName',
  'LifecycleConfiguration',
  'LoggingConfiguration',
  'OwnershipControls',
  'PublicAccessBlockConfiguration',
  'Tags',
];

export type TemplateBucket = { spec: BucketSpec; logicalId: string; sendsEvents: boolean };

/** The template's buckets. Where it lets the web's origin in, this machine's origins stand in for it. */
export function bucketsOf(template: Template, origins: string[]): TemplateBucket[] {
  return template.ofType('AWS::S3::Bucket').map((resource) => bucketOf(resource, origins));
}

function bucketOf(resource: TemplateResource, origins: string[]): TemplateBucket {
  const properties = resource.read(BucketProperties, IGNORED);
  const retention = properties.ObjectLockConfiguration?.Rule?.DefaultRetention;
  const lock = retention ? { mode: retention.Mode, days: retention.Days } : properties.ObjectLockEnabled;
  return {
    logicalId: resource.logicalId,
    sendsEvents: properties.NotificationConfiguration?.EventBridgeConfiguration?.EventBridgeEnabled ?? false,
    spec: {
      name: resource.name,
      versioning: properties.VersioningConfiguration?.Status === 'Enabled',
      ...(lock ? { objectLock: lock } : {}),
      cors: (properties.CorsConfiguration?.CorsRules ?? []).map((rule) => ({
        allowedOrigins: origins,
        allowedMethods: rule.AllowedMethods,
        allowedHeaders: rule.AllowedHeaders,
        exposedHeaders: rule.ExposedHeaders,
        ...(rule.MaxAge === undefined ? {} : { maxAge: rule.MaxAge }),
      })),
    },
  };
}
