import { useState } from 'react';
import type { Stage } from './engine/stage.ts';
import { aspectOf, type Point, type Spacing, spacingOf } from './geometry.ts';
import { type Command, isMeasuring, type Mode } from './keys.ts';
import { placed } from './measuring.ts';
import type { Picture } from './picture.ts';
import type { MeasuringState } from './use-measuring.ts';
import { draggedWindow, type Preset, presetsOf, type Window, windowsOf } from './windows.ts';

/** The picture as it is looked at, and what it can be told. */
export type View = {
  run: (command: Command) => void;
  window: Window | undefined;
  presets: readonly Preset[];
  preset: string;
  choosePreset: (key: string) => void;
  isInverted: boolean;
  zoom: number;
  quarters: number;
  spacing: Spacing | undefined;
  aspect: number;
};

type Given = {
  stage: Stage | undefined;
  picture: Picture;
  frame: number;
  index: number;
  of: number;
  goTo: (index: number) => void;
  mode: Mode;
  setMode: (mode: Mode) => void;
  measuring: MeasuringState;
};

export const ORIGINAL = '0';
export const BY_HAND = 'hand';

export const useCommands = (given: Given): View => {
  const { stage, picture, frame, measuring } = given;
  const { dataSet } = picture.file;
  const [preset, setPreset] = useState(ORIGINAL);
  const [isInverted, setInverted] = useState(false);
  const own = windowsOf(dataSet, frame);
  const presets: Preset[] = [...presetsOf(picture.facts.modality), ...own.slice(1)];
  const window = stage?.window();
  const { zoom, quarters } = stage?.lie() ?? { zoom: 1, quarters: 0 };

  const choosePreset = (key: string) => {
    setPreset(key);
    stage?.setWindow(key === ORIGINAL ? undefined : presets[Number(key) - 1]);
  };
  const invert = (value: boolean) => {
    setInverted(value);
    stage?.setInvert(value);
  };
  const moveWindow = (across: number, down: number) => {
    const now = stage?.window();
    if (!now) return;
    setPreset(BY_HAND);
    stage?.setWindow(draggedWindow(now, { across, down, range: rangeOfValues(picture, now) }));
  };
  const start = (): Point => [picture.form.columns / 2, picture.form.rows / 2];
  const moveCursor = (across: number, down: number) =>
    measuring.change((before) => {
      const [x, y] = stage?.placeOf(before.cursor ?? start()) ?? [0, 0];
      return { ...before, cursor: before.cursor ? (stage?.pointAt([x + across, y + down]) ?? start()) : start() };
    });
  const setMode = (mode: Mode) => {
    measuring.stop();
    given.setMode(mode);
    if (isMeasuring(mode)) measuring.change((before) => ({ ...before, cursor: start() }));
  };
  const reset = () => {
    choosePreset(ORIGINAL);
    invert(false);
    stage?.reset();
  };

  const run = (command: Command): void => {
    switch (command.do) {
      case 'step':
        return given.goTo(given.index + command.by);
      case 'first':
        return given.goTo(0);
      case 'last':
        return given.goTo(given.of - 1);
      case 'pan':
        return stage?.pan(command.across, command.down);
      case 'zoom':
        return stage?.zoom(command.factor);
      case 'fit':
        return stage?.fit();
      case 'pixels':
        return stage?.zoomToPixels();
      case 'turn':
        return stage?.turn();
      case 'window':
        return moveWindow(command.across, command.down);
      case 'preset':
        return command.number <= presets.length ? choosePreset(String(command.number)) : undefined;
      case 'invert':
        return invert(!isInverted);
      case 'reset':
        return reset();
      case 'mode':
        return setMode(command.mode);
      case 'cursor':
        return moveCursor(command.across, command.down);
      case 'place':
        return isMeasuring(given.mode)
          ? measuring.change((before) => placed(before, given.mode as 'length' | 'angle', before.cursor ?? start()))
          : undefined;
      case 'cancel':
        return measuring.stop();
    }
  };
  return {
    run,
    window,
    presets,
    preset,
    choosePreset,
    isInverted,
    zoom,
    quarters,
    spacing: spacingOf(dataSet, frame),
    aspect: aspectOf(dataSet, frame),
  };
};

const CT_RANGE = 2000;

/** How far a whole width of dragging goes: a CT's useful range, else what the stored bits can say, within reason of what is set. */
const rangeOfValues = ({ facts, form }: Picture, { width }: Window): number =>
  facts.modality === 'CT' ? CT_RANGE : Math.min(2 ** form.bitsStored, Math.max(width * 4, 64));
