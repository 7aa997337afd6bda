import { useEffect, useRef } from 'react';

const guards = new Set<() => boolean>();

/** Whether something typed would be lost by leaving this screen. */
export const wouldLose = (): boolean => [...guards].some((guard) => guard());

/** Asks before a screen with unsaved changes is left, by our own links and by the browser's. */
export const useLeaveGuard = (isUnsaved: () => boolean): void => {
  const latest = useRef(isUnsaved);
  latest.current = isUnsaved;
  useEffect(() => {
    const guard = (): boolean => latest.current();
    const beforeUnload = (event: BeforeUnloadEvent): void => {
      if (guard()) event.preventDefault();
    };
    guards.add(guard);
    addEventListener('beforeunload', beforeUnload);
    return () => {
      guards.delete(guard);
      removeEventListener('beforeunload', beforeUnload);
    };
  }, []);
};
