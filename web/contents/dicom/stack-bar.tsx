import { useTexts } from '../../text/texts.ts';
import { Tool, ToolGroup } from '../viewing/tool.tsx';
import { texts } from './texts.ts';

type StackProps = { index: number; of: number; onChange: (index: number) => void };

/** Where in the stack, to be dragged or stepped. */
export const StackBar = ({ index, of, onChange }: StackProps) => {
  const t = useTexts(texts);
  return (
    <div className="no-print flex items-center gap-2">
      <ToolGroup label={t('stack')}>
        <Tool label={t('previous')} sign="▲" isDisabled={index === 0} onPress={() => onChange(index - 1)} />
        <Tool label={t('next')} sign="▼" isDisabled={index === of - 1} onPress={() => onChange(index + 1)} />
      </ToolGroup>
      <input
        type="range"
        aria-label={t('stack')}
        aria-valuetext={t('position', { index: index + 1, of })}
        min={1}
        max={of}
        value={index + 1}
        onChange={(event) => onChange(Number(event.target.value) - 1)}
        className="min-h-11 min-w-0 grow accent-blue-900"
      />
      <span className="min-w-16 text-right tabular-nums">{t('position', { index: index + 1, of })}</span>
    </div>
  );
};
