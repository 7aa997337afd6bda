import { useMemo, useSyncExternalStore } from 'react';
import type { Sentence } from '../../schemas/primitives.ts';

export type Language = 'ja' | 'en';

/** The choice outlives the visit; it says nothing about any person. */
const CHOICE = 'ism-link.language';

const chosen = (): Language => (localStorage.getItem(CHOICE) === 'en' ? 'en' : 'ja');

let language = chosen();
const listeners = new Set<() => void>();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const setLanguage = (next: Language): void => {
  localStorage.setItem(CHOICE, next);
  document.documentElement.lang = next;
  language = next;
  for (const listener of listeners) listener();
};

export const useLanguage = (): Language => useSyncExternalStore(subscribe, () => language);

type Texts<K extends string> = Record<Language, Record<K, string>>;
type Values = Record<string, string | number>;

/**
 * The texts of one folder, in both languages with the same keys; they come with the folder's own code, so that no screen pays for another's.
 * `{{name}}` stands for a value.
 */
export const defineTexts = <const J extends Record<string, string>>(texts: {
  ja: J;
  en: Record<keyof J, string>;
}): Texts<Extract<keyof J, string>> => texts;

/** In one pass: what stands in a value is never read as a text. */
const filled = (text: string, values: Values): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));

export type Say<K extends string> = (key: K, values?: Values) => string;

/** `const t = useTexts(texts)`; draws anew when the language changes. */
export const useTexts = <K extends string>(texts: Texts<K>): Say<K> => {
  const current = useLanguage();
  return useMemo(
    () =>
      (key, values = {}) =>
        filled(texts[current][key], values),
    [texts, current],
  );
};

/** Sentences that come from the API or the declarations in both languages. */
export const useSay = (): ((sentence: Sentence) => string) => {
  const current = useLanguage();
  return (sentence) => sentence[current];
};
