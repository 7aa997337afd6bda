import { useTexts } from '../../text/texts.ts';
import type { Point, Spacing } from './geometry.ts';
import { measuredText } from './measured-text.ts';
import type { Measuring } from './measuring.ts';
import { texts } from './texts.ts';

type LayerProps = {
  measuring: Measuring;
  placeOf: (point: Point) => readonly [number, number];
  spacing: Spacing | undefined;
  aspect: number;
};

const CROSS_PX = 12;

/** Lines and figures over the picture; the list beside it says the same for those who cannot see them. */
export const MeasureLayer = ({ measuring: { done, draft, cursor }, placeOf, spacing, aspect }: LayerProps) => {
  const t = useTexts(texts);
  const preview = draft && { kind: draft.kind, points: [...draft.points, ...(cursor ? [cursor] : [])] };
  const shown = [
    ...done.map((each) => ({ ...each, key: String(each.id) })),
    ...(preview ? [{ ...preview, key: 'draft' }] : []),
  ];
  const [x, y] = cursor ? placeOf(cursor) : [0, 0];
  return (
    <svg aria-hidden="true" className="pointer-events-none absolute inset-0 size-full overflow-hidden">
      {shown.map(({ key, kind, points }) => (
        <Drawn
          key={key}
          name={key === 'draft' ? '' : key}
          places={points.map(placeOf)}
          text={measuredText({ kind, points }, { spacing, aspect }, t)}
        />
      ))}
      {cursor && (
        <g stroke="white" strokeWidth={1}>
          <path
            d={`M${x - CROSS_PX} ${y}H${x + CROSS_PX}M${x} ${y - CROSS_PX}V${y + CROSS_PX}`}
            stroke="black"
            strokeWidth={3}
          />
          <path d={`M${x - CROSS_PX} ${y}H${x + CROSS_PX}M${x} ${y - CROSS_PX}V${y + CROSS_PX}`} />
        </g>
      )}
    </svg>
  );
};

type DrawnProps = { name: string; places: readonly (readonly [number, number])[]; text: string | undefined };

const Drawn = ({ name, places, text }: DrawnProps) => {
  const line = places.map(([x, y]) => `${x},${y}`).join(' ');
  const [lastX, lastY] = places.at(-1) ?? [0, 0];
  return (
    <g fill="none" strokeLinecap="round">
      <polyline points={line} stroke="black" strokeWidth={4} />
      <polyline points={line} stroke="#ffd43d" strokeWidth={2} />
      {places.map(([x, y]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r={4} stroke="#ffd43d" strokeWidth={2} fill="black" fillOpacity={0.4} />
      ))}
      {text !== undefined && (
        <text
          x={lastX + 8}
          y={lastY - 8}
          fill="#ffd43d"
          stroke="black"
          strokeWidth={3}
          paintOrder="stroke"
          fontSize={14}
          fontWeight="bold"
        >
          {name !== '' && `${name}: `}
          {text}
        </text>
      )}
    </g>
  );
};
