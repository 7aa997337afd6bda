import type { ReactNode } from 'react';
import { cx } from '../../ui/class-names.ts';

export { Toolbar } from 'react-aria-components';

type ToolProps = {
  /** Its name, also for screen readers. */
  label: string;
  /** Shown instead of the name where there is little room. */
  sign?: ReactNode;
  /** A tool that is on or off. */
  isPressed?: boolean;
  isDisabled?: boolean;
  /** The key that does the same while the picture has the focus. */
  shortcut?: string;
  onPress: () => void;
};

/** A button of a toolbar: stays where it is in the order of keys when it has nothing to do. */
export const Tool = ({ label, sign, isPressed, isDisabled, shortcut, onPress }: ToolProps) => (
  <button
    type="button"
    aria-pressed={isPressed}
    aria-disabled={isDisabled || undefined}
    aria-label={sign === undefined ? undefined : label}
    aria-keyshortcuts={shortcut}
    title={shortcut === undefined ? label : `${label} (${shortcut})`}
    onClick={() => !isDisabled && onPress()}
    className={cx(
      'inline-flex min-h-11 min-w-11 cursor-pointer items-center justify-center rounded-8 border px-2.5 text-sm font-bold whitespace-nowrap sm:min-h-10 sm:min-w-10',
      'aria-disabled:cursor-not-allowed aria-disabled:opacity-50',
      isPressed
        ? 'border-blue-1000 bg-blue-900 text-white underline underline-offset-4'
        : 'border-solid-gray-420 bg-white text-solid-gray-900 hover:bg-blue-50',
    )}
  >
    {sign ?? label}
  </button>
);

/** The bar's own look; tools that belong together stand in a `ToolGroup`. */
export const TOOLBAR = 'no-print flex flex-wrap items-center gap-x-3 gap-y-2';

export const ToolGroup = ({ label, children }: { label: string; children: ReactNode }) => (
  <div role="group" aria-label={label} className="flex flex-wrap gap-1">
    {children}
  </div>
);
