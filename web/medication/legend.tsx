import type { ReactNode } from 'react';
import { useTexts } from '../text/texts.ts';
import { texts } from './texts.ts';

/** What the marks of the bars mean. */
export const Legend = () => {
  const t = useTexts(texts);
  return (
    <ul aria-label={t('legend')} className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      <Mark label={t('legendDone')}>
        <span className="inline-block h-4 w-8 rounded-6 bg-solid-gray-700" />
      </Mark>
      <Mark label={t('legendOrdered')}>
        <span className="inline-block h-4 w-8 rounded-6 border-2 border-dashed border-solid-gray-700" />
      </Mark>
      <Mark label={t('legendPoint')}>◇</Mark>
      <Mark label={t('legendChange')}>▾</Mark>
      <Mark label={t('legendOverlap')}>
        <span className="inline-block h-2 w-8 bg-orange-800" />
      </Mark>
    </ul>
  );
};

const Mark = ({ label, children }: { label: string; children: ReactNode }) => (
  <li className="flex items-center gap-2">
    <span aria-hidden="true" className="inline-flex items-center">
      {children}
    </span>
    {label}
  </li>
);
