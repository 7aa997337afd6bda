import { type ReactNode, useEffect, useRef } from 'react';
import { cx } from '../../ui/class-names.ts';

type HeadingProps = { children: ReactNode; describedBy?: string; className?: string };

/** A step's heading: takes the focus when the step opens, so that a screen reader says where one is, and the next Tab is the step's first button. */
export const StepHeading = ({ children, describedBy, className }: HeadingProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h2
      ref={heading}
      tabIndex={-1}
      aria-describedby={describedBy}
      className={cx('text-xl font-bold outline-none focus-visible:shadow-none', className)}
    >
      {children}
    </h2>
  );
};
