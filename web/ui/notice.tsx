import type { ReactNode } from 'react';
import { cx } from './class-names.ts';

export type Tone = 'info' | 'success' | 'warning' | 'danger';

const TONES: Record<Tone, { box: string; mark: string }> = {
  info: { box: 'border-blue-900', mark: 'ⓘ' },
  success: { box: 'border-green-800', mark: '✓' },
  warning: { box: 'border-orange-800 bg-yellow-50', mark: '⚠' },
  danger: { box: 'border-red-900 bg-red-50', mark: '!' },
};

type NoticeProps = {
  tone?: Tone;
  title?: ReactNode;
  /** Spoken at once by a screen reader. */
  isUrgent?: boolean;
  className?: string;
  children?: ReactNode;
};

/** A framed message; its tone is a colour, a mark and words, never the colour alone. */
export const Notice = ({ tone = 'info', title, isUrgent, className, children }: NoticeProps) => (
  <div
    role={isUrgent ? 'alert' : undefined}
    className={cx('flex gap-3 rounded-8 border-2 border-l-8 bg-white p-4', TONES[tone].box, className)}
  >
    <span aria-hidden="true" className="text-lg leading-6 font-bold">
      {TONES[tone].mark}
    </span>
    <div className="flex min-w-0 flex-col gap-2">
      {title !== undefined && <p className="font-bold">{title}</p>}
      {children}
    </div>
  </div>
);

const BADGES = {
  neutral: 'border-solid-gray-600 text-solid-gray-900',
  info: 'border-blue-900 bg-blue-50 text-blue-1000',
  success: 'border-green-900 bg-green-50 text-green-1000',
  warning: 'border-orange-1000 bg-yellow-50 text-orange-1200',
  danger: 'border-red-900 bg-red-50 text-red-1000',
};

export const Badge = ({ tone = 'neutral', children }: { tone?: keyof typeof BADGES; children: ReactNode }) => (
  <span
    className={cx(
      'inline-block rounded-4 border px-2 py-0.5 text-sm font-bold whitespace-nowrap max-sm:px-1.5 max-sm:text-xs',
      BADGES[tone],
    )}
  >
    {children}
  </span>
);
