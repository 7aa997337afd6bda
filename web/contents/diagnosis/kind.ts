import type { ContentKind } from '../content-kind.ts';

export const kind: ContentKind = {
  fits: (document) => (document.content?.kind === 'diagnosis' ? 10 : 0),
  load: () => import('./view.tsx'),
};
