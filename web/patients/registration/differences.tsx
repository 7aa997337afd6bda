import type { ReactNode } from 'react';
import type { ProblemError } from '../../api/problem-error.ts';
import { useTexts } from '../../text/texts.ts';
import { Notice } from '../../ui/notice.tsx';
import { texts } from './texts.ts';

type Difference = 'birthDate' | 'sex' | 'kana';

/** Which of the own facility's record differ from what is registered (`LINK_DEMOGRAPHICS_DIFFER`), and what may be done. */
export const Differences = ({ error, children }: { error: ProblemError | undefined; children: ReactNode }) => {
  const t = useTexts(texts);
  const differences = (error?.problem['differences'] ?? []) as Difference[];
  return (
    <Notice tone="warning" isUrgent title={t('differ')}>
      <ul className="list-disc pl-5 font-bold">
        {differences.map((difference) => (
          <li key={difference}>{t(`differ_${difference}`)}</li>
        ))}
      </ul>
      <p>{t('differCheck')}</p>
      {children}
    </Notice>
  );
};
