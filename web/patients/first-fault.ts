import { type RefObject, useRef } from 'react';

const FAULTY = '[aria-invalid="true"], fieldset[aria-describedby$="-fault"] input';

/** The form whose first field at fault gets the focus after it was sent, so that nobody has to look for it. */
export const useFirstFault = (): { form: RefObject<HTMLFormElement | null>; showFirstFault: () => void } => {
  const form = useRef<HTMLFormElement>(null);
  return {
    form,
    // After React has drawn the faults.
    showFirstFault: () =>
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(FAULTY)?.focus({ preventScroll: false })),
  };
};
