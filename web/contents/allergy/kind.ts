import type { ContentKind } from '../content-kind.ts';

export const kind: ContentKind = {
  fits: (document) => (document.content?.kind === 'allergy' || document.content?.kind === 'contraindication' ? 10 : 0),
  load: () => import('./view.tsx'),
};
