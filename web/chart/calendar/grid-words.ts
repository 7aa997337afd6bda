import { createContext, useContext, useMemo } from 'react';
import { type Dates, useDates } from '../../text/dates.ts';
import { type Language, type Say, useLanguage, useTexts } from '../../text/texts.ts';
import { texts } from './texts.ts';

type TextKey = keyof (typeof texts)['ja'];
export type GridWords = { language: Language; dates: Dates; t: Say<TextKey> };

export const GridWordsContext = createContext<GridWords | undefined>(undefined);

/** The grid's words, looked up once for all of its cells: hundreds of them come and go while it scrolls. */
export const useGridWordsOf = (): GridWords => {
  const language = useLanguage();
  const dates = useDates();
  const t = useTexts(texts);
  // `t` is another function with every drawing, and says the same as long as the language does.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => ({ language, dates, t }), [language, dates]);
};

export const useGridWords = (): GridWords => {
  const words = useContext(GridWordsContext);
  if (!words) throw new Error('Outside the grid');
  return words;
};
