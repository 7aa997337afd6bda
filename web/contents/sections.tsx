import { useTexts } from '../text/texts.ts';
import { texts } from './texts.ts';

type TextSection = { heading?: string | undefined; text: string };

/** What somebody wrote, with their own line breaks; always as text. */
export const Sections = ({ sections }: { sections: readonly TextSection[] }) => {
  const t = useTexts(texts);
  if (sections.length === 0) return <p>{t('nothing')}</p>;
  return sections.map(({ heading, text }, index) => (
    <section key={`${index}${heading}`} className="flex flex-col gap-1">
      {heading !== undefined && <h4 className="font-bold">{heading}</h4>}
      <p className="break-words whitespace-pre-wrap">{text}</p>
    </section>
  ));
};
