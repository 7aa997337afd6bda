/** Does the work for each, `width` of them at once. Work that fails does not stop the others: it is told to `failed`. */
export const atOnce = async <T>(
  things: readonly T[],
  width: number,
  { work, failed }: { work: (thing: T) => Promise<void>; failed: (thing: T, error: unknown) => void },
): Promise<void> => {
  const waiting = things.values();
  const worker = async (): Promise<void> => {
    for (const thing of waiting) {
      try {
        await work(thing);
      } catch (error) {
        failed(thing, error);
      }
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
};
