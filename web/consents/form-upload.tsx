import { useEffect, useId, useRef, useState } from 'react';
import { useLeaveGuard } from '../api/leave-guard.ts';
import { useTexts } from '../text/texts.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { ProblemView, ProgressBar } from '../ui/states.tsx';
import { ACCEPTED, LARGEST_MB, type Refusal } from './picture.ts';
import { SendingFailed, sendForm } from './send-form.ts';
import { texts } from './texts.ts';

type State =
  | { at: 'idle' }
  | { at: 'checking' }
  | { at: 'sending'; done: number }
  | { at: 'completing' }
  | { at: 'sent'; name: string }
  | { at: 'failed'; error: unknown };

type UploadProps = {
  /** The own patient ID, under which the picture is kept. */
  localId: string;
  /** YYYY-MM-DD */
  day: string;
  onChange: (documentId: string | undefined) => void;
};

/** A photo of the signed form, sent when it is chosen, so that the consent names what has arrived. A failure loses nothing else of the screen. */
export const FormUpload = ({ localId, day, onChange }: UploadProps) => {
  const t = useTexts(texts);
  const id = useId();
  const [state, setState] = useState<State>({ at: 'idle' });
  const chosen = useRef<{ file: File; key: string; day: string } | undefined>(undefined);
  const running = useRef<AbortController | undefined>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const isRunning = ['checking', 'sending', 'completing'].includes(state.at);
  useLeaveGuard(() => isRunning);
  useEffect(() => () => running.current?.abort(), []);

  const send = async (): Promise<void> => {
    if (!chosen.current || isRunning) return;
    // The day as it was when the file was chosen: sent again under its key, it must be the same.
    const { file, key, day: dayThen } = chosen.current;
    const { signal } = (running.current = new AbortController());
    try {
      const documentId = await sendForm({ file, key, localId, day: dayThen, signal, onPhase: setState });
      setState({ at: 'sent', name: file.name });
      onChange(documentId);
    } catch (error) {
      if (!signal.aborted) setState({ at: 'failed', error });
    }
  };
  const choose = (file: File | undefined): void => {
    if (!file) return;
    chosen.current = { file, key: crypto.randomUUID(), day };
    onChange(undefined);
    void send();
  };
  const forget = (): void => {
    running.current?.abort();
    chosen.current = undefined;
    if (input.current) input.current.value = '';
    setState({ at: 'idle' });
    onChange(undefined);
  };
  return (
    <div className="flex flex-col gap-2">
      <p id={`${id}-hint`} className="text-sm text-solid-gray-700">
        {t('formHint', { size: LARGEST_MB })}
      </p>
      {/* The browser's own control speaks the browser's language, not the person's. */}
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPTED}
        aria-label={t('form')}
        onChange={({ target }) => choose(target.files?.[0])}
      />
      {!isRunning && (
        <div>
          <Button variant="secondary" aria-describedby={`${id}-hint`} onClick={() => input.current?.click()}>
            {t(state.at === 'idle' ? 'choose' : 'chooseOther')}
          </Button>
        </div>
      )}
      <div role="status" className="flex flex-col gap-2">
        {isRunning && (
          <>
            <ProgressBar
              label={t(state.at as 'checking' | 'sending' | 'completing')}
              done={state.at === 'sending' ? state.done : undefined}
            />
            <div>
              <Button variant="secondary" size="sm" onClick={forget}>
                {t('cancel')}
              </Button>
            </div>
          </>
        )}
        {state.at === 'sent' && (
          <Notice tone="success" title={t('sent', { name: state.name })}>
            <div>
              <Button variant="secondary" size="sm" onClick={forget}>
                {t('remove')}
              </Button>
            </div>
          </Notice>
        )}
      </div>
      {state.at === 'failed' && <Failed error={state.error} onAgain={() => void send()} />}
    </div>
  );
};

const Failed = ({ error, onAgain }: { error: unknown; onAgain: () => void }) => {
  const t = useTexts(texts);
  if (!(error instanceof SendingFailed)) return <ProblemView error={error} retry={onAgain} />;
  const { refusal } = error;
  return (
    <Notice tone="danger" isUrgent title={t(`failed_${refusal.reason}`, valuesOf(refusal))}>
      {(refusal.reason === 'network' || refusal.reason === 'refused') && (
        <div>
          <Button variant="secondary" size="sm" onClick={onAgain}>
            {t('again')}
          </Button>
        </div>
      )}
    </Notice>
  );
};

const valuesOf = (refusal: Refusal): Record<string, number> => ({
  size: LARGEST_MB,
  ...(refusal.reason === 'size' && { mb: refusal.mb }),
  ...(refusal.reason === 'refused' && { status: refusal.status }),
});
