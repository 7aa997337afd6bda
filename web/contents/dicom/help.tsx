import { useTexts } from '../../text/texts.ts';
import { texts as viewing } from '../viewing/texts.ts';
import { texts } from './texts.ts';

/** What mouse, fingers and keys do; out of the way until somebody asks. */
export const Help = () => {
  const t = useTexts(texts);
  const v = useTexts(viewing);
  return (
    <details className="no-print text-sm">
      <summary className="link w-fit cursor-pointer py-2 sm:py-1">{v('help')}</summary>
      <ul className="list-disc pl-5">
        <li>{t('helpMouse')}</li>
        <li>{t('helpTouch')}</li>
        <li>{t('helpKeys')}</li>
      </ul>
    </details>
  );
};
