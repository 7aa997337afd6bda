import type * as z from 'zod';
import type { BatchDocument } from '../../schemas/document.ts';
import type { Message } from '../hl7/message.ts';
import type { StorageFileName } from '../ssmix2/file-name.ts';

/** What a message family is made from. */
export type Source = {
  message: Message;
  name: StorageFileName;
  /** Another version of the same thing exists: what an earlier one said and this one does not must be taken back. */
  revised: boolean;
  /** JLAC10 codes, by their beginning, whose results are infections. */
  infectionCodes: readonly string[];
};

/**
 * One document that a message yields. `suffix` tells several of one message apart; `withdrawn` takes back what an earlier version of the
 * message yielded.
 */
export type TypedDocument = Pick<z.input<typeof BatchDocument>, 'contentType' | 'title' | 'department' | 'content'> & {
  stage: 'order' | 'done';
  suffix?: 'contraindication' | 'infection';
  withdrawn?: boolean;
};
