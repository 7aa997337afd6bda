/** A cell: row 0 is the heading of days, the rows of contents follow; columns count from the oldest. */
export type Place = { row: number; column: number };
export type Extent = { rows: number; columns: number; perPage: number };
export type Press = { key: string; ctrlKey: boolean };

/**
 * Where a key leads in the grid (WAI-ARIA authoring practices, "grid"); undefined for keys that are not the grid's. Page keys go by the period in
 * view, since time runs across.
 */
export const placeAfter = (
  at: Place,
  { key, ctrlKey }: Press,
  { rows, columns, perPage }: Extent,
): Place | undefined => {
  const column = (value: number): Place => ({ row: at.row, column: Math.min(Math.max(value, 0), columns - 1) });
  const row = (value: number): Place => ({ row: Math.min(Math.max(value, 0), rows - 1), column: at.column });
  switch (key) {
    case 'ArrowLeft':
      return column(at.column - 1);
    case 'ArrowRight':
      return column(at.column + 1);
    case 'ArrowUp':
      return row(ctrlKey ? 0 : at.row - 1);
    case 'ArrowDown':
      return row(ctrlKey ? rows - 1 : at.row + 1);
    case 'Home':
      return ctrlKey ? { row: 0, column: 0 } : column(0);
    case 'End':
      return ctrlKey ? { row: rows - 1, column: columns - 1 } : column(columns - 1);
    case 'PageUp':
      return column(at.column - perPage);
    case 'PageDown':
      return column(at.column + perPage);
    default:
      return undefined;
  }
};
