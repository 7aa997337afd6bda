import * as z from 'zod';

/** GuardDuty Malware Protection for S3: what its events say, as far as we need it. */
const ScanDetail = z.object({
  scanStatus: z.string(),
  s3ObjectDetails: z.object({ objectKey: z.string(), versionId: z.string() }),
  scanResultDetails: z.object({ scanResultStatus: z.string() }).nullish(),
});

/** `none`: the object was not scanned. That is no threat, and no clean scan: what it is nobody knows. */
type ScanVerdict = { objectKey: string; objectVersionId: string; status: string } & {
  result: 'clean' | 'threat' | 'none';
};

/**
 * The result of an event's detail. Clean is a scan that was completed and found nothing; a threat is a threat in any case; whatever else there
 * is (SKIPPED, FAILED, UNSUPPORTED, ACCESS_DENIED) is none. Throws where it is no such event.
 */
export const readVerdict = (detail: unknown): ScanVerdict => {
  const { scanStatus, s3ObjectDetails, scanResultDetails } = ScanDetail.parse(detail);
  const found = scanResultDetails?.scanResultStatus;
  const isClean = scanStatus === 'COMPLETED' && found === 'NO_THREATS_FOUND';
  return {
    objectKey: s3ObjectDetails.objectKey,
    objectVersionId: s3ObjectDetails.versionId,
    status: found ?? scanStatus,
    result: found === 'THREATS_FOUND' ? 'threat' : isClean ? 'clean' : 'none',
  };
};
