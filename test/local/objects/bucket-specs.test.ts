import { describe, expect, it } from '@jest/globals';
import { bucketsOf } from '../../../local/objects/bucket-specs.ts';
import { openTemplate } from '../../../local/template/template.ts';
import { writeAssembly } from '../template/assembly-files.ts';

const read = (Properties: object) =>
  bucketsOf(
    openTemplate(writeAssembly({ Data: { resources: { Documents: { Type: 'AWS::S3::Bucket', Properties } } } })),
    ['http://127.0.0.1:3000'],
  )[0];

describe('a bucket of a template', () => {
  it('keeps versions, lock and events as the template says', () => {
    expect(read({})).toMatchObject({ sendsEvents: false, spec: { versioning: false, cors: [] } });
    const all = read({
      VersioningConfiguration: { Status: 'Enabled' },
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 30 } },
      },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
    expect(all).toMatchObject({
      sendsEvents: true,
      spec: { versioning: true, objectLock: { mode: 'COMPLIANCE', days: 30 } },
    });
  });

  it('lets this machine’s web in where it lets the cloud’s in, and nobody else', () => {
    const CorsRules = [
      {
        AllowedOrigins: ['https://net.example'],
        AllowedMethods: ['PUT'],
        AllowedHeaders: ['content-type'],
        MaxAge: 600,
      },
    ];
    expect(read({ CorsConfiguration: { CorsRules } })?.spec.cors).toEqual([
      {
        allowedOrigins: ['http://127.0.0.1:3000'],
        allowedMethods: ['PUT'],
        allowedHeaders: ['content-type'],
        exposedHeaders: [],
        maxAge: 600,
      },
    ]);
  });

  it('is refused with a property nobody has decided about', () => {
    expect(() => read({ ReplicationConfiguration: {} })).toThrow(
      'Data/Documents (AWS::S3::Bucket): not understood on one machine: ReplicationConfiguration',
    );
  });
});
