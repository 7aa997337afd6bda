import { foldWidthAndBlanks, HYPHENS } from './width.ts';

/** How a facility writes its patient IDs: how many digits, and whether its storage pads them with zeros. */
export type LocalIdFormat = { digits: number; padding: 'zero' | 'none' };

const LONGEST = 20;

/**
 * A facility's patient ID as its own storage keeps it. Width, spaces, hyphens and case do not count; a card that prints
 * 0001234 and a storage that keeps 1234 name the same person. IDs of digits only are padded (or stripped) as the facility
 * sets; others stay as they are. Undefined when empty, longer than 20 characters, outside 0-9 A-Z and the full stop (which
 * never comes first), or of more digits than the facility's IDs have.
 */
export function normaliseLocalId(input: string, { digits, padding }: LocalIdFormat): string | undefined {
  const id = foldWidthAndBlanks(input)
    .replace(HYPHENS, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase());
  if (id.length > LONGEST || !/^[0-9A-Z][0-9A-Z.]*$/.test(id)) return undefined;
  if (!/^\d+$/.test(id)) return id;
  const stripped = id.replace(/^0+(?=\d)/, '');
  if (stripped.length > digits) return undefined;
  return padding === 'zero' ? stripped.padStart(digits, '0') : stripped;
}
