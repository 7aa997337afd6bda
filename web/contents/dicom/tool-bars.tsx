import { useTexts } from '../../text/texts.ts';
import { texts as viewing } from '../viewing/texts.ts';
import { TOOLBAR, Tool, Toolbar, ToolGroup } from '../viewing/tool.tsx';
import type { Mode } from './keys.ts';
import { texts } from './texts.ts';
import type { View } from './use-commands.ts';

type BarsProps = { view: View; mode: Mode; stackSize: number; isColour: boolean };

const MODES = [
  { mode: 'window', key: 'modeWindow', shortcut: 'W' },
  { mode: 'scroll', key: 'modeScroll' },
  { mode: 'pan', key: 'modePan' },
  { mode: 'zoom', key: 'modeZoom' },
  { mode: 'length', key: 'modeLength', shortcut: 'L' },
  { mode: 'angle', key: 'modeAngle', shortcut: 'A' },
] as const;

/** What dragging does, and what changes the whole picture. */
export const ToolBars = ({ view, mode, stackSize, isColour }: BarsProps) => {
  const t = useTexts(texts);
  const v = useTexts(viewing);
  const modes = MODES.filter(
    (each) => (each.mode !== 'scroll' || stackSize > 1) && (each.mode !== 'window' || !isColour),
  );
  return (
    <Toolbar aria-label={v('tools')} className={TOOLBAR}>
      <ToolGroup label={t('modes')}>
        {modes.map(({ mode: each, key, ...rest }) => (
          <Tool
            key={each}
            label={t(key)}
            isPressed={each === mode}
            {...('shortcut' in rest && { shortcut: rest.shortcut })}
            onPress={() => view.run({ do: 'mode', mode: each })}
          />
        ))}
      </ToolGroup>
      <ToolGroup label={t('changes')}>
        <Tool
          label={t('invert')}
          sign={t('invertShort')}
          isPressed={view.isInverted}
          shortcut="I"
          onPress={() => view.run({ do: 'invert' })}
        />
        <Tool label={v('turn')} sign="↻" shortcut="T" onPress={() => view.run({ do: 'turn' })} />
        <Tool label={v('fit')} sign={t('fitShort')} shortcut="0" onPress={() => view.run({ do: 'fit' })} />
        <Tool label={t('reset')} sign={t('resetShort')} shortcut="R" onPress={() => view.run({ do: 'reset' })} />
      </ToolGroup>
    </Toolbar>
  );
};
