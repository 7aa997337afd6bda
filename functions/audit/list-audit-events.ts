import type { AuditEvent } from '../../events/audit-event.ts';
import { type Desk, deed } from '../../layers/deed/index.ts';
import { patientFacts, ruleOf } from '../../layers/rules/index.ts';
import { accessOfPatient, auditEventsOf, documentNameOf, type Key } from '../../layers/store/index.ts';
import { listAuditEvents as operation } from '../../schemas/operations/audit.ts';

/**
 * By patient: a facility with its own verified link, or the network office (AUDIT-01, -04). By person: oneself (-02), the administrator (-03),
 * the office. What another facility has sent, and when, tells of its records: beside the office only the sender sees that.
 */
export const listAuditEvents = deed(operation, async ({ query }, desk) => {
  const before = desk.openCursor<Key>(query.cursor, query);
  const { patientId, staffId } = query;
  const index = patientId ? ('byPatient' as const) : ('byStaff' as const);
  const { access, page } = await desk.load({
    access: patientId ? accessOfPatient(desk.store, patientId) : Promise.resolve(undefined),
    page: auditEventsOf(desk.store, {
      index,
      value: patientId ?? staffId ?? '',
      limit: query.limit,
      ...(before && { before }),
    }),
  });
  const verdict = await desk.require({
    facts: {
      ...patientFacts({ patient: access?.patient, links: access?.links ?? [], viewer: desk.caller.facilityId }),
      ...askedAbout(desk, query),
    },
    otherwise: 'NOT_FOUND',
    ...(access && { patientId }),
    ...(staffId && { resource: { staffId } }),
  });
  const items = page.items.filter((event) => desk.caller.facts.isNetworkOffice === true || !sentElsewhere(desk, event));
  await desk.record(verdict, { request: { count: items.length } });
  return { body: { items: items.map(shown), ...(page.last && { cursor: desk.cursor(page.last, query) }) } };
});

const askedAbout = (desk: Desk, query: { patientId?: string | undefined; staffId?: string | undefined }) => ({
  asksAboutPatient: query.patientId !== undefined,
  asksAboutSelf: desk.claims.kind === 'staff' && query.staffId === desk.claims.staffId,
  // A personal ID begins with its facility's.
  asksAboutOwnStaff: query.staffId?.split('.')[0] === desk.caller.facilityId,
});

/** Capabilities by which a facility sends its own records. */
const SENDING = new Set(['ism-link.ingest', 'ism-link.documents']);

/** The scan of an upload has no facility of its own: it belongs to that of the document. */
const sentElsewhere = (desk: Desk, { eventSource, actor, resource }: AuditEvent): boolean => {
  if (!SENDING.has(eventSource)) return false;
  const document = resource?.['documentId'];
  const sender = actor.facilityId ?? (document && documentNameOf(desk.store.seal, document)?.facilityId);
  return sender !== desk.caller.facilityId;
};

const shown = (event: AuditEvent) => {
  const { staffId, clientId, facilityId, role } = event.actor;
  return {
    eventId: event.eventId,
    eventTime: event.eventTime,
    eventName: event.eventName,
    actor: {
      ...(staffId && { staffId }),
      ...(clientId && { clientId }),
      ...(facilityId && { facilityId }),
      ...(role && { role }),
    },
    ...(event.patientId && { patientId: event.patientId }),
    ...(event.resource && { resource: event.resource }),
    outcome: {
      result: event.outcome.result,
      because: event.outcome.because.map((ruleId) => ({ ruleId, ...ruleOf(ruleId).says })),
      ...(event.outcome.code && { code: event.outcome.code }),
    },
  };
};
