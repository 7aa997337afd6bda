import { useLanguage } from '../../text/texts.ts';

/** Names one after the other, as the language writes it. */
export const useListed = (): ((names: readonly string[]) => string) => {
  const comma = useLanguage() === 'ja' ? '、' : ', ';
  return (names) => names.join(comma);
};
