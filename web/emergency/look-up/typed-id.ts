import { emsIdOf } from '../../../layers/names/index.ts';

/** What was typed: an ID with `@EMS` in any width, an ID without it, or nothing. The API reads the ID itself as it was typed. */
export const typedKind = (text: string): 'complete' | 'withoutSuffix' | 'empty' => {
  const id = emsIdOf(text);
  if (id !== undefined) return id === '' ? 'empty' : 'complete';
  return text.trim() === '' ? 'empty' : 'withoutSuffix';
};

/** The one-tap repair. */
export const withSuffix = (text: string): string => `${text.trim()}@EMS`;
