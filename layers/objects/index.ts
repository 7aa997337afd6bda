import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

export type ArrivedObject = {
  byteLength: number;
  mediaType: string;
  sha256: string | undefined;
  versionId: string | undefined;
};

const TRANSFER_SECONDS = 60;

/**
 * In the cloud the bucket stands in the host's name (`<bucket>.s3.<region>.amazonaws.com`): the one host that the web's content security
 * policy names. S3's shared host would let every bucket in. A stand-in at an endpoint of its own has no name for each bucket.
 */
const usesEndpoint = (environment: NodeJS.ProcessEnv): boolean =>
  [environment['AWS_ENDPOINT_URL_S3'], environment['AWS_ENDPOINT_URL']].some(Boolean);

/** Documents' bytes in S3: they go by presigned URLs, never through a function. One per Lambda instance. */
export class Objects {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #now: () => number;

  constructor(options: { bucket: string; client?: S3Client; now?: () => number }) {
    this.#bucket = options.bucket;
    this.#now = options.now ?? Date.now;
    // A presigned URL must not carry the checksum of an empty body.
    this.#client =
      options.client ??
      new S3Client({
        forcePathStyle: usesEndpoint(process.env),
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
        requestHandler: { connectionTimeout: 1000, requestTimeout: 4000 },
      });
  }

  /** One PUT within 60 s of exactly these bytes under a key that is still free. */
  async presignUpload(object: { key: string; sha256: string; byteLength: number; mediaType: string }): Promise<{
    url: string;
    headers: Record<string, string>;
    expiresAt: string;
  }> {
    const headers = {
      'content-type': object.mediaType,
      'x-amz-checksum-sha256': Buffer.from(object.sha256, 'hex').toString('base64'),
      'if-none-match': '*',
    };
    const command = new PutObjectCommand({
      Bucket: this.#bucket,
      Key: object.key,
      ContentLength: object.byteLength,
      ContentType: object.mediaType,
      ChecksumSHA256: headers['x-amz-checksum-sha256'],
      IfNoneMatch: '*',
    });
    const bound = new Set(['content-length', ...Object.keys(headers)]);
    const url = await getSignedUrl(this.#client, command, {
      expiresIn: TRANSFER_SECONDS,
      unhoistableHeaders: bound,
      signableHeaders: new Set([...bound, 'host']),
      signingDate: new Date(this.#now()),
    });
    return { url, headers, expiresAt: new Date(this.#now() + TRANSFER_SECONDS * 1000).toISOString() };
  }

  /** One GET within 60 s of exactly this version, as an attachment or of a kind that cannot run script. */
  async presignDownload(object: {
    key: string;
    versionId: string;
    mediaType: string;
    fileName: string;
  }): Promise<{ url: string; expiresAt: string }> {
    const shown =
      object.mediaType.startsWith('image/') || object.mediaType === 'application/dicom' ? 'inline' : 'attachment';
    const command = new GetObjectCommand({
      Bucket: this.#bucket,
      Key: object.key,
      VersionId: object.versionId,
      ResponseContentType: object.mediaType,
      ResponseContentDisposition: `${shown}; filename*=UTF-8''${encodeURIComponent(object.fileName)}`,
      ResponseCacheControl: 'no-store',
    });
    const url = await getSignedUrl(this.#client, command, {
      expiresIn: TRANSFER_SECONDS,
      signingDate: new Date(this.#now()),
    });
    return { url, expiresAt: new Date(this.#now() + TRANSFER_SECONDS * 1000).toISOString() };
  }

  /** What arrived under the key, with the SHA-256 that S3 itself computed; undefined where nothing did. */
  async arrived(key: string): Promise<ArrivedObject | undefined> {
    try {
      const head = await this.#client.send(
        new HeadObjectCommand({ Bucket: this.#bucket, Key: key, ChecksumMode: 'ENABLED' }),
      );
      return {
        byteLength: head.ContentLength ?? -1,
        mediaType: head.ContentType ?? '',
        sha256: head.ChecksumSHA256 && Buffer.from(head.ChecksumSHA256, 'base64').toString('hex'),
        versionId: head.VersionId,
      };
    } catch (error) {
      // An answer to HEAD has no body that would name the error; without s3:ListBucket, S3 says 403 of a key that does not exist.
      const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
      if (status === 403 || status === 404) return undefined;
      throw error;
    }
  }
}
