/** Where a key leads from one of `count` rows: -1 is the field above them; undefined: nowhere, the key is somebody else's. */
export const stepTo = (key: string, here: number, count: number): number | undefined => {
  switch (key) {
    case 'ArrowDown':
      return Math.min(here + 1, count - 1);
    case 'ArrowUp':
      return here - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
};
