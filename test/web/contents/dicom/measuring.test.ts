import { describe, expect, it } from '@jest/globals';
import { commandOf, type Mode } from '../../../../web/contents/dicom/keys.ts';
import {
  begun,
  cancelled,
  dragged,
  ended,
  NOTHING_MEASURED,
  placed,
  removed,
} from '../../../../web/contents/dicom/measuring.ts';
import { draggedWindow } from '../../../../web/contents/dicom/windows.ts';

const key = (pressed: string, mode: Mode = 'window', more: object = {}) =>
  commandOf({ key: pressed, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more }, mode);

describe('measuring', () => {
  it('by two taps, by three, or by one drag', () => {
    const tapped = [[0, 0] as const, [3, 4] as const].reduce(
      (now, point) => placed(now, 'length', point),
      NOTHING_MEASURED,
    );
    expect(tapped.done).toEqual([
      {
        id: 1,
        kind: 'length',
        points: [
          [0, 0],
          [3, 4],
        ],
      },
    ]);
    const angle = [[0, 0] as const, [1, 0] as const, [1, 1] as const].reduce(
      (now, point) => placed(now, 'angle', point),
      tapped,
    );
    expect(angle.done.map(({ id, kind }) => [id, kind])).toEqual([
      [1, 'length'],
      [2, 'angle'],
    ]);
    let drawn = begun(NOTHING_MEASURED, { point: [0, 0], near: 1 });
    drawn = dragged(drawn, 'length', { from: [0, 0], to: [5, 0] });
    drawn = dragged(drawn, 'length', { from: [5, 0], to: [9, 0] });
    expect(ended(drawn, 'length', { point: [9, 0], isTap: false }).done).toEqual([
      {
        id: 1,
        kind: 'length',
        points: [
          [0, 0],
          [9, 0],
        ],
      },
    ]);
  });

  it('an end that is taken moves alone; letting it go sets no further point', () => {
    const made = placed(placed(NOTHING_MEASURED, 'length', [0, 0]), 'length', [10, 0]);
    let held = begun(made, { point: [9.5, 0.5], near: 2 });
    held = dragged(held, 'length', { from: [9.5, 0.5], to: [20, 5] });
    held = ended(held, 'length', { point: [20, 5], isTap: false });
    expect(held.done).toEqual([
      {
        id: 1,
        kind: 'length',
        points: [
          [0, 0],
          [20, 5],
        ],
      },
    ]);
    expect(held.held).toBeUndefined();
  });

  it('Escape drops what is begun, and keeps what is made; ids are not used again while others stand', () => {
    const made = placed(placed(NOTHING_MEASURED, 'length', [0, 0]), 'length', [10, 0]);
    expect(cancelled(placed(made, 'angle', [1, 1]))).toEqual({ done: made.done });
    const two = placed(placed(made, 'length', [1, 1]), 'length', [2, 2]);
    expect(removed(two, 1).done.map(({ id }) => id)).toEqual([2]);
  });
});

describe('keys', () => {
  it('leaf, change the window, move and zoom', () => {
    expect(key('ArrowDown')).toEqual({ do: 'step', by: 1 });
    expect(key('ArrowRight')).toMatchObject({ do: 'window', across: 0 });
    expect(key('ArrowRight', 'window', { shiftKey: true })).toMatchObject({ do: 'pan', across: -40 });
    expect(key('+')).toMatchObject({ do: 'zoom' });
    expect(key('3')).toEqual({ do: 'preset', number: 3 });
    expect(key('I')).toEqual({ do: 'invert' });
  });

  it('move the cross and set points while measuring', () => {
    expect(key('ArrowDown', 'length')).toEqual({ do: 'cursor', across: 0, down: 1 });
    expect(key('ArrowDown', 'length', { shiftKey: true })).toEqual({ do: 'cursor', across: 0, down: 10 });
    expect(key('Enter', 'angle')).toEqual({ do: 'place' });
    expect(key('Escape', 'angle')).toEqual({ do: 'cancel' });
  });

  it('leave to the page what is the page’s', () => {
    for (const pressed of ['Tab', 'Escape', 'Enter', ' ', 'F5', 'z']) expect(key(pressed)).toBeUndefined();
    expect(key('r', 'window', { ctrlKey: true })).toBeUndefined();
    expect(key('ArrowLeft', 'window', { altKey: true })).toBeUndefined();
  });
});

it('a window never becomes narrower than one value', () => {
  expect(draggedWindow({ center: 40, width: 10 }, { across: -1, down: 0.5, range: 100 })).toEqual({
    center: 90,
    width: 1,
  });
});
