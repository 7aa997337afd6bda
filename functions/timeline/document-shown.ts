import type * as z from 'zod';
import type { Document, DocumentView } from '../../schemas/document.ts';
import type { DocumentLook } from './document-look.ts';

/**
 * A document as its reader may know it. Superseded, removed and mistaken versions stay readable as history, and say so. Of what was entered in
 * error other facilities see the tombstone alone: it may be somebody else's record.
 */
export const documentShown = (look: DocumentLook, versions: Document[]): z.input<typeof DocumentView> => {
  const { version, state, own, stateOf } = look;
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
    ...meta,
    state,
    ...(!withheld && error && { error }),
    ...(!withheld && version.content && { content: version.content }),
    history,
  };
};
