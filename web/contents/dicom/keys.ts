/** What the picture can be told, by key, button or finger. */
export type Command =
  | { do: 'step'; by: number }
  | { do: 'first' }
  | { do: 'last' }
  | { do: 'pan'; across: number; down: number }
  | { do: 'zoom'; factor: number }
  | { do: 'fit' }
  | { do: 'pixels' }
  | { do: 'turn' }
  | { do: 'window'; across: number; down: number }
  | { do: 'preset'; number: number }
  | { do: 'invert' }
  | { do: 'reset' }
  | { do: 'mode'; mode: Mode }
  | { do: 'cursor'; across: number; down: number }
  | { do: 'place' }
  | { do: 'cancel' };

export type Mode = 'window' | 'scroll' | 'pan' | 'zoom' | 'length' | 'angle';

export const isMeasuring = (mode: Mode): mode is 'length' | 'angle' => mode === 'length' || mode === 'angle';

export const PAN_PX = 40;
export const ZOOM_STEP = 1.25;
/** Shares of the picture's range of values. */
export const WINDOW_STEP = 0.02;
const CURSOR_PX = 1;
const CURSOR_FAR_PX = 10;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const KEYS: Readonly<Record<string, Command>> = {
  PageUp: { do: 'step', by: -1 },
  PageDown: { do: 'step', by: 1 },
  Home: { do: 'first' },
  End: { do: 'last' },
  '+': { do: 'zoom', factor: ZOOM_STEP },
  ';': { do: 'zoom', factor: ZOOM_STEP },
  '=': { do: 'zoom', factor: ZOOM_STEP },
  '-': { do: 'zoom', factor: 1 / ZOOM_STEP },
  '0': { do: 'fit' },
  '[': { do: 'window', across: -WINDOW_STEP, down: 0 },
  ']': { do: 'window', across: WINDOW_STEP, down: 0 },
  i: { do: 'invert' },
  t: { do: 'turn' },
  r: { do: 'reset' },
  l: { do: 'mode', mode: 'length' },
  a: { do: 'mode', mode: 'angle' },
  w: { do: 'mode', mode: 'window' },
};

type Pressed = { key: string; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean; altKey: boolean };

/**
 * The command of a key while the picture has the focus. In a measuring mode the arrows move the cross, else up and down leaf and left and right
 * change the brightness. On a Japanese keyboard `+` lies on `;`. Undefined: not ours, it goes on to the page.
 */
export const commandOf = ({ key, shiftKey, ctrlKey, metaKey, altKey }: Pressed, mode: Mode): Command | undefined => {
  if (ctrlKey || metaKey || altKey) return undefined;
  const arrow = ARROWS[key];
  if (arrow) return arrowCommand(arrow, shiftKey, mode);
  if (isMeasuring(mode) && (key === 'Enter' || key === ' ')) return { do: 'place' };
  if (isMeasuring(mode) && key === 'Escape') return { do: 'cancel' };
  if (/^[1-9]$/.test(key)) return { do: 'preset', number: Number(key) };
  return KEYS[key.length === 1 ? key.toLowerCase() : key];
};

const arrowCommand = ([across, down]: readonly [number, number], isShifted: boolean, mode: Mode): Command => {
  if (isMeasuring(mode)) {
    const far = isShifted ? CURSOR_FAR_PX : CURSOR_PX;
    return { do: 'cursor', across: across * far, down: down * far };
  }
  if (isShifted) return { do: 'pan', across: -across * PAN_PX, down: -down * PAN_PX };
  // Lower centres make the picture brighter.
  return across === 0 ? { do: 'step', by: down } : { do: 'window', across: 0, down: -across * WINDOW_STEP };
};
