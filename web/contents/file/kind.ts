import type { ContentKind } from '../content-kind.ts';

/** Whatever has no view of its own: a plain text is read, anything else is told. */
export const kind: ContentKind = { fits: () => 1, load: () => import('./view.tsx') };
