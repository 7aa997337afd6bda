import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Stage } from './engine/stage.ts';

export type Shown = {
  stage: Stage | undefined;
  /** Which image is on the stage; undefined until the first is drawn. */
  imageId: string | undefined;
  isWaiting: boolean;
  /** Why the image that is asked for cannot be shown. */
  error: unknown;
};

type Given = {
  host: RefObject<HTMLDivElement | null>;
  openStage: (element: HTMLDivElement, onDrawn: () => void) => Stage;
  imageIds: readonly string[];
  index: number;
};

/** A stage in an element, which shows one image of a stack, and is drawn anew when the element changes its size. */
export const useStage = ({ host, openStage, imageIds, index }: Given): Shown => {
  const stage = useRef<Stage>(undefined);
  const [, setDrawings] = useState(0);
  const [imageId, setImageId] = useState<string>();
  const [isWaiting, setWaiting] = useState(true);
  const [error, setError] = useState<unknown>();
  const onDrawn = useCallback(() => setDrawings((count) => count + 1), []);
  useEffect(() => {
    if (!host.current) return;
    const element = host.current;
    const opened = openStage(element, onDrawn);
    stage.current = opened;
    const observer = new ResizeObserver(() => opened.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      opened.close();
      stage.current = undefined;
    };
  }, [host, openStage, onDrawn]);
  useEffect(() => {
    let isCurrent = true;
    setWaiting(true);
    setError(undefined);
    stage.current?.show(imageIds, index).then(
      (isShown) => {
        if (!isCurrent || !isShown) return;
        setImageId(imageIds[index]);
        setWaiting(false);
      },
      (caught: unknown) => {
        if (!isCurrent) return;
        setError(caught);
        setWaiting(false);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [imageIds, index]);
  return { stage: stage.current, imageId, isWaiting, error };
};
