import { useState } from 'react';
import { useTexts } from '../../text/texts.ts';
import { Notice } from '../../ui/notice.tsx';
import type { ContentProps } from '../content-kind.ts';
import { MOST_HEADER, openDicom } from '../dicom/data-set.ts';
import { OpenedFile } from '../viewing/file-states.tsx';
import { PatientCheck } from '../viewing/patient-check.tsx';
import { useFile } from '../viewing/use-file.ts';
import { Controls } from './controls.tsx';
import { EcgFacts } from './ecg-facts.tsx';
import { FIT, type LayoutName, layoutsFor, MOST_SECONDS, paperOf, type Scale } from './layout.ts';
import { Sheet } from './sheet.tsx';
import { texts } from './texts.ts';
import { type Group, type Waveform, waveformOf } from './waveform.ts';

const read = async (bytes: Uint8Array<ArrayBuffer>): Promise<Waveform> => waveformOf(await openDicom(bytes));

const EcgView = ({ document, look }: ContentProps) => {
  const opened = useFile({ document, look, most: MOST_HEADER, read });
  return (
    <OpenedFile opened={opened}>
      {(waveform) => (
        <div className="flex flex-col gap-3">
          <PatientCheck identity={waveform.identity} localId={document.localId} />
          <Recording waveform={waveform} document={document} />
        </div>
      )}
    </OpenedFile>
  );
};
export default EcgView;

type RecordingProps = { waveform: Waveform; document: ContentProps['document'] };

const Recording = ({ waveform, document }: RecordingProps) => {
  const t = useTexts(texts);
  const { groups } = waveform;
  const [number, setNumber] = useState(0);
  const group = (groups[number] ?? groups[0]) as Group;
  const layouts = layoutsFor(group);
  const [chosen, setLayout] = useState<LayoutName>('3x4');
  const layout = layouts.includes(chosen) ? chosen : 'rows';
  const [scale, setScale] = useState<Scale>({ speed: 25, gain: 10 });
  const [size, setSize] = useState<number>(FIT);
  const [start, setStart] = useState(0);
  const [isCalipers, setCalipers] = useState(false);
  const paper = paperOf(group, { layout, scale, start });
  const uncalibrated = group.channels.filter(({ isCalibrated }) => !isCalibrated).map(({ lead }) => lead);
  const show = (next: number) => {
    setNumber(next);
    setStart(0);
  };
  return (
    <>
      {uncalibrated.length > 0 && (
        <Notice tone="warning">{t('uncalibrated', { leads: uncalibrated.join(', ') })}</Notice>
      )}
      <Controls
        {...{
          groups,
          number,
          layouts,
          layout,
          scale,
          size,
          start,
          isCalipers,
          setLayout,
          setScale,
          setSize,
          setStart,
          setCalipers,
        }}
        setNumber={show}
        mostSeconds={MOST_SECONDS}
      />
      <Sheet
        key={`${number} ${layout} ${scale.speed} ${scale.gain} ${start}`}
        {...{ group, paper, scale, size, isCalipers }}
        isEcg={layouts.length > 1 || waveform.isTwelveLead}
      />
      <EcgFacts waveform={waveform} group={group} document={document} />
      <p className="text-sm text-solid-gray-800">{t('notDiagnostic')}</p>
    </>
  );
};
