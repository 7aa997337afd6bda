import { useEffect, useState } from 'react';
import { useLookFailure } from '../../chart/ending.ts';
import { useTexts } from '../../text/texts.ts';
import { ProgressBar } from '../../ui/states.tsx';
import type { ContentProps } from '../content-kind.ts';
import { fetchFile } from '../look.ts';
import { FileFault } from '../viewing/file-fault.ts';
import { FileProblem } from '../viewing/file-states.tsx';
import { texts as viewing } from '../viewing/texts.ts';
import { MOST_FILE } from './bounds.ts';
import { openShelf } from './shelf.ts';
import { type Opened, Viewer } from './viewer.tsx';

type State =
  | { state: 'loading'; done: number | undefined }
  | { state: 'failed'; error: unknown }
  | { state: 'ready'; opened: Opened };

/** The picture's file and the library that draws it come at the same time; neither before somebody opens a picture. */
const DicomView = (props: ContentProps) => {
  const { document, look } = props;
  const t = useTexts(viewing);
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<State>({ state: 'loading', done: 0 });
  const reportFailure = useLookFailure();
  const lookId = look.by === 'patient' ? look.patientId : look.grantId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a look is the same look by what it names
  useEffect(() => {
    let isOpen = true;
    let forget = () => undefined as void;
    const shelf = openShelf((documentId, options) =>
      fetchFile(look, documentId, options).catch((error: unknown) => {
        reportFailure(error);
        throw error;
      }),
    );
    const open = async () => {
      if ((document.byteLength ?? 0) > MOST_FILE) throw new FileFault('tooLarge');
      const onProgress = (done: number) => isOpen && setState({ state: 'loading', done });
      const [{ addSource, openStage, removeSource }, picture] = await Promise.all([
        import('./engine/index.ts'),
        shelf.get(document.documentId, onProgress),
      ]);
      if (!isOpen) return;
      addSource(shelf.id, shelf);
      forget = () => removeSource(shelf.id);
      setState({ state: 'ready', opened: { shelf, picture, openStage } });
    };
    setState({ state: 'loading', done: 0 });
    open().catch((error: unknown) => {
      if (!isOpen) return;
      isOpen = false;
      setState({ state: 'failed', error });
    });
    return () => {
      isOpen = false;
      shelf.close();
      forget();
    };
  }, [look.by, lookId, document.documentId, attempt]);
  if (state.state === 'failed') return <FileProblem error={state.error} retry={() => setAttempt(attempt + 1)} />;
  if (state.state === 'loading')
    return <ProgressBar label={t(state.done === 1 ? 'preparing' : 'loading')} done={state.done} />;
  return <Viewer key={state.opened.shelf.id} {...props} opened={state.opened} />;
};
export default DicomView;
