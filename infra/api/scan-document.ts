import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type EventFunctionSettings, RuledFunction } from './ruled-function.ts';

/** The metric that `scan-document` counts up by one for each document that could not be scanned; its dimension is `service`. */
export const SCAN_FAILED_METRIC = 'ScanFailed';

/** How long a verdict is tried again before it waits for a person. */
const MAXIMUM_AGE = Duration.hours(6);

/** GuardDuty's verdict on an uploaded document makes it available or quarantines it. */
export class ScanDocument extends RuledFunction {
  constructor(scope: Construct, id: string, settings: EventFunctionSettings) {
    super(scope, id, {
      settings,
      ruled: {
        name: 'scan-document',
        maximumAge: MAXIMUM_AGE,
        rule: {
          id: 'Verdicts',
          description: 'GuardDuty has scanned an uploaded document',
          eventPattern: {
            source: ['aws.guardduty'],
            detailType: ['GuardDuty Malware Protection Object Scan Result'],
            detail: { s3ObjectDetails: { bucketName: [settings.data.documents.bucketName] } },
          },
        },
      },
    });
  }
}
