import { deed } from '../../layers/deed/index.ts';
import { patientFacts } from '../../layers/rules/index.ts';
import { accessOfPatient } from '../../layers/store/index.ts';
import { printSummary as operation } from '../../schemas/operations/timeline.ts';
import { linksInView, viewedByLink } from './linked-view.ts';
import { onSheet, type PrintedDocument, printedDocuments } from './printed-documents.ts';
import { recordPrint } from './record-print.ts';
import { factsOfDiscloser, mayShow } from './viewing.ts';

/**
 * As the calendar (LOOK-01 to -04), of the facilities whose documents the sheet shows, and of these documents each by its own department and day.
 * Two sequential calls: facts, with the documents' lines; commit. One more where a document has a newer version.
 */
export const printSummary = deed(operation, async ({ params, body }, desk) => {
  const sheet = onSheet(desk, body.documentIds);
  const shown = [...new Set(sheet.flatMap(({ name }) => name?.facilityId ?? []))];
  const { access, documents } = await desk.load(
    {
      access: accessOfPatient(desk.store, params.patientId),
      documents: printedDocuments(desk, sheet),
    },
    shown,
  );
  const { facilities } = desk.caller;
  const links = linksInView(desk, access, shown);
  const { verdict, opened } = await desk.requireLook({
    facts: patientFacts({ patient: access?.patient, links: access?.links, viewer: desk.caller.facilityId }),
    disclosers: links.map(({ facilityId }) =>
      factsOfDiscloser(desk, access, { facilityId, facility: facilities.get(facilityId) }),
    ),
    otherwise: 'NOT_FOUND',
    patientId: access?.patient.patientId,
    request: { documents: sheet.length },
  });
  const views = new Map(links.map((link) => [link.facilityId, viewedByLink(desk, link, { facilities, opened })]));
  const isOpen = ({ name, published }: PrintedDocument): boolean => {
    const viewed = name && views.get(name.facilityId);
    if (!viewed || viewed.name.localId !== name.localId) return false;
    return published !== undefined && mayShow(desk, viewed, published);
  };
  return recordPrint(
    desk,
    verdict,
    documents.map((document) => ({ documentId: document.documentId, open: isOpen(document) })),
  );
});
