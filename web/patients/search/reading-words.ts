import { warekiOf } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { useWestern } from '../demographics/western.ts';
import { texts } from './texts.ts';
import type { Criteria } from './understood.ts';

/** What is asked, in words: 生年月日 1944年2月29日（昭和19年2月29日）. */
export const useReadingWords = (): ((criteria: Criteria) => string) => {
  const t = useTexts(texts);
  const western = useWestern();
  return ({ localId, birthDate, family, given, phone }) =>
    [
      localId && t('as_localId', { id: localId }),
      birthDate && isDay(birthDate)
        ? t('as_birthDate', { day: western(birthDate), wareki: warekiOf(birthDate) })
        : birthDate,
      family && (given ? t('as_name', { family, given }) : t('as_family', { family })),
      phone && t('as_phone', { phone }),
    ]
      .filter(Boolean)
      .join(' · ');
};

/** A detailed search may have been asked with a birth date that only the API could refuse. */
const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);
