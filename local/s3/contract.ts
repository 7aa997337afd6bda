/** Who an access key is, and what its identity-based policy lets it do. */
export type S3Principal = {
  /** ARN or name, as AccessDenied names it. */
  principal: string;
  secretAccessKey: string;
  /** Only of temporary credentials: then every request must carry exactly this token. */
  sessionToken?: string;
  /** Judges one action (`s3:GetObject`) on one ARN (`arn:aws:s3:::bucket/key`). */
  allows: (action: string, resourceArn: string) => boolean;
};

export type CorsRule = {
  allowedOrigins: string[];
  allowedMethods: string[];
  allowedHeaders: string[];
  exposedHeaders?: string[];
  /** seconds */
  maxAge?: number;
};

export type RetentionMode = 'GOVERNANCE' | 'COMPLIANCE';

export type BucketSpec = {
  name: string;
  versioning: boolean;
  cors?: CorsRule[];
  /** This endpoint speaks no TLS: such a bucket is served on loopback only (`startS3` refuses another host). */
  tlsOnly?: boolean;
  /** Object Lock, which needs versioning; with `mode` and `days` as the bucket's default retention. */
  objectLock?: boolean | { mode: RetentionMode; days: number };
};

/** An object version that is durable; `sha256` is base64 as in `x-amz-checksum-sha256` (absent for multipart uploads), `at` ISO 8601. */
export type ObjectCreated = {
  bucket: string;
  key: string;
  versionId: string;
  /** bytes */
  size: number;
  sha256?: string;
  /** without quotes */
  etag: string;
  at: string;
};

export type S3Options = {
  dataDir: string;
  /** Default 127.0.0.1 */
  host?: string;
  /** 0 takes a free one. */
  port: number;
  buckets: BucketSpec[];
  credentials: (accessKeyId: string) => S3Principal | undefined;
  /**
   * Called after the commit, one at a time, at least once: an event that this function refuses (it throws or rejects), or
   * that a crash left undelivered, is delivered again for a day, also after a restart. Until one call has ended the next
   * does not begin.
   */
  onObjectCreated?: (event: ObjectCreated) => void | Promise<void>;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** The only region whose signatures are taken; any when absent. */
  region?: string;
  /** Where failures of the endpoint itself go: ids and codes only. Default: one JSON line on stderr. */
  log?: (line: Record<string, string>) => void;
};
