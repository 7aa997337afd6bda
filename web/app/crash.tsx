import { Component, type ReactNode } from 'react';
import { useTexts } from '../text/texts.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { texts } from './texts.ts';

/** A part that cannot be drawn takes nothing else with it, and says so. */
export class Crash extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <Crashed /> : this.props.children;
  }
}

const Crashed = () => {
  const t = useTexts(texts);
  return (
    <div className="mx-auto max-w-xl p-6">
      <Notice tone="danger" isUrgent title={t('crashed')}>
        <p>{t('crashedBody')}</p>
        <div>
          <Button onClick={() => location.reload()}>{t('reload')}</Button>
        </div>
      </Notice>
    </div>
  );
};
