import type { ReactNode } from 'react';
import { useTexts } from '../../text/texts.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProblemView, ProgressBar } from '../../ui/states.tsx';
import { FileFault } from './file-fault.ts';
import { texts } from './texts.ts';
import type { FileState } from './use-file.ts';

/** Why a file is not shown: what is wrong with it, or what the network or the API said. */
export const FileProblem = ({ error, retry }: { error: unknown; retry?: () => void }) => {
  const t = useTexts(texts);
  if (!(error instanceof FileFault)) return <ProblemView error={error} {...(retry && { retry })} />;
  return (
    <Notice tone="danger" isUrgent title={t('cannotShow')}>
      <p>{t(error.code)}</p>
      <p className="text-sm text-solid-gray-800">{t('stillThere')}</p>
    </Notice>
  );
};

/** A file's three faces: on its way, not to be shown, shown. */
export const OpenedFile = <T,>({ opened, children }: { opened: FileState<T>; children: (file: T) => ReactNode }) => {
  const t = useTexts(texts);
  if (opened.state === 'failed') return <FileProblem error={opened.error} retry={opened.retry} />;
  if (opened.state === 'ready') return children(opened.file);
  return <ProgressBar label={t('loading')} done={opened.done} />;
};
