import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { resume } from '../session/idle.ts';
import { signOut, useSession } from '../session/session.ts';
import { useTexts } from '../text/texts.ts';
import { Button } from '../ui/button.tsx';
import { texts } from './texts.ts';

/**
 * In place of the screen while nobody may see it: after minutes without a touch, and once the sign-in has ended. Beside the page and above
 * any open dialog, which react-aria draws beside the page, too, and which would otherwise keep the focus (`data-react-aria-top-layer`).
 */
const Curtain = () => {
  const { state } = useSession();
  const t = useTexts(texts);
  const heading = useRef<HTMLHeadingElement>(null);
  const kind = state === 'expired' ? 'expired' : state === 'locked' ? 'locked' : 'blank';
  useEffect(() => heading.current?.focus(), [kind]);
  return createPortal(
    <main
      data-curtain=""
      data-react-aria-top-layer="true"
      className="flex min-h-screen flex-col items-center justify-center gap-4 bg-solid-gray-50 p-6 text-center"
    >
      <h1 ref={heading} tabIndex={-1} className="text-2xl font-bold outline-none">
        {t(kind)}
      </h1>
      <p className="max-w-md">{t(`${kind}Body`)}</p>
      {kind === 'blank' ? (
        <Button size="lg" onClick={resume}>
          {t('resume')}
        </Button>
      ) : (
        <Button size="lg" onClick={() => void open('/sign-in', '_blank')}>
          {t('signInTab')}
        </Button>
      )}
      <Button variant="quiet" onClick={() => void signOut()}>
        {t('signOut')}
      </Button>
    </main>,
    document.body,
  );
};
export default Curtain;
