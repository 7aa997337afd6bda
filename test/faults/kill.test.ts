import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEvent } from '../../events/audit-event.ts';
import { listAuditEvents } from '../../schemas/operations/audit.ts';
import { readPatient } from '../../schemas/operations/registration.ts';
import type { PatientId } from '../../schemas/primitives.ts';
import { done } from '../journeys/journey.ts';
import { faultsInChains } from './chains.ts';
import { Clients, EMERGENCY, PEOPLE, SYSTEMS } from './clients.ts';
import { Network, type StoredItem } from './network.ts';

/** How many answers the clients have had when the region is killed, in each round; a slow machine is killed after six seconds. */
const ROUNDS = [60, 90, 40];
const LONGEST_ROUND_MS = 6_000;

let network: Network;
let clients: Clients;
let events: AuditEvent[];
let records: StoredItem[];

beforeAll(async () => {
  network = await Network.begin();
  clients = new Clients(network.region);
  for (const answers of ROUNDS) {
    await Promise.all([
      ...[...PEOPLE, ...EMERGENCY].map((one) => network.region.tokenOf(one)),
      ...SYSTEMS.map((one) => network.region.systemTokenOf(one)),
    ]);
    const working = clients.work();
    await clients.untilAnswered(answers, LONGEST_ROUND_MS);
    await network.region.kill9();
    clients.stop();
    await working;
    await network.region.start();
  }
  events = await network.events();
  records = await network.itemsIn('records');
}, 240_000);
afterAll(() => network.end());

const isDone = (event: AuditEvent): boolean =>
  event.outcome.result === 'allowed' && event.request?.['repeated'] !== true;
const idsOf = (entity: string, member: string, items = records): string[] =>
  items.filter((item) => item['entity'] === entity).map((item) => String(item[member]));
const documentIds = (items = records): string[] =>
  items
    .filter((item) => item['entity'] === 'DocumentVersion')
    .map((item) => (item['meta'] as { documentId: string }).documentId);
const acknowledgedPatients = (): string[] =>
  clients.acknowledged.flatMap(({ wish, body }) =>
    wish.path === '/v1/patients' ? [(body['patient'] as { patientId: string }).patientId] : [],
  );
const stepsOf = (patientId: unknown): AuditEvent[] =>
  events.filter((event) => event.patientId === patientId && isDone(event));

