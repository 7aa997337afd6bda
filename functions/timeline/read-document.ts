import { deed } from '../../layers/deed/index.ts';
import { versionsOf } from '../../layers/store/index.ts';
import { readDocument as operation } from '../../schemas/operations/documents.ts';
import { lookAtDocument } from './look-at-document.ts';

/**
 * As a look (LOOK-01 to -03). Superseded, removed and mistaken versions stay readable as history, and say so. Of what was entered in error other
 * facilities see the tombstone alone: it may be somebody else's record.
 */
export const readDocument = deed(operation, async ({ params }, desk) => {
  const { verdict, version, state, own, stateOf } = await lookAtDocument(desk, params);
  const versions = await versionsOf(desk.store, version.name);
  await desk.record(verdict);
  const {
    objectVersionId: _o,
    sourceKey: _k,
    sourceVersion: _s,
    replacedBy: _r,
    version: _v,
    error,
    ...meta
  } = version.meta;
  const withheld = state === 'inError' && !own;
  const history = versions.flatMap(({ documentId, createdAt, sourceVersion, ...other }) => {
    const standing = stateOf({ documentId, createdAt, ...other });
    if (!standing || documentId === meta.documentId) return [];
    return [{ documentId, state: standing, createdAt, ...(sourceVersion && { sourceVersion }) }];
  });
  return {
    body: {
      document: {
        ...meta,
        state,
        ...(!withheld && error && { error }),
        ...(!withheld && version.content && { content: version.content }),
        history,
      },
    },
  };
});
