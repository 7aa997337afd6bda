/** `@EMS` as people type it: any width, any case, spaces anywhere around (＠ｅｍｓ). */
const SUFFIX = /\s*@\s*EMS\s*$/i;

/** The patient ID before `@EMS`; undefined where the text does not end so. The ID itself is left as it was typed. */
export const emsIdOf = (text: string): string | undefined => {
  const folded = text.normalize('NFKC');
  return SUFFIX.test(folded) ? folded.replace(SUFFIX, '').trim() : undefined;
};
