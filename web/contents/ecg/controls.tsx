import { useTexts } from '../../text/texts.ts';
import { texts as viewing } from '../viewing/texts.ts';
import { TOOLBAR, Tool, Toolbar, ToolGroup } from '../viewing/tool.tsx';
import { FIT, type LayoutName, type Scale } from './layout.ts';
import { texts } from './texts.ts';
import type { Group } from './waveform.ts';

type ControlsProps = {
  groups: readonly Group[];
  number: number;
  setNumber: (number: number) => void;
  layouts: readonly LayoutName[];
  layout: LayoutName;
  setLayout: (layout: LayoutName) => void;
  scale: Scale;
  setScale: (scale: Scale) => void;
  size: number;
  setSize: (size: number) => void;
  start: number;
  setStart: (start: number) => void;
  isCalipers: boolean;
  setCalipers: (isCalipers: boolean) => void;
  mostSeconds: number;
};

const SPEEDS = [25, 50] as const;
const GAINS = [5, 10, 20] as const;
const SIZES = [FIT, 75, 100, 150, 200] as const;

/** Paper, gain and what is shown of it. */
export const Controls = (props: ControlsProps) => {
  const { groups, number, layouts, layout, scale, size, start, isCalipers, mostSeconds } = props;
  const t = useTexts(texts);
  const v = useTexts(viewing);
  const group = groups[number];
  const of = group?.seconds ?? 0;
  const seconds = (value: number) => Math.round(value * 10) / 10;
  return (
    <Toolbar aria-label={v('tools')} className={TOOLBAR}>
      {groups.length > 1 && (
        <Choice
          label={t('group')}
          value={number}
          choices={groups.map(({ label, seconds: length }, index) => [
            index,
            t('groupOf', { number: index + 1, label, seconds: seconds(length) }),
          ])}
          onChange={props.setNumber}
        />
      )}
      {layouts.length > 1 && (
        <Choice
          label={t('layout')}
          value={layout}
          choices={layouts.map((name) => [name, t(name)])}
          onChange={props.setLayout}
        />
      )}
      <Choice
        label={t('speed')}
        value={scale.speed}
        choices={SPEEDS.map((speed) => [speed, t('speedOf', { value: speed })])}
        onChange={(speed) => props.setScale({ ...scale, speed })}
      />
      <Choice
        label={t('gain')}
        value={scale.gain}
        choices={GAINS.map((gain) => [gain, t('gainOf', { value: gain })])}
        onChange={(gain) => props.setScale({ ...scale, gain })}
      />
      <Choice
        label={t('size')}
        value={size}
        choices={SIZES.map((percent) => [percent, percent === FIT ? t('fit') : t('sizeOf', { percent })])}
        onChange={props.setSize}
      />
      <ToolGroup label={t('calipers')}>
        <Tool label={t('calipers')} isPressed={isCalipers} onPress={() => props.setCalipers(!isCalipers)} />
      </ToolGroup>
      {of > mostSeconds && (
        <ToolGroup label={t('part')}>
          <Tool
            label={t('earlier', { seconds: mostSeconds })}
            isDisabled={start === 0}
            onPress={() => props.setStart(Math.max(0, start - mostSeconds))}
          />
          <Tool
            label={t('later', { seconds: mostSeconds })}
            isDisabled={start + mostSeconds >= of}
            onPress={() => props.setStart(start + mostSeconds)}
          />
          <span className="self-center text-sm" aria-live="polite">
            {t('partOf', { from: seconds(start), to: seconds(Math.min(of, start + mostSeconds)), of: seconds(of) })}
          </span>
        </ToolGroup>
      )}
    </Toolbar>
  );
};

type ChoiceProps<V extends string | number> = {
  label: string;
  value: V;
  choices: readonly (readonly [V, string])[];
  onChange: (value: V) => void;
};

const Choice = <V extends string | number>({ label, value, choices, onChange }: ChoiceProps<V>) => (
  <label className="flex flex-col text-xs">
    <span>{label}</span>
    <select
      value={String(value)}
      onChange={(event) => {
        const found = choices.find(([choice]) => String(choice) === event.target.value);
        if (found) onChange(found[0]);
      }}
      className="min-h-11 rounded-8 border border-solid-gray-600 bg-white px-2 text-sm sm:min-h-10"
    >
      {choices.map(([choice, text]) => (
        <option key={String(choice)} value={String(choice)}>
          {text}
        </option>
      ))}
    </select>
  </label>
);
