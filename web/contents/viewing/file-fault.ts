/**
 * Why a file cannot be shown as what it is called: `notThisKind` other bytes than its type says · `cutOff` it ends too early · `broken` it
 * contradicts itself · `tooLarge` more than a browser can hold · `unsupported` a form that we do not read · `locked` it wants a password ·
 * `video` moving pictures · `nothing` it holds no picture, page or curve.
 */
export type FileFaultCode =
  | 'notThisKind'
  | 'cutOff'
  | 'broken'
  | 'tooLarge'
  | 'unsupported'
  | 'locked'
  | 'video'
  | 'nothing';

/** Thrown by readers of files; the views say it in words. `detail` is for the reader's own tests and says nothing of a patient. */
export class FileFault extends Error {
  readonly code: FileFaultCode;

  constructor(code: FileFaultCode, detail = '') {
    super(`${code} ${detail}`.trim());
    this.name = 'FileFault';
    this.code = code;
  }
}
