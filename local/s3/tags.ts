import { S3Error } from './errors.ts';
import type { Tag } from './versions.ts';
import { childrenNamed, readXml, s3Namespace, textOf, writeXml } from './xml.ts';

/** S3's limits ("Categorizing your objects using tags"): 10 tags, keys of 128 and values of 256 characters. */
const allowedText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

function verifyTags(tags: readonly Tag[]): Tag[] {
  if (tags.length > 10) throw new S3Error('InvalidTag', { message: 'Object tags cannot be greater than 10' });
  if (new Set(tags.map(({ key }) => key)).size !== tags.length) {
    throw new S3Error('InvalidTag', { message: 'Cannot provide multiple Tags with the same key' });
  }
  for (const { key, value } of tags) {
    if (key === '' || key.length > 128 || !allowedText.test(key))
      throw new S3Error('InvalidTag', { details: { TagKey: key } });
    if (value.length > 256 || !allowedText.test(value))
      throw new S3Error('InvalidTag', { details: { TagValue: value } });
  }
  return [...tags];
}

/** Reads `x-amz-tagging`: `key=value&key2=value2`, URL-encoded. */
export function tagsInHeader(header: string | undefined): Tag[] {
  if (header === undefined || header === '') return [];
  return verifyTags([...new URLSearchParams(header)].map(([key, value]) => ({ key, value })));
}

/** Reads PutObjectTagging's document. */
export function tagsInXml(source: string): Tag[] {
  const root = readXml(source);
  const sets = childrenNamed(root, 'TagSet');
  if (root.name !== 'Tagging' || sets.length !== 1) throw new S3Error('MalformedXML');
  const tags = sets
    .flatMap((set) => set.children)
    .map((tag) => {
      const [key, value] = [textOf(tag, 'Key'), textOf(tag, 'Value')];
      if (tag.name !== 'Tag' || key === undefined || value === undefined) throw new S3Error('MalformedXML');
      return { key, value };
    });
  return verifyTags(tags);
}

export const tagsToXml = (tags: readonly Tag[]): string =>
  writeXml(
    [
      'Tagging',
      [
        [
          'TagSet',
          tags.map(
            ({ key, value }) =>
              [
                'Tag',
                [
                  ['Key', key],
                  ['Value', value],
                ],
              ] as const,
          ),
        ],
      ],
    ],
    s3Namespace,
  );
