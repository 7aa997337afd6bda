import { type ReactNode, useEffect, useRef } from 'react';
import { cx } from './class-names.ts';

type PageProps = { title: string; actions?: ReactNode; isWide?: boolean; children: ReactNode };

/** A screen: its heading takes the focus when it opens, so that a keyboard or screen reader starts there, and names the tab. */
export const Page = ({ title, actions, isWide, children }: PageProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} - ism-link`;
  }, [title]);
  useEffect(() => {
    // A screen that puts the cursor into its own first field keeps it there.
    if (!document.activeElement || document.activeElement === document.body)
      heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={cx('mx-auto flex w-full flex-col gap-6 px-4 py-6', !isWide && 'max-w-5xl')}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 ref={heading} tabIndex={-1} className="text-2xl font-bold outline-none">
          {title}
        </h1>
        {actions !== undefined && <div className="no-print flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </div>
  );
};

type SectionProps = { title: ReactNode; actions?: ReactNode; id?: string; className?: string; children: ReactNode };

export const Section = ({ title, actions, id, className, children }: SectionProps) => (
  <section {...(id !== undefined && { id })} className={cx('card flex flex-col gap-3 p-4', className)}>
    <div className="flex flex-wrap items-center justify-between gap-2">
      <h2 className="text-lg font-bold">{title}</h2>
      {actions}
    </div>
    {children}
  </section>
);

/** Names and values, side by side where there is room. */
export const Facts = ({ items }: { items: readonly (readonly [string, ReactNode])[] }) => (
  <dl className="grid grid-cols-1 gap-x-4 gap-y-1 sm:grid-cols-[max-content_1fr]">
    {items.map(([name, value]) => (
      <div key={name} className="contents">
        <dt className="text-solid-gray-700">{name}</dt>
        <dd className="min-w-0 break-words">{value}</dd>
      </div>
    ))}
  </dl>
);
