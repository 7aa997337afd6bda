import type { ContentKind } from '../content-kind.ts';

export const kind: ContentKind = {
  fits: ({ mediaType }) => (mediaType === 'image/jpeg' || mediaType === 'image/png' ? 5 : 0),
  load: () => import('./view.tsx'),
};
