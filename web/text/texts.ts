import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Sentence } from '../../schemas/primitives.ts';

export type Language = 'ja' | 'en';

/** The choice outlives the visit; it says nothing about any person. */
const CHOICE = 'ism-link.language';

const chosen = (): Language => (localStorage.getItem(CHOICE) === 'en' ? 'en' : 'ja');

void i18next.use(initReactI18next).init({
  lng: chosen(),
  fallbackLng: 'ja',
  resources: {},
  // React escapes what it draws.
  interpolation: { escapeValue: false },
  // Keys are whole: `consent.form` is one key.
  keySeparator: false,
  nsSeparator: false,
  returnNull: false,
});

export const setLanguage = (language: Language): void => {
  localStorage.setItem(CHOICE, language);
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
};

type Texts<K extends string> = { readonly namespace: string; readonly keys?: K };
type Values = Record<string, string | number>;

/**
 * The texts of one folder, in both languages with the same keys; they come with the folder's own code, so that no screen pays for another's.
 * `{{name}}` stands for a value.
 */
export const defineTexts = <const J extends Record<string, string>>(
  namespace: string,
  texts: { ja: J; en: Record<keyof J, string> },
): Texts<Extract<keyof J, string>> => {
  i18next.addResourceBundle('ja', namespace, texts.ja);
  i18next.addResourceBundle('en', namespace, texts.en);
  return { namespace };
};

export type Say<K extends string> = (key: K, values?: Values) => string;

/** `const t = useTexts(texts)`; draws anew when the language changes. */
export const useTexts = <K extends string>(texts: Texts<K>): Say<K> => {
  const { t } = useTranslation(texts.namespace);
  return (key, values = {}) => t<string, Values, string>(key, values);
};

export const useLanguage = (): Language => (useTranslation().i18n.language === 'en' ? 'en' : 'ja');

/** Sentences that come from the API or the declarations in both languages. */
export const useSay = (): ((sentence: Sentence) => string) => {
  const language = useLanguage();
  return (sentence) => sentence[language];
};
