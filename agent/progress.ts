import cliProgress from 'cli-progress';
import type { ProgressNow } from './options.ts';

export type Progress = { show: (now: ProgressNow) => void; end: () => void };

const LINE_EVERY_MS = 5000;
const PHASES = { storage: '標準化ストレージ', extended: '拡張ストレージ', dicom: 'DICOM' } as const;

/** A bar on a terminal; a line now and then where the output goes to a log. On stderr: stdout is for the report. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? bar(stream) : lines(stream);
}

/** Patients of the storages, files of the images. */
function bar(stream: NodeJS.WriteStream): Progress {
  const drawn = new cliProgress.SingleBar({
    stream,
    hideCursor: true,
    clearOnComplete: true,
    format: '{phase} {bar} {value}/{total}  ファイル {files}  拒否 {rejected}  {duration_formatted}',
  });
  let phase: ProgressNow['name'] | undefined;
  return {
    show: ({ name, done, total, files, rejected }) => {
      const payload = { phase: PHASES[name], files, rejected };
      if (phase !== name) drawn.start(total, done, payload);
      else drawn.update(done, payload);
      phase = name;
    },
    end: () => drawn.stop(),
  };
}

function lines(stream: NodeJS.WriteStream): Progress {
  let saidAt = Date.now();
  return {
    show: ({ name, done, total, files, rejected }) => {
      if (Date.now() - saidAt < LINE_EVERY_MS) return;
      saidAt = Date.now();
      stream.write(`${PHASES[name]} ${done}/${total}  ファイル ${files}  拒否 ${rejected}\n`);
    },
    end: () => undefined,
  };
}
