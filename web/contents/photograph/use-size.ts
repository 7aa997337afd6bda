import { type RefObject, useEffect, useState } from 'react';

/** An element's inner size in CSS pixels. */
export const useSize = (target: RefObject<HTMLElement | null>): { width: number; height: number } => {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    if (!target.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(target.current);
    return () => observer.disconnect();
  }, [target]);
  return size;
};