describe('after the region was killed again and again while clients worked', () => {
  it('they had been working: registrations, links, batches and looks were acknowledged in numbers', () => {
    const kinds = clients.acknowledged.map(
      ({ wish }) => `${wish.method} ${wish.path.replace(/(pat|lkp|grt)_[\w-]+/, '{}')}`,
    );
    for (const kind of [
      'POST /v1/patients',
      'PUT /v1/patients/{}/links/ty-hospital',
      'POST /v1/document-batches',
      'GET /v1/patients/{}',
      'GET /v1/patients/{}/timeline',
      'POST /v1/ems/lookups',
      'POST /v1/ems/lookups/{}/confirmation',
      'GET /v1/ems/grants/{}/timeline',
    ])
      expect(kinds.filter((one) => one === kind).length).toBeGreaterThan(5);
  });

  it('nothing that was acknowledged is lost', () => {
    const patients = new Set(idsOf('Patient', 'patientId'));
    expect(acknowledgedPatients().filter((id) => !patients.has(id))).toEqual([]);
    const links = new Set(
      records.filter((item) => item['entity'] === 'Link').map((item) => [item['patientId'], item['localId']].join(' ')),
    );
    const documents = new Set(documentIds());
    for (const { wish, body } of clients.acknowledged) {
      const { link, results } = body as {
        link?: { patientId: string; localId: string };
        results?: { documentId: string }[];
      };
      if (link) expect(links.has(`${link.patientId} ${link.localId}`)).toBe(true);
      if (wish.path === '/v1/document-batches') expect(results).toHaveLength(3);
      for (const { documentId } of results ?? []) expect(documents.has(documentId)).toBe(true);
    }
  });

  it('no look and no write that was acknowledged is unaudited', () => {
    const audited = new Set(
      events.filter((event) => event.outcome.result === 'allowed').map((event) => event.requestId),
    );
    expect(clients.acknowledged.every(({ requestId }) => requestId !== '')).toBe(true);
    expect(clients.acknowledged.filter(({ requestId }) => !audited.has(requestId))).toEqual([]);
  });

  it('no state is there without its audit event, and none of the events is without its state', () => {
    for (const patient of records.filter((item) => item['entity'] === 'Patient')) {
      const steps = stepsOf(patient['patientId']).map((event) => event.eventName);
      expect(steps.filter((name) => name === 'RegisterPatient')).toHaveLength(1);
      // Registering is version 1; each link turns it once more.
      expect(steps.filter((name) => name === 'RegisterPatient' || name === 'PutLink')).toHaveLength(
        Number(patient['version']),
      );
    }
    const registered = events.filter((event) => event.eventName === 'RegisterPatient' && isDone(event));
    expect(registered.map((event) => event.patientId).sort()).toEqual(idsOf('Patient', 'patientId').sort());
    expect(registered.map((event) => event.resource?.['consentId']).sort()).toEqual(
      idsOf('Consent', 'consentId').sort(),
    );
    const put = events.filter((event) => event.eventName === 'PutLink' && isDone(event));
    const toHospital = records.filter((item) => item['entity'] === 'Link' && item['facilityId'] === 'ty-hospital');
    expect(new Set(put.map((event) => event.patientId))).toEqual(new Set(toHospital.map((item) => item['patientId'])));
    const stored = events.filter((event) => event.eventName === 'CreateDocumentBatch' && isDone(event));
    expect(stored.reduce((sum, event) => sum + Number(event.request?.['stored']), 0)).toBe(documentIds().length);
  });

  it('no batch and no registration is half there', () => {
    expect(documentIds().length % 3).toBe(0);
    const owners = new Set(idsOf('Patient', 'patientId'));
    const ofPatients = records.filter((item) => item['patientId'] !== undefined);
    for (const entity of ['Consent', 'Link', 'Search', 'FacilityLink', 'Claim'])
      expect(idsOf(entity, 'patientId', ofPatients).filter((id) => !owners.has(id))).toEqual([]);
    expect(idsOf('Consent', 'patientId').sort()).toEqual(idsOf('Patient', 'patientId').sort());
    const own = records.filter((item) => item['entity'] === 'Link' && item['facilityId'] === 'test-clinic');
    expect(own.map((item) => String(item['patientId'])).sort()).toEqual(idsOf('Patient', 'patientId').sort());
    const linked = records.flatMap((item) =>
      item['entity'] === 'FacilityPatient' && item['linkedPatientId'] ? [item['linkedPatientId']] : [],
    );
    expect(linked.sort()).toEqual(idsOf('Patient', 'patientId').sort());
  });

  it('no emergency look is half there: access, both lists, obligations, mark and audit, once for each look-up', () => {
    const grants = idsOf('EmsGrant', 'grantId').sort();
    const told = clients.acknowledged.flatMap(({ body }) =>
      body['grant'] && body['obligations'] ? [(body['grant'] as { grantId: string }).grantId] : [],
    );
    expect(told.filter((id) => !grants.includes(id))).toEqual([]);
    expect(idsOf('EmsGrantLine', 'grantId').sort()).toEqual([...grants, ...grants].sort());
    // Recorded in the chart, and told within 7 days.
    expect(idsOf('Obligation', 'grantId').sort()).toEqual([...grants, ...grants].sort());
    expect(idsOf('ObligationLine', 'grantId')).toHaveLength(4 * grants.length);
    expect(idsOf('EmsGrant', 'openObligations').every((open) => open === '2')).toBe(true);
    const marked = records.filter((item) => item['entity'] === 'FacilityPatient' && Number(item['emsOpen'] ?? 0) > 0);
    expect(marked.map((item) => String(item['localId'])).sort()).toEqual(idsOf('EmsGrant', 'localId').sort());
    expect(marked.every((item) => item['emsOpen'] === 1)).toBe(true);
    const confirmed = records.filter((item) => item['entity'] === 'EmsLookup' && item['state'] === 'confirmed');
    expect(confirmed.map((item) => String(item['grantId'])).sort()).toEqual(grants);
    const audited = events.filter((event) => event.eventName === 'ConfirmEms' && isDone(event));
    expect(audited.map((event) => String(event.resource?.['grantId'])).sort()).toEqual(grants);
    const lookedUp = events.filter((event) => event.eventName === 'LookUpEms' && isDone(event));
    expect(lookedUp.map((event) => String(event.resource?.['lookupId'])).sort()).toEqual(
      idsOf('EmsLookup', 'lookupId').sort(),
    );
  });

  it('months count what the calendar shows', () => {
    const counted = records
      .filter((item) => item['entity'] === 'Month')
      .map((item) => Object.entries(item).flatMap(([name, count]) => (name.startsWith('n|') ? [Number(count)] : [])));
    expect(counted.flat().reduce((sum, count) => sum + count, 0)).toBe(
      idsOf('DocumentRow', 'x').filter((state) => state === 'available').length,
    );
  });

  it('every writer’s chain is whole but for its end', () => {
    expect(new Set(events.map((event) => event.writer.writerId)).size).toBeGreaterThan(ROUNDS.length);
    expect(faultsInChains(events)).toEqual([]);
  });

  it('what was never answered is sent again: every registration ends as one patient, every batch as one set of documents', async () => {
    await clients.sendOpenAgain();
    const after = await network.itemsIn('records');
    const patients = idsOf('Patient', 'patientId', after);
    expect(patients).toHaveLength(clients.wished);
    expect(new Set(acknowledgedPatients())).toEqual(new Set(patients));
    const batches = new Set(
      clients.acknowledged.flatMap(({ wish }) => (wish.path === '/v1/document-batches' ? [wish.key] : [])),
    );
    expect(documentIds(after)).toHaveLength(batches.size * 3);
    expect(faultsInChains(await network.events())).toEqual([]);
  });

  it('the audit listing tells the same as the table, and the patients are there to be read', async () => {
    const doctor = network.as('test-clinic.doctor');
    for (const id of acknowledgedPatients().slice(0, 3)) {
      const patientId = id as PatientId;
      const listed = done(await doctor(listAuditEvents, { query: { patientId, limit: 200 } })).items.map(
        (event) => event.eventId,
      );
      const inTable = events.filter((event) => event.patientId === patientId).map((event) => event.eventId);
      expect(listed).toEqual(expect.arrayContaining(inTable));
      expect(done(await doctor(readPatient, { params: { patientId } })).patient.consent.state).toBe('inForce');
    }
  });
});
