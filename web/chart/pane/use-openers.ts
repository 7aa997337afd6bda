import { useRef, useState } from 'react';

/** Where the focus was when each card was opened, to give it back when it is closed; else to the calendar's cell. */
export const useOpeners = () => {
  const openers = useRef(new Map<string, Element | null>());
  const [remember] = useState(() => (id: string): void => {
    openers.current.set(id, document.activeElement);
  });
  const [giveBack] = useState(() => (id: string | undefined): void => {
    const opener = openers.current.get(id ?? '');
    const isThere = opener instanceof HTMLElement && opener !== document.body && opener.checkVisibility();
    const cell = document.querySelector<HTMLElement>('[role="grid"] [tabindex="0"]');
    (isThere ? opener : cell)?.focus();
  });
  return { remember, giveBack };
};
