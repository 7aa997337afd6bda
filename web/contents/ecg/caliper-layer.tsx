import type { Calipers } from './calipers.ts';
import type { Paper } from './layout.ts';

/** Two legs over the whole height and the heights that they stand at, in the paper's millimetres. */
export const CaliperLayer = ({ calipers: { from, to }, paper }: { calipers: Calipers; paper: Paper }) => (
  <svg
    aria-hidden="true"
    viewBox={`0 0 ${paper.width} ${paper.height}`}
    className="pointer-events-none absolute inset-0 size-full"
  >
    <rect
      x={Math.min(from.x, to.x)}
      y={Math.min(from.y, to.y)}
      width={Math.abs(to.x - from.x)}
      height={Math.abs(to.y - from.y)}
      fill="#0017c1"
      fillOpacity={0.08}
    />
    <g stroke="#0017c1" strokeWidth={0.35}>
      <path d={`M${from.x} 0V${paper.height}`} />
      <path d={`M${to.x} 0V${paper.height}`} />
      <path d={`M${from.x} ${from.y}H${to.x}M${from.x} ${to.y}H${to.x}`} strokeDasharray="1 1" />
    </g>
    <circle cx={from.x} cy={from.y} r={1} fill="#0017c1" />
    <circle cx={to.x} cy={to.y} r={1.2} fill="white" stroke="#0017c1" strokeWidth={0.5} />
  </svg>
);
