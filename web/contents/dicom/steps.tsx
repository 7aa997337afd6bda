import { useTexts } from '../../text/texts.ts';
import { texts as viewing } from '../viewing/texts.ts';
import { TOOLBAR, Tool, Toolbar, ToolGroup } from '../viewing/tool.tsx';
import { isMeasuring, type Mode, PAN_PX, WINDOW_STEP, ZOOM_STEP } from './keys.ts';
import { texts } from './texts.ts';
import { BY_HAND, ORIGINAL, type View } from './use-commands.ts';

type StepsProps = { view: View; mode: Mode };

/** The chosen tool in single steps: for those who do not drag. */
export const Steps = ({ view: { run, window, presets, preset, choosePreset }, mode }: StepsProps) => {
  const t = useTexts(texts);
  const v = useTexts(viewing);
  if (mode === 'scroll') return undefined;
  if (isMeasuring(mode)) return <p className="text-sm">{t(mode === 'length' ? 'measureLength' : 'measureAngle')}</p>;
  if (mode === 'zoom')
    return (
      <Toolbar aria-label={t('modeZoom')} className={TOOLBAR}>
        <Tool label={v('zoomOut')} sign="−" shortcut="-" onPress={() => run({ do: 'zoom', factor: 1 / ZOOM_STEP })} />
        <Tool label={v('zoomIn')} sign="＋" shortcut="+" onPress={() => run({ do: 'zoom', factor: ZOOM_STEP })} />
        <Tool label={v('actualSize')} onPress={() => run({ do: 'pixels' })} />
      </Toolbar>
    );
  if (mode === 'pan')
    return (
      <Toolbar aria-label={t('modePan')} className={TOOLBAR}>
        <Tool label={v('moveLeft')} sign="←" onPress={() => run({ do: 'pan', across: -PAN_PX, down: 0 })} />
        <Tool label={v('moveRight')} sign="→" onPress={() => run({ do: 'pan', across: PAN_PX, down: 0 })} />
        <Tool label={v('moveUp')} sign="↑" onPress={() => run({ do: 'pan', across: 0, down: -PAN_PX })} />
        <Tool label={v('moveDown')} sign="↓" onPress={() => run({ do: 'pan', across: 0, down: PAN_PX })} />
      </Toolbar>
    );
  if (!window) return undefined;
  return (
    <Toolbar aria-label={t('modeWindow')} className={TOOLBAR}>
      <select
        aria-label={t('preset')}
        value={preset}
        onChange={(event) => choosePreset(event.target.value)}
        className="min-h-11 rounded-8 border border-solid-gray-600 bg-white px-2 sm:min-h-10"
      >
        <option value={ORIGINAL}>{t('original')}</option>
        {presets.map(({ name, label }, at) => (
          <option key={`${name}${label}${at}`} value={String(at + 1)}>
            {name
              ? t(name)
              : (label ?? t('originalAt', { number: at + 1 - presets.filter((each) => each.name).length + 1 }))}
          </option>
        ))}
        {preset === BY_HAND && <option value={BY_HAND}>{t('own')}</option>}
      </select>
      <ToolGroup label={t('modeWindow')}>
        <Tool label={t('darker')} onPress={() => run({ do: 'window', across: 0, down: WINDOW_STEP })} />
        <Tool label={t('brighter')} onPress={() => run({ do: 'window', across: 0, down: -WINDOW_STEP })} />
        <Tool label={t('stronger')} onPress={() => run({ do: 'window', across: -WINDOW_STEP, down: 0 })} />
        <Tool label={t('softer')} onPress={() => run({ do: 'window', across: WINDOW_STEP, down: 0 })} />
      </ToolGroup>
    </Toolbar>
  );
};
