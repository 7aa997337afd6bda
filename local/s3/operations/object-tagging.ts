import { S3Error } from '../errors.ts';
import {
  type Exchange,
  findReadable,
  placeOf,
  type Reply,
  readText,
  requestedVersionId,
  requireAllowed,
  versionHeader,
} from '../exchange.ts';
import { tagsInXml, tagsToXml } from '../tags.ts';

const maxDocumentBytes = 64 * 1024;

const action = (verb: 'Get' | 'Put', versionId: string | undefined): string =>
  versionId === undefined ? `s3:${verb}ObjectTagging` : `s3:${verb}ObjectVersionTagging`;

/** GetObjectTagging of the latest or of a named version. */
export async function getObjectTagging(exchange: Exchange): Promise<Reply> {
  const versionId = requestedVersionId(exchange);
  requireAllowed(exchange, action('Get', versionId));
  await readText(exchange);
  const version = findReadable(exchange, placeOf(exchange), versionId);
  const headers = { 'content-type': 'application/xml', ...versionHeader(exchange.bucket, version) };
  return { status: 200, headers, body: tagsToXml(version.tags) };
}

/** PutObjectTagging replaces all tags, which are all that may change in a version: the malware scan writes its result here. */
export async function putObjectTagging(exchange: Exchange): Promise<Reply> {
  const { store } = exchange;
  const versionId = requestedVersionId(exchange);
  requireAllowed(exchange, action('Put', versionId));
  const tags = tagsInXml(await readText(exchange, { maxBytes: maxDocumentBytes }));
  const version = store.transaction(() => {
    const tagged = findReadable(exchange, placeOf(exchange), versionId);
    if (tagged.deleteMarker) throw new S3Error('MethodNotAllowed');
    store.versions.setTags(tagged, tags);
    return tagged;
  });
  return { status: 200, headers: versionHeader(exchange.bucket, version) };
}
