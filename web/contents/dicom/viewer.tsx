import { useMemo, useReducer, useRef, useState } from 'react';
import { useOpenDocument } from '../../chart/opening.ts';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/states.tsx';
import type { ContentProps } from '../content-kind.ts';
import { PatientCheck } from '../viewing/patient-check.tsx';
import { imageIdOf, placeOf } from './engine/image-id.ts';
import type { openStage } from './engine/stage.ts';
import { Help } from './help.tsx';
import type { Mode } from './keys.ts';
import { MeasureList } from './measure-list.tsx';
import type { Picture } from './picture.ts';
import { PictureBox } from './picture-box.tsx';
import { type DicomContent, type Slot, slotsOf } from './series.ts';
import type { Shelf } from './shelf.ts';
import { StackBar } from './stack-bar.tsx';
import { Steps } from './steps.tsx';
import { texts } from './texts.ts';
import { ToolBars } from './tool-bars.tsx';
import { useAhead } from './use-ahead.ts';
import { useCommands } from './use-commands.ts';
import { useMeasuring } from './use-measuring.ts';
import { useSeries } from './use-series.ts';
import { useStage } from './use-stage.ts';

export type Opened = { shelf: Shelf; picture: Picture; openStage: typeof openStage };

type ViewerProps = ContentProps & { opened: Opened };

export const Viewer = ({ document, look, opened }: ViewerProps) => {
  const { shelf, picture: first } = opened;
  const t = useTexts(texts);
  const open = useOpenDocument();
  const host = useRef<HTMLDivElement>(null);
  const content = useMemo(() => contentOf(document.content, first), [document.content, first]);
  const [hasDrawn, drawn] = useReducer(() => true, false);
  const series = useSeries({ document, content, look, isReady: hasDrawn });
  const slots = useMemo(() => slotsOf(series.instances), [series.instances]);
  const [chosen, choose] = useState<Slot>({ documentId: document.documentId, frame: 0 });
  const index = Math.max(
    0,
    slots.findIndex((slot) => slot.documentId === chosen.documentId && slot.frame === chosen.frame),
  );
  const imageIds = useMemo(() => slots.map((slot) => imageIdOf({ store: shelf.id, ...slot })), [slots, shelf.id]);
  const shown = useStage({ host, openStage: opened.openStage, imageIds, index });
  if (shown.imageId !== undefined && !hasDrawn) drawn();
  const ahead = useAhead(shelf, hasDrawn ? slots : [], index);
  const place = shown.imageId === undefined ? undefined : placeOf(shown.imageId);
  const picture = (place && shelf.peek(place.documentId)) ?? first;
  const [mode, setMode] = useState<Mode>(first.form.samples > 1 ? 'pan' : 'window');
  const measuring = useMeasuring(shown.imageId);
  const goTo = (at: number) => {
    const slot = slots[Math.max(0, Math.min(slots.length - 1, at))];
    if (slot) choose(slot);
  };
  const view = useCommands({
    stage: shown.stage,
    picture,
    frame: place?.frame ?? 0,
    index,
    of: slots.length,
    goTo,
    mode,
    setMode,
    measuring,
  });
  return (
    <div className="flex flex-col gap-3">
      <PatientCheck identity={picture.facts.identity} localId={document.localId} />
      <ToolBars view={view} mode={mode} stackSize={slots.length} isColour={picture.form.samples > 1} />
      <PictureBox
        {...{ host, shown, picture, view, mode, measuring, index, of: slots.length }}
        content={series.instances.find(({ documentId }) => documentId === place?.documentId)?.content}
      />
      {slots.length > 1 && <StackBar index={index} of={slots.length} onChange={goTo} />}
      <Steps view={view} mode={mode} />
      {series.read < series.of && (
        <ProgressBar label={t('seriesReading', { read: series.read, of: series.of })} done={series.read / series.of} />
      )}
      {series.read === series.of && ahead.loaded + ahead.failed < ahead.of && (
        <ProgressBar
          label={t('seriesLoading', { loaded: ahead.loaded, of: ahead.of })}
          done={ahead.loaded / ahead.of}
        />
      )}
      {series.failed + ahead.failed > 0 && (
        <p className="text-sm text-red-900">{t('seriesFailed', { count: series.failed + ahead.failed })}</p>
      )}
      <MeasureList measuring={measuring} spacing={view.spacing} aspect={view.aspect} />
      {series.others.length > 0 && (
        <div className="flex flex-wrap items-center gap-2">
          <span className="text-sm">{t('otherSeries')}:</span>
          {series.others.map(({ documentId, label, images }) => (
            <Button key={documentId} size="sm" variant="secondary" onClick={() => open({ documentId, title: label })}>
              {t('openSeries', { label, count: images })}
            </Button>
          ))}
        </div>
      )}
      <Help />
      <p className="text-sm text-solid-gray-800">
        {t('notDiagnostic')} {picture.facts.isLossy && t('lossy')}
      </p>
    </div>
  );
};

/** What the document's metadata says; a file that was uploaded without any stands for itself. */
const contentOf = (
  content: ContentProps['document']['content'],
  { file: { dataSet }, facts, form }: Picture,
): DicomContent =>
  content?.kind === 'dicom'
    ? content
    : {
        kind: 'dicom',
        studyInstanceUid: dataSet.string('x0020000d') ?? '',
        seriesInstanceUid: dataSet.string('x0020000e') ?? '',
        sopInstanceUid: dataSet.string('x00080018') ?? '',
        sopClassUid: dataSet.string('x00080016') ?? '',
        modality: facts.modality,
        frames: form.frames,
      };
