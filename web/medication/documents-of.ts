import type { Supply } from './supply.ts';

/** The documents that a bar stands for, the order first. */
export const documentsOf = ({ order, done }: Supply): string[] => [
  ...new Set([...(order ? [order.documentId] : []), ...done.map(({ documentId }) => documentId)]),
];
