import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link } from 'wouter';
import { cx } from './class-names.ts';

type Look = {
  /** primary: the one thing to do here · danger: takes something away · quiet: beside the rest. */
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  size?: 'md' | 'lg' | 'sm';
};

const BASE =
  'inline-flex items-center justify-center gap-2 rounded-8 font-bold text-center cursor-pointer transition-colors aria-disabled:cursor-not-allowed aria-disabled:opacity-60';
const SIZES = { sm: 'min-h-9 px-3 text-sm', md: 'min-h-11 px-4 text-base', lg: 'min-h-14 px-6 text-lg' };
const VARIANTS = {
  primary: 'bg-blue-900 text-white hover:bg-blue-1000 active:bg-blue-1200',
  secondary: 'border border-blue-900 bg-white text-blue-900 hover:bg-blue-50 active:bg-blue-100',
  quiet: 'text-blue-900 underline underline-offset-4 hover:bg-blue-50',
  danger: 'bg-red-900 text-white hover:bg-red-1000 active:bg-red-1200',
};

const lookOf = ({ variant = 'primary', size = 'md' }: Look): string => cx(BASE, SIZES[size], VARIANTS[variant]);

type ButtonProps = Look &
  Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> & {
    /** Under way: stays in focus and in the order of keys, and does nothing. */
    isBusy?: boolean;
    isDisabled?: boolean;
    children: ReactNode;
  };

/** A button that is not ready stays reachable by keyboard and says so, instead of vanishing from the order. */
export const Button = ({ variant, size, isBusy, isDisabled, onClick, className, children, ...rest }: ButtonProps) => (
  <button
    type="button"
    {...rest}
    className={cx(lookOf({ ...(variant && { variant }), ...(size && { size }) }), className)}
    aria-disabled={isBusy || isDisabled || undefined}
    aria-busy={isBusy || undefined}
    onClick={(event) => {
      if (isBusy || isDisabled) event.preventDefault();
      else onClick?.(event);
    }}
  >
    {isBusy && (
      <span
        aria-hidden="true"
        className="size-4 animate-spin rounded-full border-2 border-current border-t-transparent"
      />
    )}
    {children}
  </button>
);

type LinkProps = Look & { href: string; state?: unknown; className?: string; children: ReactNode };

/** A link that looks like a button. */
export const ButtonLink = ({ variant, size, href, state, className, children }: LinkProps) => (
  <Link
    href={href}
    {...(state !== undefined && { state })}
    className={cx(lookOf({ ...(variant && { variant }), ...(size && { size }) }), 'no-underline', className)}
  >
    {children}
  </Link>
);
