import { extname } from 'node:path';
import type * as z from 'zod';
import type { MediaType } from '../../schemas/document.ts';
import { Rejection } from '../rejection.ts';

type Media = z.infer<typeof MediaType>;
type Format = { mediaType: Media; begins?: string };

/** By extension, with how such a file begins (in hexadecimal). Everything else is bytes to save, never to show: HTML could run script. */
const FORMATS: Readonly<Record<string, Format>> = {
  '.pdf': { mediaType: 'application/pdf', begins: '255044462d' },
  '.jpg': { mediaType: 'image/jpeg', begins: 'ffd8ff' },
  '.jpeg': { mediaType: 'image/jpeg', begins: 'ffd8ff' },
  '.png': { mediaType: 'image/png', begins: '89504e470d0a1a0a' },
  '.txt': { mediaType: 'text/plain' },
  '.xml': { mediaType: 'application/xml' },
  '.json': { mediaType: 'application/json' },
};
const OTHER: Format = { mediaType: 'application/octet-stream' };

/** The media type of a file by its name, which its first bytes must bear out. Throws a Rejection otherwise. */
export function mediaTypeOf(fileName: string, head: Uint8Array): Media {
  const { mediaType, begins = '' } = FORMATS[extname(fileName).toLowerCase()] ?? OTHER;
  if (head.length === 0) throw new Rejection('EMPTY_FILE');
  if (!Buffer.from(head).toString('hex').startsWith(begins)) throw new Rejection('NOT_ITS_FORMAT', mediaType);
  return mediaType;
}
