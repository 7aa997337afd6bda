import { S3Error } from './errors.ts';
import type { Operation } from './exchange.ts';
import { completeUpload } from './operations/complete-upload.ts';
import { copyObject } from './operations/copy-object.ts';
import { deleteObject } from './operations/delete-object.ts';
import { getObject, headBucket } from './operations/get-object.ts';
import { listObjects } from './operations/list-objects.ts';
import { abortUpload, createUpload, uploadPart } from './operations/multipart-upload.ts';
import { getObjectTagging, putObjectTagging } from './operations/object-tagging.ts';
import { putObject } from './operations/put-object.ts';
import { queryValue, type S3Request } from './request.ts';

/**
 * Query parameters that turn a request into another operation. One that no route knows must not be ignored: `PUT key?acl`
 * would overwrite the object.
 */
const subresources = new Set(
  `accelerate acl analytics append attributes cors delete encryption intelligent-tiering inventory legal-hold lifecycle location
   logging metadataConfiguration metadataTable metrics notification object-lock ownershipControls partNumber policy policyStatus
   publicAccessBlock renameObject replication requestPayment restore retention select session tagging torrent uploadId uploads
   versioning versions website`.split(/\s+/),
);

/** `METHOD`, then the subresources and `copy` that are present, in alphabetical order. */
const objectRoutes: Readonly<Record<string, Operation>> = {
  GET: getObject,
  HEAD: getObject,
  PUT: putObject,
  DELETE: deleteObject,
  'PUT copy': copyObject,
  'GET tagging': getObjectTagging,
  'PUT tagging': putObjectTagging,
  'POST uploads': createUpload,
  'PUT partNumber uploadId': uploadPart,
  'POST uploadId': completeUpload,
  'DELETE uploadId': abortUpload,
};

const bucketRoutes: Readonly<Record<string, Operation>> = {
  HEAD: headBucket,
  'GET list-type=2': listObjects,
};

const objectMethods = new Set(['GET', 'HEAD', 'PUT', 'POST', 'DELETE']);

function nameOf(request: S3Request): string {
  const names = new Set(request.query.map(([name]) => name).filter((name) => subresources.has(name)));
  if (request.headers.has('x-amz-copy-source')) names.add('copy');
  if (request.key === '' && queryValue(request, 'list-type') !== undefined) {
    names.add(`list-type=${queryValue(request, 'list-type')}`);
  }
  return [request.method, ...[...names].toSorted()].join(' ');
}

/** The operation of a request; what S3 has and this endpoint has not is NotImplemented. */
export function routeOf(request: S3Request): Operation {
  if (!objectMethods.has(request.method))
    throw new S3Error('MethodNotAllowed', { details: { Method: request.method } });
  const name = nameOf(request);
  const operation = (request.key === '' ? bucketRoutes : objectRoutes)[name];
  if (!operation) {
    throw new S3Error('NotImplemented', {
      message: 'This operation is not emulated on one machine',
      details: { Operation: name },
    });
  }
  return operation;
}
