/** Waits for work, but no longer than so many milliseconds; whether it came to something is not told. */
export const atMost = (ms: number, work: Promise<unknown>): Promise<void> =>
  Promise.race([
    work.then(
      () => undefined,
      () => undefined,
    ),
    new Promise<void>((resolve) => {
      setTimeout(resolve, ms);
    }),
  ]);
