import type { Point } from './geometry.ts';

export type MeasureKind = 'length' | 'angle';
export type Measurement = { id: number; kind: MeasureKind; points: readonly Point[] };

/** The measurements of one image, the one that is being made, and the cross that the keyboard moves. */
export type Measuring = {
  done: readonly Measurement[];
  draft?: { kind: MeasureKind; points: readonly Point[]; isDragged: boolean };
  cursor?: Point;
  held?: { id: number; point: number };
};

export const NOTHING_MEASURED: Measuring = { done: [] };

const POINTS: Record<MeasureKind, number> = { length: 2, angle: 3 };

/** A point is set: the draft begins, goes on, or is complete. */
export const placed = (measuring: Measuring, kind: MeasureKind, point: Point): Measuring => {
  const before = measuring.draft?.kind === kind ? measuring.draft.points : [];
  const points = [...before, point];
  const { draft: _, ...rest } = measuring;
  if (points.length < POINTS[kind]) return { ...rest, draft: { kind, points, isDragged: false }, cursor: point };
  const id = Math.max(0, ...measuring.done.map((each) => each.id)) + 1;
  return { ...rest, done: [...measuring.done, { id, kind, points }], cursor: point };
};

/** A finger or button goes down: on an end of what is measured already it takes that, else a draft may begin there. */
export const begun = (measuring: Measuring, { point, near }: { point: Point; near: number }): Measuring => {
  for (const { id, points } of measuring.done) {
    const found = points.findIndex(([x, y]) => Math.hypot(x - point[0], y - point[1]) <= near);
    if (found >= 0) return { ...measuring, held: { id, point: found } };
  }
  return measuring;
};

/** It moves: a held end goes along; a length that was begun by dragging stretches. */
export const dragged = (
  measuring: Measuring,
  kind: MeasureKind,
  { from, to }: { from: Point; to: Point },
): Measuring => {
  const { held, draft } = measuring;
  if (held) return withPoint(measuring, held, to);
  if (kind !== 'length') return { ...measuring, cursor: to };
  const start = draft?.kind === kind ? draft.points[0] : undefined;
  return { ...measuring, draft: { kind, points: [start ?? from], isDragged: true }, cursor: to };
};

/** It is let go: a tap sets a point, a drag ends what it stretched. */
export const ended = (
  measuring: Measuring,
  kind: MeasureKind,
  { point, isTap }: { point: Point; isTap: boolean },
): Measuring => {
  const { held, ...rest } = measuring;
  if (held) return rest;
  return isTap || measuring.draft?.isDragged ? placed(measuring, kind, point) : measuring;
};

export const cancelled = ({ done }: Measuring): Measuring => ({ done });

export const removed = (measuring: Measuring, id: number): Measuring => ({
  ...measuring,
  done: measuring.done.filter((each) => each.id !== id),
});

const withPoint = (measuring: Measuring, held: { id: number; point: number }, to: Point): Measuring => ({
  ...measuring,
  done: measuring.done.map((each) =>
    each.id === held.id
      ? { ...each, points: each.points.map((point, index) => (index === held.point ? to : point)) }
      : each,
  ),
});
