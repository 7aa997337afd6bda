import { useLanguage } from '../../text/texts.ts';

/** 1944年2月29日, 29 February 1944: a day without its weekday, as on a card. */
export const useWestern = (): ((day: string) => string) => {
  const language = useLanguage();
  const format = new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'Asia/Tokyo',
  });
  return (day) => format.format(new Date(`${day}T12:00:00+09:00`));
};
