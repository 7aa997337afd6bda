import type { OutputOf } from '../../schemas/operation.ts';
import type { readContents } from '../../schemas/operations/timeline.ts';

/** What one document says, among many (readContents, readEmsContents). */
export type DocumentContents = OutputOf<typeof readContents>['items'][number];

type Content = NonNullable<DocumentContents['content']>;
export type ContentOf<K extends Content['kind']> = Extract<Content, { kind: K }>;

/** A document whose content came with it and is of this kind. */
export type Told<K extends Content['kind']> = DocumentContents & { content: ContentOf<K> };

export const isTold = <K extends Content['kind']>(document: DocumentContents, ...kinds: K[]): document is Told<K> =>
  document.content !== undefined && kinds.some((kind) => document.content?.kind === kind);

/** Documents that say nothing here: plain files, and contents too large to stand among many. They can only be opened by themselves. */
export const untold = (documents: readonly DocumentContents[]): DocumentContents[] =>
  documents.filter(({ content }) => content === undefined);
