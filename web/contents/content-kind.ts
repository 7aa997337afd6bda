import type { ComponentType } from 'react';
import type { DocumentView } from '../../schemas/document.ts';
import type { Look } from './look.ts';

export type ContentProps = { document: DocumentView; look: Look };

/**
 * How one kind of content is shown: a folder of its own under `contents/` with `kind.ts` (this, small) and the view (loaded when it is first
 * needed). A further kind is one more folder.
 */
export type ContentKind = {
  /** How well it fits a document: 0 not at all; the highest is taken. */
  fits: (document: DocumentView) => number;
  load: () => Promise<{ default: ComponentType<ContentProps> }>;
};
