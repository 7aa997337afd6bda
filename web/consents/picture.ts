/** What a consent form may be stored as; of the kinds that the API takes, those that a camera or scanner makes. */
export type FormType = 'image/jpeg' | 'image/png' | 'application/pdf';
export const ACCEPTED = 'image/jpeg,image/png,application/pdf';

/** A photo of a sheet has some 5 MB; more is hashed and sent too slowly on a ward's line. */
export const LARGEST_MB = 25;
const MB = 1024 * 1024;

const BEGINNINGS: readonly (readonly [FormType, readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
];

export type Refusal =
  | { reason: 'type' | 'empty' | 'unreadable' | 'network' }
  | { reason: 'size'; mb: number }
  | { reason: 'refused'; status: number };

/** The kind by its first bytes: a name or a browser's guess says nothing. */
export const typeOf = (bytes: Uint8Array): FormType | undefined =>
  BEGINNINGS.find(([, beginning]) => beginning.every((byte, index) => bytes[index] === byte))?.[0];

/** Why a file of this length and beginning cannot be a form; undefined where it can. */
export const refusalOf = (length: number, beginning: Uint8Array): Refusal | undefined => {
  if (length === 0) return { reason: 'empty' };
  if (length > LARGEST_MB * MB) return { reason: 'size', mb: Math.ceil(length / MB) };
  return typeOf(beginning) ? undefined : { reason: 'type' };
};

/** Lower-case hexadecimal, as the API takes a SHA-256. */
export const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
