import type { ConsentScope } from '../../schemas/consent.ts';
import { CONTENT_TYPES, type ContentType } from '../../schemas/content-types.ts';
import { useLanguage, useSay, useTexts } from '../text/texts.ts';
import { texts } from './texts.ts';

type ScopeProps = { scope: ConsentScope; nameOf: (facilityId: string) => string };

/** What a consent covers, in words: everything, or among whom; and what is left out. */
export const ScopeWords = ({ scope, nameOf }: ScopeProps) => {
  const t = useTexts(texts);
  const say = useSay();
  const language = useLanguage();
  const join = (names: string[]): string => names.join(language === 'ja' ? '、' : ', ');
  const excluded = [
    ...(scope.kind === 'comprehensive' ? scope.excludedFacilities.map(nameOf) : []),
    ...scope.excludedContents.map((type: ContentType) => say(CONTENT_TYPES[type].label)),
  ];
  return (
    <>
      <p>
        {scope.kind === 'comprehensive'
          ? t('scopeAll')
          : t('scopeAmong', { names: join(scope.facilities.map(nameOf)) })}
      </p>
      {excluded.length > 0 && <p className="font-bold">{t('except', { names: join(excluded) })}</p>}
    </>
  );
};
