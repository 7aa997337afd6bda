import type { Desk, Verdict } from '../../layers/deed/index.ts';
import { faultAt } from '../../layers/edge/index.ts';
import type { AnswerOf } from '../../schemas/operation.ts';
import type { printSummary } from '../../schemas/operations/timeline.ts';
import type { DocumentId, Sentence } from '../../schemas/primitives.ts';
import { namedContents } from './named-contents.ts';

const CLOSED: Sentence = {
  ja: 'この内容は、いまは公開されていません。画面を読み込み直してください。',
  en: 'This content is not open any more; load the page again.',
};

type Printed = AnswerOf<typeof printSummary>;
/** A document of the sheet, and whether this viewer may see it now. */
type OnPaper = { documentId: DocumentId; open: boolean };

/**
 * The sheet's line in the log, written before anything is printed; its id stands on the paper. One closed document refuses the whole sheet (404,
 * each named in `errors`): paper cannot be closed again. The same key again is the same sheet, while it may still be printed.
 */
export const recordPrint = async (
  desk: Desk,
  verdict: Verdict,
  documents: readonly OnPaper[],
): Promise<{ body: Printed }> => {
  const items = [...new Set(documents.map(({ documentId }) => documentId))].map((documentId) => ({ documentId }));
  const subject = namedContents(verdict, { items });
  const errors = documents.flatMap(({ open }, index) =>
    open ? [] : [faultAt(`/body/documentIds/${index}`, 'not_open', CLOSED)],
  );
  if (errors.length > 0) return desk.fail(verdict, 'NOT_FOUND', { errors, subject });
  if (desk.prior) {
    const { printId = '', printedAt = '' } = desk.prior;
    await desk.record(verdict, { resource: { printId }, request: { repeated: true } });
    return { body: { printId, printedAt, printedBy: printerOf(desk) } };
  }
  const { eventId, eventTime } = await desk.commit(verdict, {
    writes: [],
    subject,
    result: (event) => ({ printId: event.eventId, printedAt: event.eventTime }),
  });
  return { body: { printId: eventId, printedAt: eventTime, printedBy: printerOf(desk) } };
};

const printerOf = ({ caller, claims }: Desk): Printed['printedBy'] => {
  const { staff, facility, facilityId } = caller;
  if (claims.kind !== 'staff' || !staff || !facility)
    throw new Error('the rules let nobody print but staff of a facility');
  return { staffId: staff.staffId, name: staff.name, facilityId, facilityName: facility.name };
};
