/** MSH-18 says how the message is written; the segment itself is ASCII up to there in every encoding SS-MIX2 allows. */
const encodingOf = (bytes: Uint8Array): string => {
  const head = new TextDecoder('ascii').decode(bytes.subarray(0, 2000)).split(/[\r\n]/)[0] ?? '';
  return /UTF-?8|UNICODE/i.test(head.split('|')[17] ?? '') ? 'utf-8' : 'iso-2022-jp';
};

/**
 * The segments of an HL7 v2 message. SS-MIX2 writes ISO-2022-JP (`~ISO IR87`): decoded as a whole before it is split, since bytes of a kanji can
 * equal the delimiters. Control characters, MLLP's final 0x1C among them, are not shown.
 */
export const segmentsOf = (bytes: Uint8Array): string[] =>
  new TextDecoder(encodingOf(bytes))
    .decode(bytes)
    .split(/\r\n|\r|\n/)
    .map((segment) => segment.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F]/g, ''))
    .filter((segment) => segment !== '');
