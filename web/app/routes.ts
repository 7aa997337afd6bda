import type { Route } from './route.ts';

const files = import.meta.glob<{ routes: readonly Route[] }>('../*/routes.ts', { eager: true });

/** Every folder's screens; in the order of the menu. Literal segments before parameters, so that `/patients/new` is no patient. */
export const ROUTES: readonly Route[] = Object.entries(files)
  .filter(([file]) => file !== '../app/routes.ts')
  .flatMap(([, { routes }]) => routes)
  .toSorted((a, b) => a.path.split(':').length - b.path.split(':').length);
