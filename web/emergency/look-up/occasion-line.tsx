import { useState } from 'react';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { texts } from '../texts.ts';
import { labelOf, OccasionChoice, type OccasionProps } from './occasion-choice.tsx';

/** The occasion that was chosen, in one line; the choice opens when it is wrong. */
export const OccasionLine = (props: OccasionProps) => {
  const t = useTexts(texts);
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <OccasionChoice {...props} />;
  return (
    <p className="flex flex-wrap items-center gap-x-3">
      <span>
        {t('occasion')}: <span className="font-bold">{t(labelOf(props))}</span>
      </span>
      <Button variant="quiet" onClick={() => setOpen(true)}>
        {t('changeOccasion')}
      </Button>
    </p>
  );
};
