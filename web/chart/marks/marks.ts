/** How a facility is told from the others, with and without colour. Class names stand in full, so that the style sheet finds them. */
export type Mark = { shape: string; colour: string; text: string; tint: string; border: string };

/** Eight that differ in shape and, next to each other, in hue for every kind of colour vision; all ≥ 7:1 on white. */
const MARKS: readonly Mark[] = [
  { shape: '●', colour: '#0017c1', text: 'text-blue-900', tint: 'bg-blue-50', border: 'border-blue-900' },
  { shape: '▲', colour: '#8b3200', text: 'text-orange-1000', tint: 'bg-orange-50', border: 'border-orange-1000' },
  { shape: '■', colour: '#115a36', text: 'text-green-900', tint: 'bg-green-50', border: 'border-green-900' },
  { shape: '◆', colour: '#6c006c', text: 'text-magenta-1000', tint: 'bg-magenta-50', border: 'border-magenta-1000' },
  { shape: '★', colour: '#604b00', text: 'text-yellow-1200', tint: 'bg-yellow-50', border: 'border-yellow-1200' },
  { shape: '▼', colour: '#006173', text: 'text-cyan-1000', tint: 'bg-cyan-50', border: 'border-cyan-1000' },
  { shape: '◐', colour: '#5109ad', text: 'text-purple-900', tint: 'bg-purple-50', border: 'border-purple-900' },
  { shape: '◫', colour: '#3e5a00', text: 'text-lime-1000', tint: 'bg-lime-50', border: 'border-lime-1000' },
];

const NEUTRAL: Mark = {
  shape: '○',
  colour: '#4d4d4d',
  text: 'text-solid-gray-700',
  tint: 'bg-solid-gray-50',
  border: 'border-solid-gray-700',
};

/** The mark of the facility at a place in the chart's order; from the ninth on they repeat, and the name alone tells them apart. */
export const markAt = (index: number): Mark => MARKS[index % MARKS.length] ?? NEUTRAL;

export const unknownMark = NEUTRAL;
